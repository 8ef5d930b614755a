#!/usr/bin/env bash
# Makes an image of a machine that one Paz is to be installed on: systemd, a Docker engine and what docs/installation.md asks for, without
# sources of Paz, a JDK or Maven. Its name is printed. Usage: machine.sh NAME
set -euo pipefail
export LC_ALL=C.UTF-8
name=${1:?which name is the image to have?}
PATH=$PATH:/usr/sbin:/sbin
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=debian.sh
. "$ROOT/scripts/images/debian.sh"

readonly PACKAGES=(systemd dbus openjdk-17-jre-headless etcd-server etcd-client haproxy docker.io iptables nftables openssl
  iproute2 mount util-linux procps curl busybox-static bash dash coreutils diffutils findutils grep sed mawk tar gzip hostname
  libc-bin libpam-modules login netbase passwd perl)
OWN_FILES=("$ROOT"/test/cluster/{host/writable-kernel.service,machine/*})

# A container shares the kernel of the machine, and its boot; a boot of its own makes a restart one as after a power failure.
own_files() {
  local system=$IMAGE_ROOT/etc/systemd/system
  cp "$ROOT/test/cluster/machine/own-boot.service" "$system"
  mkdir "$system/paz-local-.service.d"
  cp "$ROOT/test/cluster/machine/own-boot.conf" "$system/paz-local-.service.d"
  ln -s ../own-boot.service "$system/multi-user.target.wants"
  rm -f "$system/multi-user.target.wants"/{etcd,haproxy}.service
}

make_image "$name"
