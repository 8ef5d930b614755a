#!/usr/bin/env bash
# Prints a host's first configuration for a system with Ignition, such as Flatcar: the units of units/host, and the PATH that they and
# Paz's units need. It is the same for each host of a cluster and holds no secret; scripts/install-hosts.sh does the rest.
#   ignition.sh [KEY_FILE [MAC ADDRESS]]
#     KEY_FILE      public SSH key of the user core; none where the provider puts one in
#     MAC ADDRESS   the interface in the private network and its address, 192.168.65.101/24; none where DHCP gives one
set -euo pipefail
cd "$(dirname "$0")/.."
command -v jq >/dev/null || {
  echo 'jq is not installed (expected: on this machine, since it writes the configuration)' >&2
  exit 1
}

# file PATH: what is read from stdin, as a file of the host.
file() {
  jq -Rs --arg path "$1" '{path: $path, mode: 420, contents: {source: ("data:;base64," + @base64)}}'
}

# unit FILE ENABLED
unit() {
  local name=${1##*/}
  jq -Rs --arg name "$name" --argjson enabled "$2" '{name: $name, enabled: $enabled, contents: .}' <"$1"
}

files() {
  printf '[Manager]\nDefaultEnvironment=PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/bin\n' |
    file /etc/systemd/system.conf.d/10-paz.conf
  [[ -z ${2:-} ]] || printf '[Match]\nMACAddress=%s\n\n[Network]\nAddress=%s\n' "$2" "$3" | file /etc/systemd/network/10-paz.network
}

# etcd and fleet are started once their settings are there.
units() {
  local unit
  for unit in units/host/*; do
    unit "$unit" false
  done
  jq -n '{name: "docker.service", enabled: true}'
}

jq -n --slurpfile files <(files "$@") --slurpfile units <(units) --arg key "$([[ -z ${1:-} ]] || cat "$1")" \
  '{ignition: {version: "3.3.0"}, storage: {files: $files}, systemd: {units: $units}}
    + if $key == "" then {} else {passwd: {users: [{name: "core", sshAuthorizedKeys: [$key]}]}} end'
