# The parts as units of systemd: paz-local-etcd, -paz and -haproxy for the platform in root's own ~/.paz, paz-system-... for the package's, with the platform's id in
# between for any other. The units run copies of the scripts, which a new checkout does not pull away from under them.
UNIT_FOLDER=/etc/systemd/system
SYSTEMD_PARTS=(etcd paz haproxy)
# Besides what begins with PAZ_, JAVA_ and DOCKER_.
PASSED_VARIABLES=(PATH HOME TZ JDK_JAVA_OPTIONS http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY)
UNIT_SCRIPTS=(unit-part process part home certificates etcd-roles units docker firewall)

# systemd_obstacle: why systemd cannot keep the parts running; nothing and status 0 where it can.
systemd_obstacle() {
  if ! systemd_runs; then
    echo 'systemd is not the first process of this machine'
  elif ((EUID != 0)); then
    echo "$(id -un) starts it, and only root's platform gets units of systemd"
  elif [[ ! -w $UNIT_FOLDER ]]; then
    echo "$UNIT_FOLDER cannot be written"
  elif part_alive dockerd || ! systemctl cat docker.service >/dev/null 2>&1; then
    echo 'Docker engine has no unit of systemd'
  else
    return 0
  fi
  return 1
}

# unit_prefix: what the names of this platform's units begin with; status 1 while it has no id.
unit_prefix() {
  local id=''
  if [[ -n $PACKAGE_USER && $PAZ_HOME == "$DEFAULT_HOME" ]]; then
    echo paz-system-
    return
  elif [[ $PAZ_HOME == ~root/.paz ]]; then
    echo paz-local-
    return
  fi
  { read -r id <"$PAZ_HOME/platform"; } 2>/dev/null || true
  [[ $id =~ ^[0-9a-f]{32}$ ]] || return 1
  echo "paz-local-${id::12}-"
}

# unit_of PART
unit_of() {
  local prefix
  prefix=$(unit_prefix) && echo "$prefix$1.service"
}

# supervised_by_systemd: whether units start this platform, now and at boot.
supervised_by_systemd() {
  local unit
  unit=$(unit_of paz) && [[ -L $UNIT_FOLDER/multi-user.target.wants/$unit ]]
}

# unit_text PART: the unit as it should be.
unit_text() {
  local text name value files=("$ROOT/scripts/systemd/$1.service")
  local -A values=([PREFIX]=$(unit_prefix) [HOME]=$PAZ_HOME [SCRIPTS]=$PAZ_HOME/scripts [PART]=$1 [HIDE_HOMES]=yes [RIGHTS]=+ [START_RIGHTS]=+ [USER]=$PACKAGE_USER)
  # Where the homes are hidden, this one is put back.
  [[ ! $PAZ_HOME =~ ^/(home|root|run/user)/ ]] || values[HIDE_HOMES]=tmpfs
  [[ -z $PACKAGE_USER ]] || {
    files+=("$ROOT/scripts/systemd/$1.user")
    values[RIGHTS]=''
    # The firewall's rules are root's.
    [[ $1 == paz ]] || values[START_RIGHTS]=''
  }
  load_part "$1"
  "$1_stop"
  values[STOP_SIGNAL]=SIG$STOP_SIGNAL values[STOP_SECONDS]=$STOP_SECONDS
  text=$(cat "${files[@]}" "$ROOT/scripts/systemd/common")
  for name in "${!values[@]}"; do
    value=${values[$name]}
    text=${text//"@$name@"/$value}
  done
  printf '%s\n' "$text"
}

# units_current: whether the units and their scripts are what this Paz would write, and each runs its part.
units_current() {
  supervised_by_systemd || return 1
  local part file
  for part in "${SYSTEMD_PARTS[@]}"; do
    [[ $(cat "$UNIT_FOLDER/$(unit_of "$part")" 2>/dev/null) == "$(unit_text "$part")" ]] && unit_has_part "$part" || return 1
  done
  diff -rq "$PARTS_FOLDER" "$PAZ_HOME/scripts/parts" >/dev/null 2>&1 || return 1
  for file in "${UNIT_SCRIPTS[@]}"; do
    cmp -s "$ROOT/scripts/$file.sh" "$PAZ_HOME/scripts/$file.sh" || return 1
  done
}

# unit_has_part PART: whether the process of the part is its unit's.
unit_has_part() {
  part_alive "$1" && [[ $(systemctl show -P MainPID "$(unit_of "$1")") == "$PROCESS_PID" ]]
}

# start_with_systemd: what another supervisor started is replaced: the JVM and etcd start anew, and services go on; HAProxy hands over
# its listening sockets.
start_with_systemd() {
  local part units=()
  platform_id >/dev/null || fail_without_room
  place_scripts
  save_environment
  for part in "${SYSTEMD_PARTS[@]}"; do
    units+=("$(unit_of "$part")")
    unit_text "$part" >"$UNIT_FOLDER/$(unit_of "$part").new" || fail "$UNIT_FOLDER cannot be written"
    mv "$UNIT_FOLDER/$(unit_of "$part").new" "$UNIT_FOLDER/$(unit_of "$part")"
  done
  systemctl daemon-reload
  systemctl enable "${units[@]}" >>"$SETUP_LOG" 2>&1 ||
    fail 'The units of systemd could not be enabled' "$SETUP_LOG"
  for part in paz etcd haproxy; do
    if ! part_alive "$part" || unit_has_part "$part"; then continue; fi
    if [[ $part == haproxy ]]; then mv "$PAZ_HOME/run/haproxy.pid" "$PAZ_HOME/run/haproxy-before.pid"; else stop_part "$part"; fi
  done
  give_home
  systemctl start --no-block "${units[@]}" ||
    fail 'systemd does not start the units'
}

place_scripts() {
  local new=$PAZ_HOME/scripts.new file
  rm -rf "$new"
  { mkdir -p "$new" && cp -r "$PARTS_FOLDER" "$new/parts"; } || fail_without_room
  for file in "${UNIT_SCRIPTS[@]}"; do
    cp "$ROOT/scripts/$file.sh" "$new" || fail_without_room
  done
  rm -rf "$PAZ_HOME/scripts"
  mv "$new" "$PAZ_HOME/scripts"
}

# save_environment: what units give their parts. The user of HAProxy's workers is looked for here: the JVM has no right to try it.
save_environment() {
  local name
  load_part paz
  ! declare -F haproxy_user >/dev/null || PAZ_HAPROXY_USER=$(haproxy_user)
  (
    [[ -z $PACKAGE_USER ]] || HOME=$PAZ_HOME PAZ_HAPROXY_USER=''
    umask 077
    for name in "${!PAZ_@}" "${!JAVA_@}" "${!DOCKER_@}" "${PASSED_VARIABLES[@]}"; do
      [[ -z ${!name+set} || $name == PAZ_PARTS_FOLDER ]] || printf '%s=%s\0' "$name" "${!name}"
    done >"$PAZ_HOME/run/environment.new" && mv "$PAZ_HOME/run/environment.new" "$PAZ_HOME/run/environment"
  ) 2>/dev/null || fail_without_room
}

stop_unit() {
  systemctl stop "$(unit_of "$1")" || true
  rm -f "$PAZ_HOME/run/$1.state"
}

disable_units() {
  local part units=()
  for part in "${SYSTEMD_PARTS[@]}"; do
    units+=("$(unit_of "$part")")
  done
  systemctl disable --now "${units[@]}" >/dev/null 2>&1 || true
}

# remove_units: files that a `down` left.
remove_units() {
  local part unit found=no
  for part in "${SYSTEMD_PARTS[@]}"; do
    if ! unit=$(unit_of "$part") || [[ ! -e $UNIT_FOLDER/$unit ]]; then continue; fi
    rm -f "$UNIT_FOLDER/$unit"
    found=yes
  done
  [[ $found == no ]] || systemctl daemon-reload || true
}
