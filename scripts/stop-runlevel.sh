#!/usr/bin/env bash
# Takes Paz's own units of run levels off a cluster, and waits until they are gone. Services go on. Usage: stop-runlevel.sh LEVEL...
# scripts/helpers.sh lists the settings.
set -euo pipefail
# shellcheck source=helpers.sh
. "$(dirname "$0")/helpers.sh"
(($# > 0)) || die 'run level: none (expected: stop-runlevel.sh LEVEL...)'
check_fleet
for level in "$@"; do
  units_of "$level"
  echo "Run level $level: ${#UNITS[@]} units"
  destroy_units "${UNITS[@]}"
done
