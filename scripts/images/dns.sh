#!/usr/bin/env bash
# Makes a base image of this machine's own dnsmasq, for dns/Dockerfile where no registry is reachable. Usage: dns.sh TAG
set -euo pipefail
# shellcheck source=root.sh
. "$(dirname "$0")/root.sh"
tag=${1:?which tag is the image to have?}
PATH=$PATH:/usr/sbin:/sbin
command -v dnsmasq >/dev/null || {
  echo 'dnsmasq is not installed (expected: on this machine, since the image is made of it)' >&2
  exit 1
}
begin_root
mkdir -p "$IMAGE_ROOT/var/lib/misc"
copy_program /usr/sbin/dnsmasq "$(command -v dnsmasq)"
import_root "$tag" 'ENV PATH=/usr/local/bin:/usr/sbin:/usr/bin:/bin'
