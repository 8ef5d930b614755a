#!/usr/bin/env bash
# Makes a base image of this machine's own HAProxy, for haproxy-confd's Dockerfile where no registry is reachable: haproxy,
# socat, flock, their libraries and a shell; with CONFD, also an image of confd alone. Usage: haproxy.sh TAG [CONFD CONFD_TAG]
#
#   scripts/images/haproxy.sh paz/haproxy:1 /usr/local/bin/confd paz/confd:1
#   docker build --build-arg BASE=paz/haproxy:1 --build-arg CONFD=paz/confd:1 -t paz/haproxy-confd haproxy-confd
set -euo pipefail
# shellcheck source=root.sh
. "$(dirname "$0")/root.sh"
tag=${1:?which tag is the image to have?}
PATH=$PATH:/usr/sbin:/sbin

for program in haproxy socat flock; do
  command -v "$program" >/dev/null || {
    echo "$program is not installed (expected: on this machine, since the image is made of it)" >&2
    exit 1
  }
done
begin_root
copy_program /usr/sbin/haproxy "$(command -v haproxy)"
copy_program /usr/bin/socat "$(command -v socat)"
copy_program /usr/bin/flock "$(command -v flock)"
cp -RL /etc/haproxy "$IMAGE_ROOT/etc/haproxy"
import_root "$tag" 'ENV PATH=/usr/local/bin:/usr/sbin:/usr/bin:/bin'

if [[ -n ${2:-} ]]; then
  tar -C "$(dirname "$2")" --owner=0 --group=0 --mode=0755 --transform 's|.*|confd|' -c "$(basename "$2")" |
    docker import - "${3:?which tag is the image of confd to have?}" >/dev/null
  echo "$3"
fi
