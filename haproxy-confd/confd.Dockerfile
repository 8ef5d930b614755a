# confd alone, built from its source, which pins its modules; the other Dockerfile takes it from here:
#   docker build -t paz/confd -f haproxy-confd/confd.Dockerfile haproxy-confd
FROM golang:1.19-bookworm AS source
ARG CONFD_COMMIT=919444eb6cf721d198b2bb18581d0f0b3734d107
RUN git clone https://github.com/kelseyhightower/confd /src && cd /src && git checkout "$CONFD_COMMIT" \
    && CGO_ENABLED=0 go build -mod=vendor -o /confd .

FROM scratch
COPY --from=source /confd /confd
