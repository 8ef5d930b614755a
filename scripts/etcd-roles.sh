# Who may do what in etcd. A client is the user that its certificate names, and has the role of that name. The table is the whole of it: etcd
# refuses everything else, also to a client with a certificate.

# role | permission | keys: a prefix, or first .. end without the end
ETCD_ROLES=(
  'announcer|read|/paz/services/'
  # What services announce, and not the parts of Paz: their names are reserved.
  'announcer|write|/paz/services/ .. /paz/services/paz-'
  'announcer|write|/paz/services/paz. .. /paz/services0'
  'announcer|readwrite|/paz/config/announcers/'
  'confd|read|/paz/'
  # With private keys, which nobody else reads.
  'confd|read|/paz-certificates'
  'orchestrator|read|/paz/'
  'orchestrator|readwrite|/paz-certificates'
  'orchestrator|write|/paz/acme/'
  'paz|readwrite|/paz/services/paz-'
  'paz|readwrite|/paz/config/part-hosts/'
  'scheduler|read|/paz/'
  'scheduler|write|/paz/services/ .. /paz/services/paz-'
  'scheduler|write|/paz/services/paz. .. /paz/services0'
  'scheduler|write|/paz/config/hosts/'
  'scheduler|write|/paz/config/services/'
)

# etcd_roles_version: prints what changes with the table.
etcd_roles_version() {
  printf '%s\n' "${ETCD_ROLES[@]}" | sha256sum | cut -d ' ' -f 1
}

# set_etcd_roles: users, roles and their permissions as the table has them, and access for these only. etcdctl is told by its environment
# where etcd is and that it is root. Where it fails, it can be run again.
set_etcd_roles() {
  local roles
  mapfile -t roles < <(printf '%s\n' "${ETCD_ROLES[@]%%|*}" | sort -u)
  # Of a table that changed, nothing may be left; meanwhile a certificate is asked for as ever.
  etcdctl auth disable || return
  together make_etcd_user root "${roles[@]}" || return
  together make_etcd_role "${roles[@]}" || return
  together grant_etcd_keys "${ETCD_ROLES[@]}" || return
  together grant_etcd_role root "${roles[@]}" || return
  etcdctl auth enable
}

# together FUNCTION WORD...: runs the function with each word, at the same time; fails if one of them does.
together() {
  local function=$1 word pid pids=() status=0
  shift
  for word in "$@"; do
    "$function" "$word" &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do
    wait "$pid" || status=1
  done
  return "$status"
}

# set_cluster_roles: the table on a cluster, and fleet's part of etcd's older keyspace, in which whoever writes runs what he likes as root
# of every host. Run on a host, as root; can be run again.
set_cluster_roles() {
  local name status
  set -a
  # shellcheck source=/dev/null
  . /etc/paz/etcdctl.env || return
  set +a
  # Where the table is in force already, nothing is opened for its sake.
  [[ $(etcdctl get --print-value-only "$ETCD_ROLES_KEY") == "$(etcd_roles_version)" ]] ||
    { set_etcd_roles && etcdctl put "$ETCD_ROLES_KEY" "$(etcd_roles_version)"; } || return
  etcdctl auth enable || return
  set_fleet_role || return
  for name in v3 v2; do
    status=$("refused_by_$name")
    [[ $status == refused ]] || {
      echo "etcd ($name) answers a client without rights: $status (expected: a refusal)"
      return 1
    }
  done
}
# Beside Paz's own keys; root's only.
ETCD_ROLES_KEY=/paz-roles

# set_fleet_role: users of the older keyspace are others. Nobody knows their passwords, a certificate of that name will do.
set_fleet_role() {
  local password keys='["/_coreos.com/fleet", "/_coreos.com/fleet/*"]'
  password=$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')
  older_etcd users/root '{"user": "root", "password": "'"$password"'", "roles": ["root"]}' &&
    older_etcd roles/fleet '{"role": "fleet", "permissions": {"kv": {"read": '"$keys"', "write": '"$keys"'}}}' &&
    older_etcd users/fleet '{"user": "fleet", "password": "'"$password"'", "roles": ["fleet"]}' &&
    older_etcd roles/guest '{"role": "guest", "permissions": {"kv": {"read": [], "write": []}}}' &&
    older_etcd enable ''
}

# older_etcd NAME JSON: makes something of the older keyspace's authentication, unless it is there.
older_etcd() {
  local answer
  answer=$(etcd_curl root -w '\n%{http_code}' -X PUT -H 'Content-Type: application/json' -d @- "$ETCDCTL_ENDPOINTS/v2/auth/$1" <<<"$2")
  [[ ${answer##*$'\n'} =~ ^(20.|409)$ ]] || {
    echo "etcd did not take $1: $answer"
    return 1
  }
}

# etcd_curl USER OPTION...
etcd_curl() {
  local own=/etc/paz/certificates/$1
  shift
  curl -q -sS --noproxy '*' --max-time 10 --cacert "$own/ca.crt" --cert "$own/tls.crt" --key "$own/tls.key" "$@"
}

# What a client gets that may read nothing.
refused_by_v3() {
  local answer own=/etc/paz/certificates/metrics
  answer=$(ETCDCTL_CERT=$own/tls.crt ETCDCTL_KEY=$own/tls.key etcdctl get --prefix --limit=1 / 2>&1)
  if [[ $answer == *'permission denied'* ]]; then echo refused; else echo "$answer"; fi
}

refused_by_v2() {
  local answer
  answer=$(etcd_curl metrics -o /dev/null -w '%{http_code}' "$ETCDCTL_ENDPOINTS/v2/keys/_coreos.com")
  if [[ $answer == 401 ]]; then echo refused; else echo "$answer"; fi
}

make_etcd_user() {
  etcdctl user add "$1" --no-password || etcdctl user get "$1"
}

make_etcd_role() {
  etcdctl role add "$1" || { etcdctl role delete "$1" && etcdctl role add "$1"; }
}

grant_etcd_keys() {
  local role permission keys
  IFS='|' read -r role permission keys <<<"$1"
  if [[ $keys == *' .. '* ]]; then
    etcdctl role grant-permission "$role" "$permission" "${keys% .. *}" "${keys#* .. }"
  else
    etcdctl role grant-permission --prefix=true "$role" "$permission" "$keys"
  fi
}

grant_etcd_role() {
  etcdctl user grant-role "$1" "$1"
}
