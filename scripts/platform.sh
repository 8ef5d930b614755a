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
  supervised || return 1
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
  stop_supervisor
  stop_part paz
  step 'Stop the services' stop_units
  stop_part haproxy
  stop_process "$PAZ_HOME/run/haproxy-before.pid" TERM 5
  stop_part etcd
  ! supervised_by_systemd || disable_units
  remove_firewall
  [[ ! -e $PAZ_HOME/run/dockerd.pid ]] || stop_engine
  rm -f "$PAZ_HOME"/run/*.state "$PAZ_HOME"/run/{settings,parts,environment,boot}
}

# The engine that Paz started may meanwhile run what is not Paz's; then it goes on.
stop_engine() {
  if [[ -n $(docker ps -q 2>/dev/null) ]]; then
    note 'Docker engine was started by Paz and goes on: it runs containers that are not Paz'"'"'s'
    return
  fi
  stop_part dockerd
}
