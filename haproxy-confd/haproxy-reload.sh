#!/bin/sh
# Has a running HAProxy read its files again without losing a connection; before it runs there is nothing to do.
set -eu
socket="${PAZ_HAPROXY_RUN:-/run/haproxy}/master.sock"
[ -S "$socket" ] || exit 0
echo reload | socat -t 5 - "UNIX-CONNECT:$socket"
