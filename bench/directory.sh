#!/usr/bin/env bash
# service-directory alone, on a data folder of its own, under 16 connections: one service, all of 1,000, and create.
# Beside each median stands what the original answered on this kind of machine.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
runs=${1:-3}
seconds=5
services=1000
connections=16
source "$here/machine.sh"

command -v wrk >/dev/null || { echo "wrk is missing: apt-get install wrk" >&2; exit 1; }
(cd "$root" && mvn -q -B -DskipTests -pl service-directory -am package)

folder=$(mktemp -d)
port=$((20000 + RANDOM % 10000))
url="http://127.0.0.1:$port"
PAZ_SERVICE_DIRECTORY_DATA="$folder/data" java -XX:+UseSerialGC -Xmx256m ${JFR:-} \
  -jar "$root"/service-directory/target/paz-service-directory-*-exec.jar --port "$port" --insecure >"$folder/log" 2>&1 &
directory=$!
trap 'kill "$directory" 2>/dev/null; wait "$directory" 2>/dev/null || true; rm -rf "$folder"' EXIT

await() {
  for _ in $(seq 300); do
    curl -fs -o /dev/null "$url/health" && return
    sleep 0.1
  done
  echo "service-directory did not start:" >&2
  tail "$folder/log" >&2
  exit 1
}

rate() { # run, path
  wrk -t1 -c"$connections" -d"${seconds}s" "$url$2" | report
}

create_rate() { # run
  wrk -t1 -c"$connections" -d"${seconds}s" -s "$here/create.lua" "$url/services" -- "$1" | report
}

# The first run of each kind is thrown away: in it, the JVM still compiles.
rates() { # command, its arguments behind the run's number
  local run
  for run in $(seq 0 "$runs"); do
    "$1" "$run" "${@:2}"
  done | sed 1d
}

# Requests a second; answers that were errors make the figure worthless, so they end the run.
report() {
  awk '/Requests\/sec/ { rate = $2 } /Non-2xx/ { bad = 1; print > "/dev/stderr" } END { print rate; exit bad }'
}

show() { # name, the original's figure; rates on standard input
  awk -v name="$1" -v original="$2" -v median="$(median)" \
    'BEGIN { printf "%-34s median %9.1f requests/s   original %6d   ratio %.1f\n", name, median, original, median / original }'
}

await
for i in $(seq "$services"); do
  printf 'next\nurl = "%s/services"\nheader = "Content-Type: application/json"\ndata = "{\\"name\\":\\"service-%s\\",\\"dockerRepository\\":\\"example/service-%s\\"}"\nsilent\noutput = /dev/null\n' "$url" "$i" "$i"
done | sed 1d | curl -K -

machine
echo "service-directory, $connections connections, $seconds s a run, $runs runs; creating is synced to disk (the original's was not)"
rates rate /services/service-500 | show "GET one service" 6000
rates rate /services | show "GET all of $services services" 50
rates create_rate | show "POST a new service" 2500
