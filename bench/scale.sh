#!/usr/bin/env bash
# scale.sh [SERVICES [BEFORE]]: a platform with so many services (1,000) of ten instances in etcd, simulated: until all are routed, the JVM's
# memory, from a new key to its route and from its end to no more requests, HAProxy's check and reload, and what rendering takes by itself. With
# the folder of another state of Paz, that one goes first, with fewer rounds.
set -euo pipefail
BENCH=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$BENCH/machine.sh"
. "$BENCH/platform.sh"
SERVICES=${1:-1000} INSTANCES=10 ROUNDS=${ROUNDS:-30} ROUNDS_BEFORE=${ROUNDS_BEFORE:-10}
trap stop_platform EXIT

# measure FOLDER ROUNDS
measure() {
  local began transaction
  start_platform "$1"
  echo "$1"
  began=$EPOCHREALTIME
  "$BENCH/fill-etcd.pl" "$SERVICES" "$INSTANCES" "127.0.0.1:$PAZ_ETCD_PORT" | while read -rd '' transaction; do
    bench_etcdctl txn <<<"$transaction" >/dev/null
  done
  since "$began" 'all keys in etcd'
  began=$EPOCHREALTIME
  until curl -fs -m 5 -o /dev/null -H "Host: sim-$SERVICES.paz" "http://127.0.0.1:$PAZ_HTTP_PORT/health"; do sleep 0.01; done
  since "$began" 'the last service routed: rendered, checked and reloaded'
  sleep 10
  sample 3 5
  printf '  %-60s %8s MiB (PSS), %s %% of a core\n' 'JVM' "${MEMORY[jvm]}" "${PERCENT[jvm]}"
  printf '  %-60s %8s MiB (PSS)\n' 'HAProxy' "${MEMORY[haproxy]}"
  java -cp "$(dirname "$BENCH")/bench/target/paz-bench-0.1.0.jar" io.paz.bench.Bench key-to-route "$2" | tail -n +2 | sed 's/^/  /'
  reloads "$2"
  stop_platform
  rendering "$1"
}

# reloads COUNT: HAProxy's check and reload of all services, as the platform's log has the last ones.
reloads() {
  sed -n 's/.*HAProxy serves a new configuration (backends.*, \([0-9]*\) ms).*/\1/p' "$PAZ_HOME"/logs/paz.log | tail -n "$1" | sort -n |
    awk '{ ms[NR] = $1 } END { printf "  files of a new service checked, written and reloaded  n=%d   median %d ms   max %d ms\n", NR, ms[int((NR + 1) / 2)], ms[NR] }'
}

# rendering FOLDER: times the templates of that folder, in a Java of its own.
rendering() {
  local classes
  classes=$(mktemp -d)
  (cd "$classes" && jar xf "$1/haproxy-confd/target/paz-haproxy-confd-0.1.0-exec.jar")
  java -cp "$classes/BOOT-INF/classes:$classes/BOOT-INF/lib/*" "$BENCH/Rendering.java" "$SERVICES" "$INSTANCES"
  rm -rf "$classes"
}

# since BEGINNING WHAT: prints what happened since then.
since() {
  printf '  %-60s %8.2f s\n' "$2" "$(awk -v began="$1" -v ended="$EPOCHREALTIME" 'BEGIN { print ended - began }')"
}

(cd "$(dirname "$BENCH")" && mvn -q -B -DskipTests -pl bench -am package)
machine
printf 'scale, %d services with %d instances each in etcd\n' "$SERVICES" "$INSTANCES"
[[ -z ${2:-} ]] || measure "$(cd "$2" && pwd)" "$ROUNDS_BEFORE"
measure "$(dirname "$BENCH")" "$ROUNDS"
