# Docker engine: the one that runs, or one that is started.

# use_docker: DOCKER_OURS is yes when the engine is, or is to be, a part of Paz.
use_docker() {
  DOCKER_OURS=no
  if part_alive dockerd; then
    docker_answers || true
    DOCKER_OURS=yes
    DONE='Docker engine is a part of Paz'
  elif docker_answers; then
    DONE="Docker engine found, version $DOCKER_VERSION"
  elif systemd_runs && systemctl cat docker.service >/dev/null 2>&1; then
    as_root_or_fail 'systemctl start docker'
    as_root systemctl start docker >>"$SETUP_LOG" 2>&1 || fail 'Docker engine could not be started; see: journalctl -u docker' "$SETUP_LOG"
    await 30 docker_answers || fail 'Docker engine started, but does not answer' "$SETUP_LOG"
    DONE="Docker engine started by systemd, version $DOCKER_VERSION"
  else
    can_start_docker
    [[ $EUID == 0 || " $(id -Gn) " == *' docker '* ]] || run_in_docker_group docker
    DOCKER_OURS=yes
    DONE='Docker engine is started with the parts'
  fi
}

docker_answers() {
  local answer
  answer=$(docker version --format '{{.Server.Version}}' 2>&1) || {
    [[ $answer != *'permission denied'* ]] || run_in_docker_group "$(stat -c %G /var/run/docker.sock)"
    return 1
  }
  DOCKER_VERSION=$answer
}

# run_in_docker_group GROUP: for a user who may become root, and may not use the engine. Starts this command anew in the engine's group. The right ends
# with the processes; the user's account stays as it is.
run_in_docker_group() {
  local group=$1 setting environment=("PATH=$PATH" "HOME=$HOME" PAZ_IN_DOCKER_GROUP=yes)
  if [[ -n ${PAZ_IN_DOCKER_GROUP:-} || $group == root ]] || ! command -v sudo >/dev/null; then
    fail "Docker engine runs, but $(id -un) may not use it. As root: usermod -aG $group $(id -un), then log in anew"
  fi
  for setting in "${!PAZ_@}" "${!JAVA_@}" "${!MAVEN_@}"; do
    environment+=("$setting=${!setting}")
  done
  note "$(id -un) may not use Docker engine; goes on in its group, $group, through sudo"
  stop_clock
  # The one that goes on takes the lock anew; sudo would hold it all the while.
  [[ -z ${HOME_LOCK:-} ]] || exec {HOME_LOCK}>&-
  exec sudo -u "$(id -un)" -g "$group" env "${environment[@]}" "$ROOT/paz" "${ARGUMENTS[@]}"
}

can_start_docker() {
  ((EUID == 0)) || sudo -n true 2>/dev/null ||
    fail "No Docker engine runs, and there is no systemd to start one. Start one, and try again:"$'\n''  sudo setsid dockerd --live-restore >/tmp/dockerd.log 2>&1 &'
  mount_control_groups
}

# A machine without systemd may not have control groups mounted; the engine cannot do without.
mount_control_groups() {
  [[ ! -e /sys/fs/cgroup/cgroup.controllers && -z $(ls -A /sys/fs/cgroup 2>/dev/null) ]] || return 0
  as_root mount -t cgroup2 cgroup2 /sys/fs/cgroup >>"$SETUP_LOG" 2>&1 ||
    note 'Control groups are not mounted at /sys/fs/cgroup and could not be; Docker engine may not start'
}

# The network of Docker's bridge, from which containers reach services, as address/bits; empty while it is not known.
bridge_network() {
  local network
  network=$(ip -4 -o addr show docker0 2>/dev/null | grep -oE 'inet [0-9.]+/[0-9]+' | cut -d ' ' -f 2 || true)
  [[ -n $network ]] || network=$(docker network inspect bridge --format '{{range .IPAM.Config}}{{.Subnet}} {{end}}' 2>/dev/null | grep -oE '^[0-9.]+/[0-9]+' || true)
  printf '%s' "$network"
}

# The address where HAProxy reaches the instances: the gateway of Docker's bridge. The interface keeps it while the
# engine is away.
host_ip() {
  local address=$PAZ_HOST_IP
  [[ -n $address ]] || address=$(ip -4 -o addr show docker0 2>/dev/null | grep -oE 'inet [0-9.]+' | cut -d ' ' -f 2 || true)
  [[ -n $address ]] || address=$(docker network inspect bridge --format '{{range .IPAM.Config}}{{.Gateway}} {{end}}' 2>/dev/null | grep -oE '^[0-9.]+' || true)
  [[ -n $address ]] && printf '%s' "$address"
}
