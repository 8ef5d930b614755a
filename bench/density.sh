#!/usr/bin/env bash
# density.sh [INSTANCES [BEFORE]]: so many instances of the demo (300) on this machine, in services of ten: how long it takes from the first
# hook until all are announced, and what the platform then uses. With the folder of another state of Paz, that one goes first.
set -euo pipefail
BENCH=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$BENCH/machine.sh"
. "$BENCH/platform.sh"
INSTANCES=${1:-300} READINGS=${READINGS:-3} SECONDS_A_READING=${SECONDS_A_READING:-20} SETTLE=${SETTLE:-60}
trap stop_platform EXIT

measure() {
  local began group
  start_platform "$1"
  began=$EPOCHREALTIME
  deploy_demos $(((INSTANCES + 9) / 10)) $((INSTANCES < 10 ? INSTANCES : 10))
  echo "$1: $(announced) instances announced after $(awk -v began="$began" -v ended="$EPOCHREALTIME" 'BEGIN { printf "%.1f", ended - began }') s" >&2
  sleep "$SETTLE"
  sample "$READINGS" "$SECONDS_A_READING"
  for group in "${PROCESS_GROUPS[@]}"; do
    line "$group" "${PERCENT[$group]}" "${MEMORY[$group]}"
  done
  echo "$1: $(announced) instances announced $((SETTLE + READINGS * SECONDS_A_READING)) s later" >&2
  stop_platform
}

machine
printf 'density, %s instances of the demo, idle afterwards   n=%d of %d s   medians: %% of a core, MiB (PSS)\n' "$INSTANCES" "$READINGS" "$SECONDS_A_READING"
side_by_side measure "${2:-}"
