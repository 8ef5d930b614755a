#!/bin/sh
# Has a running HAProxy read its files again without losing a connection, and ends when it did; before it runs there is nothing
# to do. confd tries no failed reload again, and calls this for several files at once. A command that the master takes while it
# starts itself anew is lost, and looks like one that was carried out: so they go one after the other, and are counted.
set -eu
run="${PAZ_HAPROXY_RUN:-/run/haproxy}"
socket="$run/master.sock"
[ -S "$socket" ] || exit 0
exec 9>"$run/reload.lock"
flock 9
# Gone when HAProxy has read its files; while it is there, a reload is due.
: >"$run/reload.due"
deadline=$(($(date +%s) + 10))

ask() {
  echo "$1" | socat -t 2 - "UNIX-CONNECT:$socket" 2>/dev/null || true
}

# "<reloads> <how many of the last failed>", or nothing: during a reload the master's socket is away for a moment.
reloads() {
  ask 'show proc' | awk '$2 == "master" { print $3, ($4 == "[failed:" ? $5 + 0 : 0) }'
}

pause() {
  [ "$(date +%s)" -lt "$deadline" ] || {
    echo "HAProxy has not reloaded within 10 s: its master at $socket ${1:-does not answer}" >&2
    exit 1
  }
  sleep 0.05
}

# The oldest of the old processes, as many as there are more than so many.
old_workers_beyond() {
  ask 'show proc' | awk '$2 == "worker" && $3 > 0 { print $3, $1 }' | sort -rn |
    awk -v max="$1" '{ pids[NR] = $2 } END { for (i = 1; i <= NR - max; i++) print pids[i] }'
}

before=$(reloads)
until [ -n "$before" ]; do
  pause
  before=$(reloads)
done
ask reload >/dev/null
now=$(reloads)
until [ -n "$now" ] && [ "${now% *}" -gt "${before% *}" ]; do
  pause "${now:+counts $now}"
  now=$(reloads)
done
[ "${now#* }" -eq 0 ] || {
  echo 'HAProxy could not start with its new configuration, see its log; its old processes serve on' >&2
  exit 1
}

rm -f "$run/reload.due"

# Processes of earlier configurations live on with their connections, but not any number of them.
max="${PAZ_HAPROXY_MAX_OLD_WORKERS:-16}"
old_workers_beyond "$max" | while read -r pid; do
  echo "Ending HAProxy's old process $pid and its connections: more than $max old processes still have some" >&2
  kill -TERM "$pid" 2>/dev/null || true
done
