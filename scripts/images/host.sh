#!/usr/bin/env bash
# Makes an image of a cluster's host, as docs/installation-cluster.md describes one, out of this machine's own Debian packages: systemd, a
# Docker engine, curl, tar and the journal's gateway, with the units of units/host; etcd and etcdctl are in /opt/bin and nowhere else.
# Its name is printed. Usage: host.sh NAME
#
#   scripts/images/host.sh paz-test/host
#   docker run -d --cap-add ALL ... paz-test/host:CONTENT      (test/cluster/README.md says the rest)
set -euo pipefail
export LC_ALL=C.UTF-8
name=${1:?which name is the image to have?}
PATH=$PATH:/usr/sbin:/sbin
ROOT=$(cd "$(dirname "$0")/../.." && pwd)

# shellcheck source=debian.sh
. "$ROOT/scripts/images/debian.sh"

readonly PACKAGES=(systemd dbus etcd-server etcd-client docker.io systemd-journal-remote socat iptables nftables
  iproute2 mount util-linux procps curl busybox-static bash dash coreutils findutils grep sed tar gzip hostname
  libc-bin libpam-modules login netbase passwd)
OWN_FILES=("$ROOT"/units/host/* "$ROOT"/test/cluster/host/*)
LEFT_OUT=/etcd

# own_files: units, and links to those that start with the host.
own_files() {
  local system=$IMAGE_ROOT/etc/systemd/system unit
  mkdir -p "$system/fleet.socket.d" "$IMAGE_ROOT"/{etc/paz,opt/bin}
  cp "$ROOT"/units/host/* "$system"
  cp "$ROOT/test/cluster/host/fleet.socket.conf" "$system/fleet.socket.d"
  for unit in paz-firewall etcd fleet; do
    ln -s "../$unit.service" "$system/multi-user.target.wants"
  done
  ln -s ../fleet.socket /lib/systemd/system/systemd-journal-gatewayd.socket "$system/sockets.target.wants"
  cp /usr/bin/etcd /usr/bin/etcdctl "$IMAGE_ROOT/opt/bin"
}

make_image "$name"
