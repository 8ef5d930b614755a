#!/usr/bin/env bash
# instance-cost.sh [INSTANCES [BEFORE]]: what an announced instance of the demo costs beyond its container and shim, as the difference
# between so many of them (20), idle, and none; with the folder of another state of Paz, that one is measured first, in the same run.
set -euo pipefail
BENCH=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$BENCH/machine.sh"
. "$BENCH/platform.sh"
INSTANCES=${1:-20} READINGS=${READINGS:-5} SECONDS_A_READING=${SECONDS_A_READING:-20} SETTLE=${SETTLE:-60}
trap stop_platform EXIT

measure() {
  local group
  local -A percent=() memory=()
  start_platform "$1"
  sleep "$SETTLE"
  sample "$READINGS" "$SECONDS_A_READING"
  for group in "${PROCESS_GROUPS[@]}"; do
    percent[$group]=${PERCENT[$group]} memory[$group]=${MEMORY[$group]}
  done
  deploy_demos $(((INSTANCES + 9) / 10)) $((INSTANCES < 10 ? INSTANCES : 10))
  sleep "$SETTLE"
  sample "$READINGS" "$SECONDS_A_READING"
  local announced
  announced=$(announced)
  line 'processes of its own' "$(growth "$announced" percent PERCENT instances)" "$(growth "$announced" memory MEMORY instances)"
  line 'the JVM grows by' "$(growth "$announced" percent PERCENT jvm)" "$(growth "$announced" memory MEMORY jvm)"
  line 'etcd and HAProxy by' "$(growth "$announced" percent PERCENT etcd haproxy)" "$(growth "$announced" memory MEMORY etcd haproxy)"
  line 'dockerd, containerd by' "$(growth "$announced" percent PERCENT docker)" "$(growth "$announced" memory MEMORY docker)"
  line 'its sum' "$(growth "$announced" percent PERCENT instances jvm etcd haproxy docker)" "$(growth "$announced" memory MEMORY instances jvm etcd haproxy docker)"
  line "Docker's port proxies" "$(growth "$announced" percent PERCENT docker-proxy)" "$(growth "$announced" memory MEMORY docker-proxy)"
  line "its processes" "$(growth "$announced" count COUNT instances)" -
  stop_platform
}

# growth INSTANCES BEFORE AFTER GROUP...: by how much the sum of the groups is more after than before, for each instance.
growth() {
  local instances=$1 group
  local -n before=$2 after=$3
  shift 3
  for group in "$@"; do
    echo "${before[$group]:-0} ${after[$group]}"
  done | awk -v instances="$instances" '{ sum += $2 - $1 } END { printf "%.3f", sum / instances }'
}

machine
printf 'announced instance, idle, %s against none   n=%d of %d s   medians: %% of a core, MiB (PSS)\n' "$INSTANCES" "$READINGS" "$SECONDS_A_READING"
side_by_side measure "${2:-}"
