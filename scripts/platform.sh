# The parts together: which there are, whether they are well, how they are stopped.

any_part_alive() {
  check_home
  refresh_pid_files
  local part
  for part in etcd haproxy paz; do
    ! part_alive "$part" || return 0
  done
  return 1
}

platform_well() {
  part_alive supervisor || return 1
  local part
  for part in $(running_parts); do
    load_part "$part"
    part_alive "$part" && "${part}_ready" || return 1
  done
}

# saved_backups FOLDER: names of the backups in it, oldest first.
saved_backups() {
  local folder
  for folder in "$1"/????-??-??T??????Z; do
    [[ ! -e $folder/scheduler ]] || basename "$folder"
  done
}

# The parts that the platform was started with.
running_parts() {
  local parts=''
  { read -r parts <"$PAZ_HOME/run/parts"; } 2>/dev/null || parts=''
  case $parts in
    'etcd paz haproxy' | 'dockerd etcd paz haproxy') echo "$parts" ;;
    # Gone or damaged.
    *) if [[ -e $PAZ_HOME/run/dockerd.pid ]]; then echo dockerd etcd paz haproxy; else echo etcd paz haproxy; fi ;;
  esac
}

# The supervisor first, so that nothing is started again; the JVM before its units, for the same reason; etcd after the
# units, which take back what they announced.
stop_platform() {
  docker_answers || true
  await_supervisor
  step 'Stop the supervisor' stop_process "$PAZ_HOME/run/supervisor.pid" TERM 5
  stop_part paz
  step 'Stop the services' stop_units
  stop_part haproxy
  stop_part etcd
  remove_firewall
  [[ ! -e $PAZ_HOME/run/dockerd.pid ]] || stop_engine
  rm -f "$PAZ_HOME"/run/*.state "$PAZ_HOME/run/settings" "$PAZ_HOME/run/parts"
}

# One whose pid file was lost writes it again when it is woken; a part that it would start again meanwhile is not stopped.
await_supervisor() {
  [[ -e $PAZ_HOME/run/supervisor.lock ]] || return 0
  supervisor_known || { wake_supervisor && await 3 supervisor_known; } || true
}

supervisor_known() {
  part_alive supervisor || (exec {SUPERVISOR_LOCK}>>"$PAZ_HOME/run/supervisor.lock" && flock -n "$SUPERVISOR_LOCK")
}

stop_part() {
  load_part "$1"
  part_alive "$1" || find_part "$1" || true
  "$1_stop"
  step "Stop $1" stop_process "$PAZ_HOME/run/$1.pid" "$STOP_SIGNAL" "$STOP_SECONDS"
}

# The engine that Paz started may meanwhile run what is not Paz's; then it goes on.
stop_engine() {
  if [[ -n $(docker ps -q 2>/dev/null) ]]; then
    note 'Docker engine was started by Paz and goes on: it runs containers that are not Paz'"'"'s'
    return
  fi
  stop_part dockerd
}
