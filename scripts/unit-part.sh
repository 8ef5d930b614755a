#!/usr/bin/env bash
# What the units of systemd run for a part: unit-part.sh HOME STEP PART, where the step is
#
#   before   with all rights: waits until the part may start, and does what the part has no right to
#   run      becomes the part
#   ended    notes how the part ended, for `up` and `status`
#
# The settings are those that ./paz up was given.
set -uo pipefail
export LC_ALL=C.UTF-8 PAZ_HOME=$1
SCRIPTS=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for file in process part home certificates etcd-roles units docker firewall; do
  # shellcheck source=/dev/null
  . "$SCRIPTS/$file.sh"
done

main() {
  restore_environment
  umask 022
  load_part "$2"
  LOG_FD=2
  "$1" "$2"
}

# What ./paz up had in its environment of what the parts read; systemd gives its services next to nothing.
restore_environment() {
  local entry
  while IFS= read -rd '' entry; do
    export "${entry?}"
  done <"$PAZ_HOME/run/environment" || {
    echo "$PAZ_HOME/run/environment is missing; ./paz up writes it" >&2
    exit 1
  }
}

before() {
  forget_earlier_boot "$1"
  read_part_state "$1"
  ((PART_FAILURES == 0)) || pause "$(backoff_seconds "$PART_FAILURES")"
  await_start "$1"
  ! declare -F "$1_before" >/dev/null || "$1_before"
}

# What ended with the machine did not die.
forget_earlier_boot() {
  local boot recorded=''
  read -r boot </proc/sys/kernel/random/boot_id
  write_whole "$PAZ_HOME/run/boot" "$boot" || true
  { read -r _ && read -r recorded; } 2>/dev/null <"$(part_pid_file "$1")" || true
  [[ ${recorded#* } == "$boot" ]] || rm -f "$PAZ_HOME/run/$1.state"
}

await_start() {
  local reason shown=''
  until reason=$(start_obstacle "$1"); do
    [[ $reason == "$shown" ]] || echo "waits for: $reason"
    # On a full disk the state stays as it was.
    [[ $reason == "$shown" ]] || write_part_state "$1" waiting "$PART_RESTARTS" "$PART_FAILURES" "$reason" || true
    shown=$reason
    pause 0.25
  done
}

start_obstacle() {
  has_room "$PAZ_HOME/run" || {
    echo "room on the disk of $PAZ_HOME"
    return 1
  }
  ! "$1_can_start" || return 0
  return 1
}

run() {
  COMMAND=()
  "$1_command"
  [[ $1 != haproxy ]] || take_listeners
  # In a container with a boot of its own, systemd may mount /proc of the kernel for the unit.
  read -r PAZ_BOOT <"$PAZ_HOME/run/boot"
  write_pid_file "$(part_pid_file "$1")" $$ || exit 1
  read_part_state "$1"
  # One that kept dying counts as such until it has run for a steady minute.
  ((PART_FAILURES >= FLAPPING_AFTER)) || write_part_state "$1" running "$PART_RESTARTS" "$PART_FAILURES" '' || true
  cd "$PAZ_HOME" || exit 1
  close_inherited_files
  exec "${COMMAND[@]}"
}

# An HAProxy that another supervisor started gives its listening sockets, and ends once its connections do.
take_listeners() {
  ! process_alive "$PAZ_HOME/run/haproxy-before.pid" ||
    COMMAND+=(-x "$PAZ_HOME/haproxy/admin.sock" -sf "$PROCESS_PID")
}

ended() {
  local how
  read_part_state "$1"
  ((EPOCHSECONDS - $(date -r "$(part_pid_file "$1")" +%s 2>/dev/null || echo "$EPOCHSECONDS") < STEADY_SECONDS)) || PART_FAILURES=0
  PART_FAILURES=$((PART_FAILURES + 1))
  case "${SERVICE_RESULT:-} ${EXIT_CODE:-}" in
    oom-kill*) how='out of memory' ;;
    *' exited') how="exit status ${EXIT_STATUS:-}" ;;
    *) how="signal ${EXIT_STATUS:-}" ;;
  esac
  if ((PART_FAILURES >= FLAPPING_AFTER)); then PART_STATE=failing; else PART_STATE=restarting; fi
  write_part_state "$1" "$PART_STATE" $((PART_RESTARTS + 1)) "$PART_FAILURES" "$how"
}

main "$2" "$3"
