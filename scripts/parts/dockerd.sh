# The Docker engine, where Paz had to start one. --live-restore: containers outlive it.

dockerd_command() {
  COMMAND=(dockerd --live-restore)
  ((EUID == 0)) || COMMAND=(sudo -n "${COMMAND[@]}")
}

# An engine that somebody else started meanwhile is as good.
dockerd_can_start() {
  ! dockerd_ready || {
    echo 'nothing: another Docker engine runs'
    return 1
  }
  clear_stale_docker_pid
}

# dockerd refuses to start when the pid that it left behind belongs to any process by now.
clear_stale_docker_pid() {
  local pid
  { read -r pid </run/docker.pid; } 2>/dev/null || return 0
  [[ $(cat "/proc/$pid/comm" 2>/dev/null) == dockerd ]] || rm -f /run/docker.pid 2>/dev/null || sudo -n rm -f /run/docker.pid
}

# An engine that this user may not use answers too.
dockerd_ready() {
  local answer
  answer=$(docker version --format '{{.Server.Version}}' 2>&1) || [[ $answer == *'permission denied'* ]]
}

dockerd_stop() {
  STOP_SIGNAL=TERM STOP_SECONDS=20
}
