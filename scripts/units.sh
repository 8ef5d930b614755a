# The processes of the embedded host's units. They outlive the JVM on purpose; `down` ends them, once the JVM is gone.
#
# A unit has a folder host/units/<unit>, in which run-<n>.shim is the line of /proc/<pid>/stat of the shell that leads the
# session of its n-th command, run-<n>.main that of the command, and state.json what the host remembers, with the boot. What
# the notes do not name is known by the shell's command line, or by the INVOCATION_ID that every command was given.
UNIT_STOP_SECONDS=20

# The sidekicks first: they take back what they announced, and no request goes to a container that is on its way out.
stop_units() {
  STOPPED_CONTAINERS=0
  end_commands '*-announce-*' 5
  stop_containers
  end_commands '*' 5
  # One that the engine was still making when the first were stopped.
  stop_containers
  await 5 end_leftovers || fail 'Not all processes of the services could be ended' "$(part_log supervisor)"
  mark_units_stopped
  case $STOPPED_CONTAINERS in
    0) DONE='No instances to stop' ;;
    1) DONE='1 instance stopped' ;;
    *) DONE="$STOPPED_CONTAINERS instances stopped" ;;
  esac
}

# end_commands UNITS SECONDS: asks the commands of these units to end, and makes their sessions end when the time is over.
end_commands() {
  local file sessions=()
  for file in $(unit_notes "$1" main); do
    ! noted_process_alive "$file" || kill -s TERM "$NOTED_PID" 2>/dev/null || true
  done
  await "$2" commands_ended "$1" && return
  for file in $(unit_notes "$1" shim); do
    ! noted_process_alive "$file" || sessions+=("$NOTED_PID")
  done
  ((${#sessions[@]} == 0)) || pkill -KILL -s "$(IFS=,; echo "${sessions[*]}")" || true
}

commands_ended() {
  local file
  for file in $(unit_notes "$1" main) $(unit_notes "$1" shim); do
    ! noted_process_alive "$file" || return 1
  done
}

# Kills what the notes do not name, and succeeds when nothing is left: shells that had not begun when the host ended, or whose
# notes are gone; commands that left their session, or whose shell was killed. Shells first: they start commands.
end_leftovers() {
  local pids
  pids=$(unit_shells && unit_commands)
  [[ -n $pids ]] || return 0
  # shellcheck disable=SC2086  # one word for each
  kill -s KILL $pids 2>/dev/null || true
  return 1
}

# A shell on its way may still be its own starter: setsid, with the same words.
unit_shells() {
  local home
  home=$(printf '%s' "$PAZ_HOME" | sed 's/[][\\.*^$+?(){}|]/\\&/g')
  pgrep -f "^(setsid --fork )?/bin/sh $home/host/units/[^ ]+/run-" || true
}

unit_commands() {
  local marks
  marks=$(sed -n 's/.*"invocation":"\([0-9a-f]\{32\}\)".*/INVOCATION_ID=\1/p' "$PAZ_HOME"/host/units/*/state.json 2>/dev/null || true)
  [[ -n $marks ]] || return 0
  # A process without a word of it, or of another user, or gone by now, is none of ours.
  grep -lszxF -f <(printf '%s\n' "$marks") /proc/[0-9]*/environ 2>/dev/null | cut -d / -f 3 || true
}

# unit_notes UNITS TYPE: the files that name the processes; no path of a home or a unit holds a space.
unit_notes() {
  compgen -G "$PAZ_HOME/host/units/$1/run-*.$2" || true
}

# noted_process_alive FILE: whether the process whose line of /proc the file holds still runs; its pid in NOTED_PID.
noted_process_alive() {
  local line fields
  [[ -e $1 ]] || return 1
  read -r line <"$1" || return 1
  NOTED_PID=${line%% *}
  read -ra fields <<<"${line##*) }"
  [[ $NOTED_PID =~ ^[0-9]+$ ]] && process_identity "$NOTED_PID" && [[ ${IDENTITY%% *} == "${fields[19]:-}" ]]
}

# The containers of this platform, not of another one on the same engine: those that carry its id, and those that the host made for a
# unit. An older Paz gave its containers none; of them, those that have a unit here.
stop_containers() {
  local containers=() over=() id name state service platform unit remove own
  own=$(platform_id)
  while IFS='|' read -r id name state service platform unit remove; do
    if [[ -n $service && ($platform == "$own" || (-z $platform && -d $PAZ_HOME/host/units/$name.service)) || $unit == "$own"/* ]]; then
      [[ $remove != yes ]] || over+=("$id")
      [[ $state != running && $state != paused ]] || containers+=("$id")
    fi
  done < <(docker ps -a --format '{{.ID}}|{{.Names}}|{{.State}}|{{.Label "io.paz.service"}}|{{.Label "io.paz.platform"}}|{{.Label "io.paz.unit"}}|{{.Label "io.paz.remove"}}' 2>/dev/null)
  STOPPED_CONTAINERS=$((STOPPED_CONTAINERS + ${#containers[@]}))
  if ((${#containers[@]} > 0)); then
    # Each with the time that its service gives it; one that has just ended by itself is no error.
    docker stop "${containers[@]}" >>"$(part_log supervisor)" 2>&1 || true
    await "$UNIT_STOP_SECONDS" containers_gone "${containers[@]}" ||
      fail "Not all of these containers could be stopped: ${containers[*]}" "$(part_log supervisor)"
  fi
  # The host removes its containers itself, and is gone by now.
  ((${#over[@]} == 0)) || docker rm -f -v "${over[@]}" >>"$(part_log supervisor)" 2>&1 || true
}

containers_gone() {
  local running id
  running=$(docker ps -q) || return 1
  for id in "$@"; do
    [[ $running != *"$id"* ]] || return 1
  done
}

# What ran ran in an earlier life, as after a reboot: the host starts it anew, instead of asking why it ended.
mark_units_stopped() {
  local folder
  for folder in "$PAZ_HOME"/host/units/*/; do
    [[ -e $folder/state.json ]] || continue
    # On a full disk it stays as it is, and the host asks why it ended.
    sed -i 's/"bootId":"[^"]*"/"bootId":"stopped"/' "$folder/state.json" 2>/dev/null || true
    rm -f "$folder"/run-*
  done
}
