#!/usr/bin/env bash
# ./paz up on a built tree, in a folder and on ports of its own, to the demo's answer through HAProxy.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
runs=${1:-3}
source "$here/machine.sh"

base=$((20000 + RANDOM % 10000))
PAZ_HOME=$(mktemp -d)/paz
PAZ_HTTP_PORT=$base PAZ_PUBLIC_PORT=$((base + 1)) PAZ_STATS_PORT=$((base + 2))
PAZ_SERVICE_DIRECTORY_PORT=$((base + 3)) PAZ_SCHEDULER_PORT=$((base + 4)) PAZ_HOST_PORT=$((base + 5))
PAZ_ETCD_PORT=$((base + 6)) PAZ_ETCD_PEER_PORT=$((base + 7)) PAZ_ORCHESTRATOR_PORT=$((base + 8))
export PAZ_HOME PAZ_HTTP_PORT PAZ_PUBLIC_PORT PAZ_STATS_PORT PAZ_ORCHESTRATOR_PORT PAZ_SERVICE_DIRECTORY_PORT PAZ_SCHEDULER_PORT \
  PAZ_HOST_PORT PAZ_ETCD_PORT PAZ_ETCD_PEER_PORT
trap '"$root/paz" destroy --yes >/dev/null 2>&1; rm -rf "$(dirname "$PAZ_HOME")"' EXIT

once() {
  local start end
  start=$(date +%s.%N)
  "$root/paz" up >"$(dirname "$PAZ_HOME")/up.log" 2>&1 || { cat "$(dirname "$PAZ_HOME")/up.log" >&2; return 1; }
  end=$(date +%s.%N)
  "$root/paz" destroy --yes >/dev/null
  awk -v start="$start" -v end="$end" 'BEGIN { printf "%.2f\n", end - start }'
}

machine
once >/dev/null # sets up and builds what is missing
for _ in $(seq "$runs"); do once; done | median |
  awk -v n="$runs" '{ printf "./paz up on a built tree to the demo'"'"'s answer   n=%d   median %.1f s   (limit 20)\n", n, $1 }'
