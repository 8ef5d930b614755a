#!/usr/bin/env bash
# idle-cost.sh [SERVICES [BEFORE]]: what an idle platform with so many services (8) uses while nobody looks; with the folder of another
# state of Paz, that one is measured first, in the same run.
set -euo pipefail
BENCH=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$BENCH/machine.sh"
. "$BENCH/platform.sh"
SERVICES=${1:-8} READINGS=${READINGS:-3} SECONDS_A_READING=${SECONDS_A_READING:-60} SETTLE=${SETTLE:-60}
trap stop_platform EXIT

measure() {
  start_platform "$1"
  deploy_demos "$SERVICES" 1
  sleep "$SETTLE"
  sample "$READINGS" "$SECONDS_A_READING"
  local group
  for group in "${PROCESS_GROUPS[@]}"; do
    line "$group" "${PERCENT[$group]}" "${MEMORY[$group]}"
  done
  measure_docker_alone
  stop_platform
}

# What dockerd uses while those who ask it are stopped is not caused by Paz.
measure_docker_alone() {
  local asking=${PERCENT[docker]} pids
  pids=$("$BENCH/processes.pl" "$PAZ_HOME" jvm instances)
  # shellcheck disable=SC2086  # one word for each
  kill -s STOP $pids 2>/dev/null || true
  sample "$READINGS" $((SECONDS_A_READING / 3))
  # shellcheck disable=SC2086  # one word for each
  kill -s CONT $pids 2>/dev/null || true
  line 'docker, caused by Paz' "$(awk -v asking="$asking" -v alone="${PERCENT[docker]}" 'BEGIN { printf "%.2f", asking - alone }')" -
}

machine
printf 'idle, %s services of one instance, page closed   n=%d of %d s   medians: %% of a core, MiB (PSS)\n' "$SERVICES" "$READINGS" "$SECONDS_A_READING"
side_by_side measure "${2:-}"
