#!/usr/bin/env bash
# Builds the images that a cluster's hosts run: paz/service-directory, paz/scheduler, paz/orchestrator, paz/haproxy-confd,
# paz/dns, paz/demo-api. Wants the jars (mvn -DskipTests package). Settings:
#   PAZ_LOCAL=1   bases of this machine's own files, where no registry is reachable; wants PAZ_CONFD, a confd program
#   REGISTRY      also tag them for this registry, and push them there
#   DEBUG=1       show each command
set -euo pipefail
[[ ${DEBUG:-} != 1 ]] || set -x
cd "$(dirname "$0")/.."

java_base=() haproxy_base=() dns_base=()
if [[ ${PAZ_LOCAL:-} == 1 ]]; then
  # The older builder takes a local base without asking a registry.
  export DOCKER_BUILDKIT=0
  : "${PAZ_CONFD:?names no confd program (expected: its path, since none can be fetched)}"
  scripts/images/java.sh paz/java:local
  scripts/images/haproxy.sh paz/haproxy:local "$PAZ_CONFD" paz/confd:local
  scripts/images/dns.sh paz/dnsmasq:local
  java_base=(--build-arg BASE=paz/java:local)
  haproxy_base=(--build-arg BASE=paz/haproxy:local --build-arg CONFD=paz/confd:local)
  dns_base=(--build-arg BASE=paz/dnsmasq:local)
else
  docker build -t paz/confd -f haproxy-confd/confd.Dockerfile haproxy-confd
fi
for service in service-directory scheduler orchestrator; do
  docker build "${java_base[@]}" -t "paz/$service" "$service"
done
docker build "${haproxy_base[@]}" -t paz/haproxy-confd haproxy-confd
docker build "${dns_base[@]}" -t paz/dns dns
demo-api/build.sh paz/demo-api
[[ -n ${REGISTRY:-} ]] || exit 0
for image in service-directory scheduler orchestrator haproxy-confd dns demo-api; do
  docker tag "paz/$image" "$REGISTRY/paz/$image"
  docker push "$REGISTRY/paz/$image"
done
