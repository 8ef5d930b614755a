#!/bin/sh
# Has a running HAProxy read its files again without losing a connection, and ends when it did; before it runs there is nothing
# to do. confd tries no failed reload again, and calls this for several files at once. A command that the master takes while it
# starts itself anew is lost, and looks like one that was carried out: so they go one after the other, and are counted.
# With --count it only has HAProxy say how many old processes there are.
set -eu
run="${PAZ_HAPROXY_RUN:-/run/haproxy}"
socket="$run/master.sock"
conf="${PAZ_HAPROXY_CONF:-/etc/haproxy}"
new="$conf/.certificates"

# write_certificates: a file for each certificate of certificates.list, and HAProxy's list of them. One that has a line which is none of its
# own, or that HAProxy would not start with, is left out.
write_certificates() (
  [ -e "$conf/certificates.list" ] || exit 0
  [ ! "$conf/certificates.crt-list" -nt "$conf/certificates.list" ] || exit 0
  umask 077
  rm -rf "$new"
  mkdir "$new"
  awk -v folder="$new" '
    function finish() {
      if (id != "" && good && names != "" && pem != "") {
        printf "%s", pem > (folder "/certificate-" id ".pem")
        close(folder "/certificate-" id ".pem")
        # HAProxy reads no longer lines; without names, those of the certificate itself are meant.
        print "certificate-" id ".pem" (length(names) > 1500 ? "" : " " names) > (folder "/all")
      } else if (id != "") {
        print "Certificate " id " in etcd is not served: a line is not as it should be" > "/dev/stderr"
      }
      id = names = pem = ""
      good = 1
    }
    /^$/ { next }
    /^certificate [a-z0-9]([a-z0-9.-]*[a-z0-9])?$/ && length($2) <= 200 { finish(); id = $2; next }
    /^names [a-z0-9.*-]+( [a-z0-9.*-]+)*$/ && names == "" { names = substr($0, 7); next }
    /^-----(BEGIN|END) (CERTIFICATE|PRIVATE KEY)-----$/ || (/^[A-Za-z0-9+\/=]+$/ && length($0) <= 64) { pem = pem $0 "\n"; next }
    { good = 0 }
    END { finish() }
  ' "$conf/certificates.list"
  touch "$new/all"
  if starts_with 'crt-list all'; then
    mv "$new/all" "$new/certificates.crt-list"
  else
    while read -r file names; do
      if starts_with "crt $file"; then
        echo "$file${names:+ $names}"
      else
        echo "Certificate $file is not served, since HAProxy refuses it: $(head -n 1 "$new/check.log")" >&2
      fi
    done <"$new/all" >"$new/certificates.crt-list"
  fi
  for file in "$new"/certificate-*.pem; do
    [ ! -e "$file" ] || mv "$file" "$conf/"
  done
  mv "$new/certificates.crt-list" "$conf/certificates.crt-list"
  for file in "$conf"/certificate-*.pem; do
    grep -qE "^${file##*/}( |\$)" "$conf/certificates.crt-list" || rm -f "$file"
  done
  rm -rf "$new"
)

# starts_with OPTIONS: whether HAProxy would start with certificates, by the options of a TLS front end.
starts_with() {
  printf '%s\n' global '  default-path config' defaults '  mode http' '  timeout client 1s' 'frontend check' "  bind 127.0.0.1:1 ssl strict-sni $1" >"$new/check.cfg"
  haproxy -c -q -f "$new/check.cfg" >"$new/check.log" 2>&1
}

ask() {
  echo "$1" | socat -t 2 - "UNIX-CONNECT:$socket" 2>/dev/null || true
}

# Has the newest process say beside its statistics how many older ones live on with their connections.
report_old_workers() {
  ask "@1 set table stats_and_metrics key old data.gpt0 $(old_workers_beyond 0 | wc -l)" >/dev/null
}

# The oldest of the old processes, as many as there are more than so many.
old_workers_beyond() {
  ask 'show proc' | awk '$2 == "worker" && $3 > 0 { print $3, $1 }' | sort -rn |
    awk -v max="$1" '{ pids[NR] = $2 } END { for (i = 1; i <= NR - max; i++) print pids[i] }'
}

exec 9>"$run/reload.lock"
flock 9
if [ "${1:-}" = --count ]; then
  report_old_workers
  exit 0
fi
write_certificates
[ -S "$socket" ] || exit 0
# Gone when HAProxy has read its files; while it is there, a reload is due.
: >"$run/reload.due"
deadline=$(($(date +%s) + 10))

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

rm -f "$run/reload.due"

# Processes of earlier configurations live on with their connections, but not any number of them.
max="${PAZ_HAPROXY_MAX_OLD_WORKERS:-16}"
old_workers_beyond "$max" | while read -r pid; do
  echo "Ending HAProxy's old process $pid and its connections: more than $max old processes still have some" >&2
  kill -TERM "$pid" 2>/dev/null || true
done
report_old_workers
