#!/usr/bin/env bash
# Builds the images that a cluster's hosts run: paz/service-directory, paz/scheduler, paz/orchestrator, paz/announcer,
# paz/haproxy-confd, paz/dns, paz/demo-api. Wants the jars (mvn -DskipTests package). Settings:
#   PAZ_LOCAL=1   bases of this machine's own files, where no registry is reachable
#   PAZ_CONFD     with PAZ_LOCAL=1, the confd program that runs beside HAProxy; without it, the embedded confd does
#   REGISTRY      also tag them for this registry, and push them there
#   DEBUG=1       show each command
set -euo pipefail
[[ ${DEBUG:-} != 1 ]] || set -x
cd "$(dirname "$0")/.."

java_base=() dns_base=()
if [[ ${PAZ_LOCAL:-} == 1 ]]; then
  # The older builder takes a local base without asking a registry.
  export DOCKER_BUILDKIT=0
  scripts/images/java.sh paz/java:local
  scripts/images/dns.sh paz/dnsmasq:local
  java_base=(--build-arg BASE=paz/java:local)
  dns_base=(--build-arg BASE=paz/dnsmasq:local)
fi

# haproxy_confd OPTION...: the image that routes, with the confd that can be had.
haproxy_confd() {
  if [[ ${PAZ_LOCAL:-} != 1 ]]; then
    docker build -t paz/confd -f haproxy-confd/confd.Dockerfile haproxy-confd
    docker build "$@" haproxy-confd
  elif [[ -n ${PAZ_CONFD:-} ]]; then
    scripts/images/haproxy.sh paz/haproxy:local "$PAZ_CONFD" paz/confd:local
    docker build --build-arg BASE=paz/haproxy:local --build-arg CONFD=paz/confd:local "$@" haproxy-confd
  else
    scripts/images/haproxy-java.sh paz/haproxy-java:local paz/java:local
    docker build --build-arg BASE=paz/haproxy-java:local -f haproxy-confd/embedded.Dockerfile "$@" haproxy-confd
  fi
}

for service in service-directory scheduler orchestrator announcer; do
  docker build "${java_base[@]}" -t "paz/$service" "$service"
done
haproxy_confd -t paz/haproxy-confd
docker build "${dns_base[@]}" -t paz/dns dns
demo-api/build.sh paz/demo-api
[[ -n ${REGISTRY:-} ]] || exit 0
for image in service-directory scheduler orchestrator announcer haproxy-confd dns demo-api; do
  docker tag "paz/$image" "$REGISTRY/paz/$image"
  docker push "$REGISTRY/paz/$image"
done
