# Processes and the files that name them. A pid file holds the pid, and below it the process's start time and the boot
# it belongs to, so that another process that was given the same pid later is never taken for it.

# process_identity PID: "START_TICKS BOOT_ID" in IDENTITY; status 1 when there is no such process, or only its zombie. PAZ_BOOT is for who
# sees another /proc than the commands.
process_identity() {
  local stat boot
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  # The name stands in brackets and may hold anything; after it come the state (1st) and the start time (20th).
  local -a fields
  read -ra fields <<<"${stat##*) }"
  [[ ${fields[0]} != Z && ${fields[0]} != X ]] || return 1
  boot=${PAZ_BOOT:-}
  [[ -n $boot ]] || read -r boot </proc/sys/kernel/random/boot_id
  IDENTITY="${fields[19]} $boot"
}

# write_pid_file FILE PID: all of it or nothing.
write_pid_file() {
  process_identity "$2" || return 1
  write_whole "$1" "$2" "$IDENTITY"
}

# write_whole FILE LINE...: all of the lines, or the file stays as it was and the status is 1, as on a disk that is full.
write_whole() {
  local file=$1
  shift
  if { printf '%s\n' "$@" >"$file.new.$BASHPID" && mv "$file.new.$BASHPID" "$file"; } 2>/dev/null; then
    return 0
  fi
  rm -f "$file.new.$BASHPID"
  return 1
}

# is_number TEXT: a whole number of at most nine digits. What a file holds is checked before it is calculated with.
is_number() {
  [[ $1 =~ ^(0|[1-9][0-9]{0,8})$ ]]
}

# has_room FOLDER: whether a file of some pages can be written there.
has_room() {
  local probe=$1/.room.$BASHPID status=0
  { printf '%65536s' '' >"$probe"; } 2>/dev/null || status=1
  rm -f "$probe"
  return "$status"
}

# process_alive FILE: whether the very process that the file names runs; its pid in PROCESS_PID.
process_alive() {
  local recorded=''
  PROCESS_PID=''
  [[ -e $1 ]] || return 1
  { read -r PROCESS_PID && read -r recorded; } <"$1" || return 1
  [[ $PROCESS_PID =~ ^[0-9]+$ ]] && process_identity "$PROCESS_PID" && [[ $IDENTITY == "$recorded" ]]
}

# stop_process FILE SIGNAL SECONDS: asks the process to end, and makes it end when the time is over.
stop_process() {
  process_alive "$1" || {
    rm -f "$1"
    return 0
  }
  local pid=$PROCESS_PID
  kill -s "$2" "$pid" 2>/dev/null || true
  if ! await "$3" process_gone "$1"; then
    kill -s KILL "$pid" 2>/dev/null || true
    await 5 process_gone "$1" || return 1
  fi
  rm -f "$1"
}

process_gone() {
  ! process_alive "$1"
}

# await SECONDS COMMAND...: runs the command again and again until it succeeds; status 1 when the time is over.
# AWAIT_EVERY is the pause between, 0.05 seconds when not set.
await() {
  local deadline=$((${EPOCHREALTIME/[.,]/} + $1 * 1000000))
  shift
  until "$@"; do
    ((${EPOCHREALTIME/[.,]/} < deadline)) || return 1
    pause "${AWAIT_EVERY:-0.05}"
  done
}

# pause SECONDS: waits without starting a process.
pause() {
  read -rt "$1" -u "$PAUSE_FD" _ || true
}
# A pipe that nobody writes to.
exec {PAUSE_FD}<> <(:)

# close_inherited_files: all but the standard ones. A pipe of whoever ran `./paz up` would stay open as long as the part runs.
close_inherited_files() {
  local file number
  for file in "/proc/$BASHPID/fd/"*; do
    number=${file##*/}
    ((number <= 2)) || exec {number}>&-
  done
}
