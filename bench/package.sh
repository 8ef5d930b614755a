#!/usr/bin/env bash
# The package for Debian on a fresh root with systemd: two builds of the same bytes, installation without a JDK or Maven, a power failure, upgrade,
# removal and purge. Needs root, debootstrap, a Docker engine, the network, and some minutes. Usage: package.sh
# shellcheck disable=SC2016  # what runs on the machine is quoted here
set -euo pipefail
export LC_ALL=C.UTF-8
PATH=$PATH:/usr/sbin:/sbin
ROOT=$(cd "$(dirname "$0")/.." && pwd)
MIRROR=${MIRROR:-http://deb.debian.org/debian}
ASK='curl -fs -m 5 --resolve demo-api.localhost:8080:127.0.0.1 http://demo-api.localhost:8080/'
work=$(mktemp -d)
machine=paz-package-$$
trap 'docker rm -fv $machine >/dev/null 2>&1 || true; docker rmi paz-test/fresh:$$ >/dev/null 2>&1 || true; rm -rf "$work"' EXIT

main() {
  build_twice
  make_machine
  says 'installed, without a JDK or Maven' install
  says 'up, as the user paz' up
  says 'back after a power failure' lose_power
  says 'keys and token rotated, backup taken' operate
  says 'upgraded without a stop' upgrade
  says 'removed, with its data kept' remove
  says 'purged' purge
}

says() {
  "${@:2}" >"$work/log" 2>&1 || {
    cat "$work/log" >&2
    echo "not ok: $1" >&2
    exit 1
  }
  echo "ok: $1"
}

build_twice() {
  local first second
  (cd "$ROOT" && mvn -q -B -DskipTests -pl deb -am package)
  DEB=$(ls "$ROOT"/deb/target/paz_*_all.deb)
  first=$(sha256sum <"$DEB")
  rm "$DEB"
  (cd "$ROOT" && mvn -q -B -DskipTests -pl deb -am package)
  second=$(sha256sum <"$DEB")
  [[ $first == "$second" ]] || {
    echo 'two builds differ' >&2
    exit 1
  }
  echo 'ok: two builds of the same bytes'
}

make_machine() {
  local unit
  debootstrap --variant=minbase --include=systemd,systemd-sysv,dbus,ca-certificates bookworm "$work/root" "$MIRROR" >"$work/log"
  for unit in systemd-networkd.service systemd-resolved.service getty.target console-getty.service; do
    ln -sf /dev/null "$work/root/etc/systemd/system/$unit"
  done
  cp "$ROOT/test/cluster/host/writable-kernel.service" "$work/root/etc/systemd/system"
  mkdir -p "$work/root/etc/systemd/system/multi-user.target.wants"
  ln -s ../writable-kernel.service "$work/root/etc/systemd/system/multi-user.target.wants"
  tar -C "$work/root" -c . | docker import --change 'ENTRYPOINT ["/usr/lib/systemd/systemd"]' --change 'ENV container=docker' - "paz-test/fresh:$$" >/dev/null
  docker run -d --name "$machine" --cap-add ALL --cap-drop SYS_RESOURCE --security-opt seccomp=unconfined --security-opt apparmor=unconfined \
    --cgroupns private --tmpfs /run:exec --tmpfs /tmp:exec -v /var/lib/docker --stop-signal SIGRTMIN+3 "paz-test/fresh:$$" >/dev/null
  docker cp -q "$DEB" "$machine:/root/paz.deb"
}

on_machine() {
  docker exec -e DEBIAN_FRONTEND=noninteractive "$machine" bash -euo pipefail -c "$1"
}

install() {
  on_machine 'apt-get update && apt-get install -y --no-install-recommends /root/paz.deb'
  on_machine '! command -v javac && ! command -v mvn && paz --version'
}

up() {
  on_machine "paz up && $ASK"
  on_machine 'for part in etcd paz haproxy; do [[ $(ps -o user= -p "$(head -n 1 /var/lib/paz/run/$part.pid)") == paz ]]; done'
  on_machine '[[ $(id -nG paz) == paz ]]'
}

lose_power() {
  docker kill "$machine"
  docker start "$machine"
  await_answer
}

await_answer() {
  local deadline=$((SECONDS + 120))
  until on_machine "$ASK"; do
    ((SECONDS < deadline)) || return 1
    sleep 1
  done
}

operate() {
  on_machine 'paz secrets rotate && paz token rotate --overlap 0m && paz backup /root/backups && paz restart demo-api'
  on_machine '[[ -z $(find /var/lib/paz -user root) ]]'
}

upgrade() {
  local before
  before=$(on_machine 'cat /var/lib/paz/run/*.pid')
  on_machine 'apt-get install -y --reinstall /root/paz.deb'
  [[ $(on_machine 'cat /var/lib/paz/run/*.pid') == "$before" ]]
  on_machine "$ASK"
}

remove() {
  on_machine 'apt-get remove -y paz && [[ -z $(docker ps -q) && -d /var/lib/paz/data ]] && ! compgen -G "/etc/systemd/system/paz-*"'
  on_machine 'apt-get install -y /root/paz.deb && paz up --no-demo'
  await_answer
}

purge() {
  on_machine 'apt-get purge -y paz && [[ ! -e /var/lib/paz && ! -e /etc/paz ]] && ! id paz && ! nft list tables | grep paz'
}

main
