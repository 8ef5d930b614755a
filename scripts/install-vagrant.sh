#!/usr/bin/env bash
# Brings three Flatcar hosts up with Vagrant and libvirt, and installs Paz on them. Run again, it goes on where it was. Settings:
#   FLATCAR_IMAGE   Flatcar's image for QEMU, unpacked (flatcar_production_qemu_image.img); needed once, for the box
#   PAZ_WAIT        seconds to wait for the hosts, and for units (300)
#   DEBUG=1         show each command
set -euo pipefail
# shellcheck source=helpers.sh
. "$(dirname "$0")/helpers.sh"
cd "$CLUSTER_ROOT"
SETTINGS=vagrant/cluster.env
CONFIG=$(pwd)/vagrant/.vagrant/ssh-config

check_programs() {
  local program
  for program in vagrant docker ssh ssh-keygen jq qemu-img; do
    command -v "$program" >/dev/null || die "$program is not installed (expected: on this machine)"
  done
  [[ $(vagrant --version) =~ ^Vagrant\ 2\.([3-9]|[1-9][0-9]) ]] || die "$(vagrant --version) is too old (expected: Vagrant 2.3 or newer)"
  vagrant plugin list | grep -q '^vagrant-libvirt ' || die 'vagrant-libvirt is missing (expected: vagrant plugin install vagrant-libvirt)'
}

# The box is Flatcar's own image with the two files that make it one.
make_box() {
  ! vagrant box list | grep -q '^paz-flatcar ' || return 0
  [[ -r ${FLATCAR_IMAGE:-} ]] || die "FLATCAR_IMAGE: ${FLATCAR_IMAGE:-none} cannot be read (expected: Flatcar's image for QEMU, unpacked)"
  rm -rf vagrant/box
  mkdir vagrant/box
  qemu-img convert -O qcow2 "$FLATCAR_IMAGE" vagrant/box/box.img
  printf '{"provider": "libvirt", "format": "qcow2", "virtual_size": 10}\n' >vagrant/box/metadata.json
  tar -C vagrant/box -czf vagrant/box/paz-flatcar.box metadata.json box.img
  vagrant box add --name paz-flatcar vagrant/box/paz-flatcar.box
  rm -rf vagrant/box
}

make_configurations() {
  local number=0 host
  [[ -e vagrant/key ]] || ssh-keygen -q -t ed25519 -N '' -C paz-vagrant -f vagrant/key
  for host in "${HOSTS[@]}"; do
    number=$((number + 1))
    scripts/ignition.sh vagrant/key.pub "$(printf '52:54:00:65:00:%02d' "$number")" "${host#*=}/24" >"vagrant/${host%%=*}.ign"
  done
}

start_hosts() {
  (cd vagrant && vagrant up && vagrant ssh-config) | tee "$CONFIG.new"
  sed -n '/^Host /,$p' "$CONFIG.new" >"$CONFIG"
}

# hand_over IMAGE...: to every host.
hand_over() {
  local host
  for host in "${HOSTS[@]}"; do
    echo "Images to ${host%%=*}"
    docker save "$@" | $SSH "${host%%=*}" 'docker load -q' >/dev/null
  done
}

check_programs
read -ra HOSTS < <(sed -n 's/^HOSTS=//p' "$SETTINGS" | tr -d '"')
make_box
make_configurations
mkdir -p vagrant/.vagrant
start_hosts
export SSH="ssh -F $CONFIG -o BatchMode=yes"
scripts/install-hosts.sh "$SETTINGS"
scripts/build-images.sh
hand_over paz/service-directory paz/scheduler paz/orchestrator paz/announcer paz/haproxy-confd paz/dns paz/demo-api
scripts/reinstall-units-vagrant.sh
echo "Paz runs. The page: http://paz-web.paz/ with ${HOSTS[0]#*=} as name server, or http://${HOSTS[0]#*=}:8080/ with the Host header paz-web.paz"
