#!/bin/sh
# Starts HAProxy and confd; ends when one of them does, so that whatever started this container starts it again.
#   PAZ_ETCD_ENDPOINTS    etcd's client URLs, separated by commas (http://127.0.0.1:2379)
#   PAZ_ETCD_CERTIFICATES folder with ca.crt, tls.crt and tls.key, for etcd at https; read again by each confd that starts (none)
#   PAZ_HAPROXY_USER      user and group that HAProxy's workers become, in an empty folder (haproxy, where root starts this); none when empty
#   PAZ_HAPROXY_STATS_PASSWORD_FILE  file with the password that statistics ask for, with the user paz (none)
#   PAZ_CONFD_INTERVAL    seconds after which HAProxy's files are compared with etcd, whatever confd has heard of it (10)
set -eu
run="${PAZ_HAPROXY_RUN:-/run/haproxy}"
conf="${PAZ_HAPROXY_CONF:-/etc/haproxy}"
confd_directory="${PAZ_CONFD_DIRECTORY:-/etc/confd}"
interval="${PAZ_CONFD_INTERVAL:-10}"
export PAZ_HAPROXY_RUN="$run" PAZ_HAPROXY_USER="${PAZ_HAPROXY_USER-$([ "$(id -u)" != 0 ] || id -nu haproxy 2>/dev/null)}"
# HAProxy does not start when it may not open the files that its connections want.
files=13
[ -z "${PAZ_HAPROXY_TLS_BIND:-}" ] || files=17
[ -z "${PAZ_HAPROXY_TCP_PORTS:-}" ] || files=$((files + 2))
# shellcheck disable=SC3045 # the shells of the images have it
(ulimit -n $((files * 4000 - 2000))) 2>/dev/null || export PAZ_HAPROXY_MAXCONN="${PAZ_HAPROXY_MAXCONN:-$((($(ulimit -Hn) - 1000) / files))}"
if [ -n "${PAZ_HAPROXY_STATS_PASSWORD_FILE:-}" ]; then
  # The template reads variables only, and the file it ends in is no place for a password.
  PAZ_HAPROXY_STATS_AUTHORIZATION=$(printf 'Basic %s' "$(printf 'paz:%s' "$(cat "$PAZ_HAPROXY_STATS_PASSWORD_FILE")" | base64 -w 0)" | sha256sum | cut -d ' ' -f 1)
  export PAZ_HAPROXY_STATS_AUTHORIZATION
fi
mkdir -p "$run/jail"
# Of an earlier start of this container.
rm -rf "$run/master.sock" "$run/reload.due" "$run/watch.due" "$run/compared"
certificates="${PAZ_ETCD_CERTIFICATES:+-client-ca-keys $PAZ_ETCD_CERTIFICATES/ca.crt -client-cert $PAZ_ETCD_CERTIFICATES/tls.crt -client-key $PAZ_ETCD_CERTIFICATES/tls.key}"
nodes=$(printf '%s' "${PAZ_ETCD_ENDPOINTS:-http://127.0.0.1:2379}" | sed 's/[^,]*/-node &/g; s/,/ /g')

# run_confd DIRECTORY COMMAND...: confd with the files of a directory.
run_confd() {
  directory=$1
  shift
  # shellcheck disable=SC2086 # one argument a word is meant
  "$@" -confdir "$directory" -backend etcdv3 $nodes $certificates -log-level error
}

watch() {
  run_confd "$confd_directory" exec confd -watch &
  confd=$!
}

# confd's own files, but for where it writes: a folder that is only compared with HAProxy's.
prepare_comparison() {
  mkdir -p "$run/compared/conf.d" "$run/compared/files"
  ln -s "$confd_directory/templates" "$run/compared/templates"
  for resource in "$confd_directory"/conf.d/*.toml; do
    sed -E "s|^( *dest *= *\").*/|\1$run/compared/files/|" "$resource" >"$run/compared/conf.d/${resource##*/}"
  done
}

# Whether HAProxy's files are other than etcd's keys make them.
are_files_behind() {
  run_confd "$run/compared" timeout 60 confd -onetime -sync-only || {
    echo "confd could not compare HAProxy's files with etcd; it is tried again in $interval s" >&2
    return 1
  }
  for file in "$run"/compared/files/*; do
    cmp -s "$file" "$conf/${file##*/}" || return 0
  done
  return 1
}

# A watching confd drops what it could not fetch, and a reload that failed: both are found here. At the first look a change may
# still be under way.
compare() {
  while sleep "$interval"; do
    if are_files_behind && sleep 1 && are_files_behind; then
      : >"$run/watch.due"
    fi
    [ ! -e "$run/reload.due" ] || haproxy-reload || echo "HAProxy's reload is tried again in $interval s" >&2
    haproxy-reload --count
  done
}

# Only the watch writes HAProxy's files, so that nothing overtakes it; it renders them all when it begins.
watch_anew() {
  echo "HAProxy's files are not what etcd says; confd's watch begins anew" >&2
  rm "$run/watch.due"
  kill -KILL "$confd"
  wait "$confd" || true
  rm -f "$conf"/.haproxy.cfg[0-9]* "$conf"/.*.map[0-9]* "$conf"/.certificates.list[0-9]*
  watch
  # For a file that the old one had written and not yet reloaded.
  haproxy-reload &
}

# HAProxy's configuration is checked with its maps, so they must be there before it.
touch "$conf/body-limit.lua" "$conf/certificates.crt-list" "$conf/challenges.map" "$conf/hosts-internal.map" "$conf/hosts-public.map" "$conf/hsts.map" "$conf/https-names.map" "$conf/https-redirect.map" "$conf/health.map" "$conf/health-hosts.map" "$conf/routes-internal.map" "$conf/routes-public.map" "$conf/sticky.map"
# The configuration of the package routes nowhere; the first one of confd's takes its place.
until run_confd "$confd_directory" confd -onetime; do
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
prepare_comparison
watch
compare &
compare=$!

while kill -0 "$haproxy" 2>/dev/null && kill -0 "$confd" 2>/dev/null; do
  [ ! -e "$run/watch.due" ] || watch_anew
  sleep 1 &
  wait $!
done
