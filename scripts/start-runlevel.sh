#!/usr/bin/env bash
# Starts Paz's own units of a run level on a cluster, and waits until they are active and every host answers for what they announce.
# Runs on one of the hosts, or where fleet's API and each host's port 8080 are reached. Usage: start-runlevel.sh LEVEL...
#   0   on every host: announcer, HAProxy with confd, DNS, cAdvisor, the journal's gateway
#   1   service-directory, scheduler, orchestrator, and their sidekicks
# PAZ_WITHOUT names units to leave out, with blanks between. scripts/helpers.sh lists the other settings.
set -euo pipefail
# shellcheck source=helpers.sh
. "$(dirname "$0")/helpers.sh"
(($# > 0)) || die 'run level: none (expected: start-runlevel.sh LEVEL...)'
check_fleet
for level in "$@"; do
  units_of "$level"
  chosen=()
  for unit in "${UNITS[@]}"; do
    [[ " ${PAZ_WITHOUT:-} " == *" $(basename "$unit" .service) "* ]] || chosen+=("$unit")
  done
  echo "Run level $level: ${#chosen[@]} units"
  start_units "${chosen[@]}"
  wait_for_units "${chosen[@]}"
  if [[ " ${PAZ_WITHOUT:-} " == *' paz-haproxy '* ]]; then
    echo 'paz-haproxy is left out, so no host was asked for names'
  else
    await_answers "${chosen[@]}"
  fi
done
