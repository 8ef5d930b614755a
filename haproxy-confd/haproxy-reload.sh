#!/bin/sh
# Has a running HAProxy read its files again without losing a connection; before it runs there is nothing to do. The master's
# socket is away for a moment during a reload, and confd does not try a failed reload again: so this does, for 5 s.
set -eu
socket="${PAZ_HAPROXY_RUN:-/run/haproxy}/master.sock"
[ -S "$socket" ] || exit 0
echo reload | socat -t 5 - "UNIX-CONNECT:$socket,retry=50,interval=0.1"
