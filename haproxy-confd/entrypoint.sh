#!/bin/sh
# Starts HAProxy and confd; ends when one of them does, so that whatever started this container starts it again.
#   PAZ_ETCD_ENDPOINTS    etcd's client URLs, separated by commas (http://127.0.0.1:2379)
#   PAZ_CONFD_INTERVAL    seconds after which HAProxy's files are compared with etcd, whatever confd has heard of it (10)
set -eu
run="${PAZ_HAPROXY_RUN:-/run/haproxy}"
conf="${PAZ_HAPROXY_CONF:-/etc/haproxy}"
interval="${PAZ_CONFD_INTERVAL:-10}"
export PAZ_HAPROXY_RUN="$run"
# Of an earlier start of this container.
rm -f "$run/master.sock" "$run/reload.due"
nodes=$(printf '%s' "${PAZ_ETCD_ENDPOINTS:-http://127.0.0.1:2379}" | sed 's/[^,]*/-node &/g; s/,/ /g')

run_confd() {
  # shellcheck disable=SC2086 # one argument a word is meant
  "$@" -confdir "${PAZ_CONFD_DIRECTORY:-/etc/confd}" -backend etcdv3 $nodes -log-level error
}

# HAProxy's configuration is checked with its maps, so they must be there before it.
touch "$conf/hosts-internal.map" "$conf/hosts-public.map" "$conf/health.map" "$conf/health-hosts.map"
# The configuration of the package routes nowhere; the first one of confd's takes its place.
until run_confd confd -onetime; do
  echo "etcd at ${PAZ_ETCD_ENDPOINTS:-http://127.0.0.1:2379} is not there yet" >&2
  sleep 1
done

haproxy -W -S "$run/master.sock,mode,600" -f "$conf/haproxy.cfg" &
haproxy=$!
trap 'kill "$haproxy" ${confd:-} ${compare:-} 2>/dev/null' EXIT INT TERM
# It has read its files when its master listens; what changes from then on, confd can tell it.
until [ -S "$run/master.sock" ]; do
  kill -0 "$haproxy" 2>/dev/null || exit 1
  sleep 0.1
done
run_confd exec confd -watch &
confd=$!

# A watching confd drops what it could not fetch, and a reload that failed: both are tried again here.
compare() {
  while sleep "$interval"; do
    run_confd timeout 60 confd -onetime ||
      echo "confd could not compare HAProxy's files with etcd; it is tried again in $interval s" >&2
    [ ! -e "$run/reload.due" ] || haproxy-reload || echo "HAProxy's reload is tried again in $interval s" >&2
  done
}
compare &
compare=$!

while kill -0 "$haproxy" 2>/dev/null && kill -0 "$confd" 2>/dev/null; do
  sleep 1 &
  wait $!
done
