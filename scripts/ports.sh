# Whether the ports that Paz wants are free, and who holds those that are not.

# Which part listens on the port of which setting: a part that runs already holds its own.
declare -A PORT_PART=(
  [PAZ_HTTP_PORT]=haproxy [PAZ_PUBLIC_PORT]=haproxy [PAZ_TLS_PORT]=haproxy [PAZ_STATS_PORT]=haproxy
  [PAZ_ORCHESTRATOR_PORT]=paz [PAZ_SERVICE_DIRECTORY_PORT]=paz [PAZ_SCHEDULER_PORT]=paz [PAZ_HOST_PORT]=paz
  [PAZ_ETCD_PORT]=etcd [PAZ_ETCD_PEER_PORT]=etcd
)

# Names every port that is taken, not only the first, so that one more try is enough.
check_ports() {
  local name taken=''
  for name in "${SETTING_NAMES[@]}"; do
    [[ -n ${PORT_PART[$name]:-} && -n ${!name} ]] || continue
    # In this order: a part that the supervisor starts meanwhile has its pid file before it has its ports.
    ! port_holder "${!name}" || part_alive "${PORT_PART[$name]}" ||
      taken+="Port ${!name} is taken by $HOLDER; move Paz's with ${FLAG_OF[$name]} N or $name=N."$'\n'
  done
  [[ -z $taken ]] || fail "${taken%$'\n'}"
}

# port_holder PORT: the process that listens there, in HOLDER; status 1 when none does.
port_holder() {
  local line users='users:\(\("([^"]+)",pid=([0-9]+)'
  line=$(ss -Hltnp "sport = :$1" | head -n 1)
  [[ -n $line ]] || return 1
  HOLDER="a process of another user (sudo ss -ltnp 'sport = :$1' names it)"
  if [[ $line =~ $users ]]; then
    HOLDER="${BASH_REMATCH[1]} (pid ${BASH_REMATCH[2]})"
  fi
}
