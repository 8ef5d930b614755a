#!/usr/bin/env bash
# Says for each host of a cluster what is wrong with what install-hosts.sh put there: etcd, fleet and the firewall of containers. Exit
# status 1 when something is. Usage: cluster-status.sh SETTINGS, the file that install-hosts.sh was given; it names the environment too.
# shellcheck source=install-hosts.sh
. "$(dirname "${BASH_SOURCE[0]}")/install-hosts.sh"

# host_problems: on a host, as root: a line for each thing that is wrong.
host_problems() {
  local unit old
  for unit in docker etcd fleet paz-firewall; do
    systemctl is-active -q "$unit" ||
      echo "$unit is not active; look with: journalctl -u $unit"
  done
  [[ -s /run/paz/firewall && $(nft -s list table inet paz 2>/dev/null) == "$(cat /run/paz/firewall)" ]] ||
    echo 'containers reach more of the hosts than they should: the rules are not, or no longer, as Paz made them; systemctl restart paz-firewall makes them again'
  docker network inspect paz >/dev/null 2>&1 ||
    echo 'the network of containers, paz, is not there; systemctl restart paz-firewall makes it'
  old=$(docker ps --filter label=io.paz.service --filter network=bridge --format '{{.Names}}' 2>/dev/null | sort | xargs)
  [[ -z $old ]] || echo "containers reach more than they should until their next deployment, on Docker's own bridge: $old"
  [[ -s /etc/paz/statistics-password ]] || echo "HAProxy's statistics ask for no password; run install-hosts.sh, then start-runlevel.sh 0 1"
}

# status_of NAME PLACE
status_of() {
  local problems
  # shellcheck disable=SC2016,SC2086 # for the host's shell; SSH holds a program and its options
  problems=$({ declare -f host_problems && echo host_problems; } | $SSH "$2" 'root=; [ "$(id -u)" = 0 ] || root=sudo; $root bash -s' 2>&1) ||
    problems="cannot be asked: $problems"
  if [[ -z $problems ]]; then
    echo "$1: well"
  else
    echo "$1: ${problems//$'\n'/$'\n'$1: }"
    return 1
  fi
}

show_status() {
  local number status=0
  [[ $# == 1 ]] || die 'settings: none (expected: cluster-status.sh SETTINGS)'
  read_settings "$1"
  check_settings
  for number in "${!HOSTS[@]}"; do
    status_of "${HOSTS[number]%%=*}" "$(place "$number")" || status=1
  done
  return "$status"
}

[[ ${BASH_SOURCE[0]} != "$0" ]] || show_status "$@"
