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
