#!/bin/sh
# Starts the embedded confd, and HAProxy with the files that it writes; ends when one of them does, so that whatever started
# this container starts it again. PAZ_ETCD_ENDPOINTS and the rest are confd's: java -jar /opt/paz/confd.jar --help
set -eu
export PAZ_HAPROXY_RUN="${PAZ_HAPROXY_RUN:-/run/haproxy}" PAZ_HAPROXY_CONF="${PAZ_HAPROXY_CONF:-/var/lib/paz-haproxy}"
export PAZ_HAPROXY_USER="${PAZ_HAPROXY_USER-$([ "$(id -u)" != 0 ] || id -nu haproxy 2>/dev/null)}"
# HAProxy does not start when it may not open the files that its connections want.
files=13
[ -z "${PAZ_HAPROXY_TLS_BIND:-}" ] || files=17
[ -z "${PAZ_HAPROXY_TCP_PORTS:-}" ] || files=$((files + 2))
# shellcheck disable=SC3045 # the shells of the images have it
(ulimit -n $((files * 4000 - 2000))) 2>/dev/null || export PAZ_HAPROXY_MAXCONN="${PAZ_HAPROXY_MAXCONN:-$((($(ulimit -Hn) - 1000) / files))}"
# Files of an earlier start may name servers that are gone.
rm -rf "$PAZ_HAPROXY_CONF"
mkdir -p "$PAZ_HAPROXY_RUN" "$PAZ_HAPROXY_CONF"
java -XX:+UseSerialGC -Xmx96m -XX:+ExitOnOutOfMemoryError -jar /opt/paz/confd.jar &
confd=$!
trap 'kill "$confd" ${haproxy:-} 2>/dev/null' EXIT INT TERM
# The first files come without etcd too.
until [ -s "$PAZ_HAPROXY_CONF/haproxy.cfg" ]; do
  kill -0 "$confd" 2>/dev/null || exit 1
  sleep 0.1
done
haproxy -W -S "$PAZ_HAPROXY_RUN/master.sock,mode,600" -f "$PAZ_HAPROXY_CONF/haproxy.cfg" &
haproxy=$!
while kill -0 "$haproxy" 2>/dev/null && kill -0 "$confd" 2>/dev/null; do
  sleep 1 &
  wait $!
done
