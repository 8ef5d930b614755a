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
  'orchestrator|read|/paz/'
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
