#!/bin/sh
# Starts HAProxy and confd; ends when one of them does, so that whatever started this container starts it again.
#   PAZ_ETCD_ENDPOINTS   etcd's client URLs, separated by commas (http://127.0.0.1:2379)
set -eu
run="${PAZ_HAPROXY_RUN:-/run/haproxy}"
export PAZ_HAPROXY_RUN="$run"
# Of an earlier start of this container.
rm -f "$run/master.sock"
nodes=$(printf '%s' "${PAZ_ETCD_ENDPOINTS:-http://127.0.0.1:2379}" | sed 's/[^,]*/-node &/g; s/,/ /g')

# HAProxy's configuration is checked with its maps, so they must be there before it.
touch /etc/haproxy/hosts-internal.map /etc/haproxy/hosts-public.map /etc/haproxy/health.map /etc/haproxy/health-hosts.map
# The configuration of the package routes nowhere; the first one of confd's takes its place.
# shellcheck disable=SC2086 # one argument a word is meant
until confd -onetime -backend etcdv3 $nodes -log-level error; do
  echo "etcd at ${PAZ_ETCD_ENDPOINTS:-http://127.0.0.1:2379} is not there yet" >&2
  sleep 1
done

haproxy -W -S "$run/master.sock,mode,600" -f /etc/haproxy/haproxy.cfg &
haproxy=$!
trap 'kill "$haproxy" ${confd:-} 2>/dev/null' EXIT INT TERM
# It has read its files when its master listens; what changes from then on, confd can tell it.
until [ -S "$run/master.sock" ]; do
  kill -0 "$haproxy" 2>/dev/null || exit 1
  sleep 0.1
done
# shellcheck disable=SC2086
confd -watch -backend etcdv3 $nodes -log-level error &
confd=$!
while kill -0 "$haproxy" 2>/dev/null && kill -0 "$confd" 2>/dev/null; do
  sleep 1 &
  wait $!
done
