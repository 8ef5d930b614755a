#!/usr/bin/env bash
# Keeps the parts of one machine's Paz running: supervise.sh PART...
#
# It starts parts that do not run, takes over those that do (after its own death), and starts again those that die:
# at once, then after 1, 2, 4, ... 30 seconds. Settings come from the environment. SIGTERM ends it and leaves the parts running;
# `./paz down` stops those itself.
#
# It sleeps until something happens: a part ends, a command asks it to look, or a time has come. At rest it looks three times a minute.
#
# Whatever fails, on a full disk for instance, it goes on, and so without -e: what must not be passed over is checked where it is done.
set -uo pipefail
export LC_ALL=C.UTF-8
SCRIPTS=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=process.sh
. "$SCRIPTS/process.sh"
# shellcheck source=part.sh
. "$SCRIPTS/part.sh"
# shellcheck source=home.sh
. "$SCRIPTS/home.sh"
# shellcheck source=certificates.sh
. "$SCRIPTS/certificates.sh"
# shellcheck source=etcd-roles.sh
. "$SCRIPTS/etcd-roles.sh"
# shellcheck source=units.sh
. "$SCRIPTS/units.sh"
# shellcheck source=docker.sh
. "$SCRIPTS/docker.sh"
# shellcheck source=firewall.sh
. "$SCRIPTS/firewall.sh"
# shellcheck source=rotate.sh
. "$SCRIPTS/rotate.sh"

readonly TURN_SECONDS=20 WAITING_TURN_SECONDS=0.25 ROTATE_SECONDS=10

declare -A WATCHED=() WATCHED_IDENTITY=() FAILURES=() RESTARTS=() NEXT_START=() STATE=() CHILD=() STARTED_AT=()
# The process that waits for the end of those that are watched, and which they are.
END_WATCHER='' END_WATCHED='' NEXT_ROTATION=0

main() {
  exec {SUPERVISOR_LOCK}>"$PAZ_HOME/run/supervisor.lock" || exit 1
  flock -n "$SUPERVISOR_LOCK" || exit 0
  write_pid_file "$PAZ_HOME/run/supervisor.pid" $$ || {
    say "cannot write $PAZ_HOME/run/supervisor.pid: is the disk full?"
    exit 1
  }
  open_events || exit 1
  trap 'rm -f "$(supervisor_events)"; say "stops; the parts go on"; exit 0' TERM INT
  trap '' HUP
  say "watches $*"
  local part
  for part in "$@"; do
    take_over "$part"
  done
  while [[ -d $PAZ_HOME/run ]]; do
    for part in "$@"; do
      watch "$part"
    done
    rotate_when_due
    keep_pid_file supervisor $$
    await_ends
    await_event "$@"
  done
}

# Where a line is written to make it look: by the process that waits for ends, and by commands.
open_events() {
  local events
  events=$(supervisor_events)
  [[ -p $events ]] || { rm -f "$events" && mkfifo -m 600 "$events"; } 2>/dev/null
  # Where there is no room for it, commands are not heard, and the next turn sees what they saw.
  if [[ -p $events ]]; then exec {EVENTS}<>"$events"; else exec {EVENTS}<> <(:); fi
}

# One process waits for the end of whatever is watched, and for this one's, after which nobody would end it.
await_ends() {
  local watched="$$ ${WATCHED[*]}"
  [[ $watched != "$END_WATCHED" ]] || ! kill -0 "$END_WATCHER" 2>/dev/null || return 0
  [[ -z $END_WATCHER ]] || kill "$END_WATCHER" 2>/dev/null || true
  END_WATCHED=$watched
  # shellcheck disable=SC2086  # one word for each
  "$SCRIPTS/process-end.pl" $watched </dev/null >&"$EVENTS" {EVENTS}>&- {SUPERVISOR_LOCK}>&- {PAUSE_FD}<&- &
  END_WATCHER=$!
  # Its end is not reported in the log.
  disown "$END_WATCHER"
}

# await_event PART...: sleeps until a line is written, or the next turn has come, which is soon when a part does not run. In posix mode a
# signal ends it at once.
await_event() {
  local seconds=$TURN_SECONDS part
  for part in "$@"; do
    [[ -n ${WATCHED[$part]:-} && -n ${STATE[$part]} ]] || seconds=$WAITING_TURN_SECONDS
  done
  set -o posix
  read -rt "$seconds" -u "$EVENTS" _
  set +o posix
  while read -rt 0 -u "$EVENTS"; do
    read -rt 1 -u "$EVENTS" _
  done
}

rotate_when_due() {
  ((EPOCHSECONDS >= NEXT_ROTATION)) || return 0
  NEXT_ROTATION=$((EPOCHSECONDS + ROTATE_SECONDS))
  rotate_logs
}

say() {
  { printf '%(%F %T)T %s\n' -1 "$1"; } 2>/dev/null || true
}

# keep_pid_file PART PID: what was removed or damaged while the process runs is written again; status 1 when it does not run.
keep_pid_file() {
  part_alive "$1" && return
  [[ -d $PAZ_HOME/run ]] && process_identity "$2" || return 1
  write_pid_file "$(part_pid_file "$1")" "$2"
  PROCESS_PID=$2
}

take_over() {
  load_part "$1"
  FAILURES[$1]=0
  NEXT_START[$1]=0
  read_part_state "$1"
  RESTARTS[$1]=$PART_RESTARTS
  STATE[$1]=''
  if part_alive "$1" || { find_part "$1" && part_alive "$1"; }; then
    say "$1 runs already, pid $PROCESS_PID"
    running "$1"
  fi
}

# One look at one part.
watch() {
  if part_alive "$1"; then
    settle "$1"
  elif [[ -n ${WATCHED[$1]:-} ]]; then
    still_runs "$1" || died "$1"
  elif ((EPOCHSECONDS >= NEXT_START[$1])); then
    start "$1"
  fi
}

# Only its pid file is gone: the very process that was watched is there.
still_runs() {
  process_identity "${WATCHED[$1]}" && [[ $IDENTITY == "${WATCHED_IDENTITY[$1]}" ]] || return 1
  write_pid_file "$(part_pid_file "$1")" "${WATCHED[$1]}" || true
}

settle() {
  [[ -n ${STATE[$1]} ]] || running_state "$1"
  ((FAILURES[$1] > 0 && EPOCHSECONDS - STARTED_AT[$1] >= STEADY_SECONDS)) || return 0
  FAILURES[$1]=0
  set_state "$1" running
}

died() {
  local how='exit status unknown' status=0 wait_seconds
  if [[ ${CHILD[$1]:-} == "${WATCHED[$1]}" ]]; then
    wait "${CHILD[$1]}" || status=$?
    how="exit status $status"
    ((status <= 128)) || how="signal $(kill -l "$status")"
  fi
  unset "WATCHED[$1]"
  FAILURES[$1]=$((FAILURES[$1] + 1))
  RESTARTS[$1]=$((RESTARTS[$1] + 1))
  wait_seconds=$(backoff_seconds "${FAILURES[$1]}")
  NEXT_START[$1]=$((EPOCHSECONDS + wait_seconds))
  say "$1 ended, $how; starts again in $wait_seconds s"
  if ((FAILURES[$1] >= FLAPPING_AFTER)); then
    set_state "$1" failing "$how"
  else
    set_state "$1" restarting "$how"
  fi
}

start() {
  local reason
  if ! has_room "$PAZ_HOME/run"; then
    set_state "$1" waiting "room on the disk of $PAZ_HOME"
    return 0
  fi
  if ! reason=$("$1_can_start"); then
    set_state "$1" waiting "$reason"
    return 0
  fi
  exec {LOG_FD}>>"$(part_log "$1")" || return 0
  ! declare -F "$1_before" >/dev/null || "$1_before"
  COMMAND=()
  "$1_command"
  exec {LOG_FD}>&-
  launch "$1" &
  CHILD[$1]=$!
  await 5 started_or_dead "$1" || true
  if part_alive "$1"; then
    say "$1 started, pid $PROCESS_PID"
  fi
  running "$1"
}

# The process names itself in its pid file before it becomes the part, so it never runs without one; under a lock, so that
# a part is not started twice when this supervisor is replaced between the two.
launch() {
  local lock
  trap - TERM INT HUP
  exec {lock}>"$PAZ_HOME/run/$1.lock" && flock "$lock" || exit 1
  ! part_alive "$1" || exit 0
  write_pid_file "$(part_pid_file "$1")" "$BASHPID" || exit 1
  exec </dev/null >>"$(part_log "$1")" 2>&1 && cd "$PAZ_HOME" || exit 1
  close_inherited_files
  exec setsid -- "${COMMAND[@]}"
}

started_or_dead() {
  part_alive "$1" || ! process_identity "${CHILD[$1]}"
}

running() {
  WATCHED[$1]=${PROCESS_PID:-${CHILD[$1]}}
  process_identity "${WATCHED[$1]}" || IDENTITY=''
  WATCHED_IDENTITY[$1]=$IDENTITY
  STARTED_AT[$1]=$EPOCHSECONDS
  running_state "$1"
}

# One that kept dying counts as such until it has run for a steady minute.
running_state() {
  ((FAILURES[$1] >= FLAPPING_AFTER)) || set_state "$1" running
}

# set_state PART STATE [REASON]: kept in a file for `status` and `up`, written only when it changes.
set_state() {
  local content="state=$2 restarts=${RESTARTS[$1]} failures=${FAILURES[$1]} reason=${3:-}"
  [[ ${STATE[$1]} != "$content" ]] || return 0
  # What could not be written is written at the next turn.
  if write_part_state "$1" "$2" "${RESTARTS[$1]}" "${FAILURES[$1]}" "${3:-}"; then STATE[$1]=$content; else STATE[$1]=''; fi
}

main "$@"
