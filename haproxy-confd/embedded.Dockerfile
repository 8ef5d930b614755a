# HAProxy with the embedded confd beside it, for a cluster's hosts where the real confd cannot be had. From the root of the
# repository, after `mvn package`:
#   docker build -t paz/haproxy-confd -f haproxy-confd/embedded.Dockerfile haproxy-confd
# Any base with a Java 17 and apt will do, or one that has haproxy; where no registry is reachable, scripts/build-images.sh
# makes one.
ARG BASE=eclipse-temurin:17-jre
FROM ${BASE}
RUN command -v haproxy >/dev/null \
    || { apt-get update && apt-get install -y --no-install-recommends haproxy && rm -rf /var/lib/apt/lists/*; }
COPY target/paz-haproxy-confd-*-exec.jar /opt/paz/confd.jar
COPY embedded-entrypoint.sh /usr/local/bin/entrypoint
EXPOSE 80 8080
ENTRYPOINT ["entrypoint"]
