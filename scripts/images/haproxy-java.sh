#!/usr/bin/env bash
# Makes a base image of this machine's own HAProxy with the Java of a base that java.sh made, for haproxy-confd's
# embedded.Dockerfile where no registry is reachable. Usage: haproxy-java.sh TAG JAVA_TAG
#
#   scripts/images/haproxy-java.sh paz/haproxy-java:17 paz/java:17
#   docker build --build-arg BASE=paz/haproxy-java:17 -t paz/haproxy-confd -f haproxy-confd/embedded.Dockerfile haproxy-confd
set -euo pipefail
tag=${1:?which tag is the image to have?}
java=${2:?which image has the Java?}
# The older builder takes a local base without asking a registry.
export DOCKER_BUILDKIT=0

"$(dirname "$0")/haproxy.sh" "$tag-haproxy" >/dev/null
docker build --force-rm -t "$tag" - >/dev/null <<BASE
FROM $tag-haproxy
COPY --from=$java / /
ENV PATH=/opt/java/bin:/usr/local/bin:/usr/sbin:/usr/bin:/bin
BASE
docker image rm "$tag-haproxy" >/dev/null
echo "$tag"
