# A part is a process that the supervisor keeps running. Each has a file parts/<part>.sh with the functions
#
#   <part>_prepare     what `up` does before it starts the part; only for paz
#   <part>_command     sets COMMAND, the process to start
#   <part>_before      what is done with all rights before each start; optional
#   <part>_can_start   status 0, or says what it waits for and ends with another status
#   <part>_ready       whether it does its work
#   <part>_stop        sets STOP_SIGNAL and STOP_SECONDS
#   <part>_mark        prints words that only the command line of this home's part holds; only where a lost pid file is found again
PARTS_FOLDER=${PAZ_PARTS_FOLDER:-$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/parts}

load_part() {
  # shellcheck source=/dev/null
  . "$PARTS_FOLDER/$1.sh"
}

# So many deaths in a row, without so many steady seconds between them, and the part counts as one that keeps dying.
readonly FLAPPING_AFTER=3 STEADY_SECONDS=60
readonly LONGEST_BACKOFF=30

# backoff_seconds FAILURES: how long a part that died so often in a row waits: not at all, then 1, 2, 4, ... 30 seconds.
backoff_seconds() {
  echo $(($1 > 6 ? LONGEST_BACKOFF : (1 << ($1 - 1)) / 2))
}

part_pid_file() {
  printf '%s' "$PAZ_HOME/run/$1.pid"
}

# part_log PART: where its log is: a file, or journal:UNIT.
part_log() {
  if [[ $1 =~ ^(etcd|paz|haproxy)$ ]] && declare -F supervised_by_systemd >/dev/null && supervised_by_systemd; then
    printf 'journal:%s' "$(unit_of "$1")"
  else
    printf '%s' "$PAZ_HOME/logs/$1.log"
  fi
}

# part_alive PART: whether its process runs; the pid in PROCESS_PID.
part_alive() {
  process_alive "$PAZ_HOME/run/$1.pid"
}

# write_part_state PART STATE RESTARTS FAILURES REASON; STATE is running, waiting, restarting or failing.
write_part_state() {
  write_whole "$PAZ_HOME/run/$1.state" "$2" "$3" "$4" "$5"
}

# read_part_state PART: what the supervisor wrote, in PART_STATE, PART_RESTARTS, PART_FAILURES and PART_REASON.
read_part_state() {
  PART_STATE='' PART_RESTARTS=0 PART_FAILURES=0 PART_REASON=''
  [[ -e $PAZ_HOME/run/$1.state ]] || return 0
  {
    read -r PART_STATE
    read -r PART_RESTARTS
    read -r PART_FAILURES
    read -r PART_REASON
  } <"$PAZ_HOME/run/$1.state" || true
  is_number "$PART_RESTARTS" || PART_RESTARTS=0
  is_number "$PART_FAILURES" || PART_FAILURES=0
}

# find_part PART: gives a part that runs its pid file again, which was lost or damaged; status 1 when no such process runs.
find_part() {
  local pid mark
  declare -F "$1_mark" >/dev/null || return 1
  mark=$("$1_mark")
  for pid in $(pgrep -f -- "$(quoted_pattern "$mark")"); do
    # The part leads its session; its own children, and whoever else names the same words, do not.
    [[ $(ps -o sid= -p "$pid" | tr -d ' ') == "$pid" ]] || continue
    write_pid_file "$(part_pid_file "$1")" "$pid" || true
    return 0
  done
  return 1
}

supervisor_events() {
  printf '%s' "$PAZ_HOME/run/supervisor.events"
}

# wake_supervisor: makes it look at its parts and their files now, and not at its next turn; status 1 where none runs.
wake_supervisor() {
  local events
  events=$(supervisor_events)
  # Opened for both, so that it waits for nobody after a supervisor that was killed.
  [[ -p $events ]] && { printf 'look\n' 1<>"$events"; } 2>/dev/null
}

# refresh_pid_files: lets a supervisor that runs write again the pid files that were lost or damaged.
refresh_pid_files() {
  ! supervised_by_systemd || {
    repair_pid_files etcd paz haproxy
    return
  }
  pid_files_whole || ! wake_supervisor || await 1 pid_files_whole || true
}

pid_files_whole() {
  local part
  for part in supervisor etcd haproxy paz; do
    part_alive "$part" || return 1
  done
}

# repair_pid_files PART...: for the commands that concern the whole platform.
repair_pid_files() {
  local part
  for part in "$@"; do
    load_part "$part"
    part_alive "$part" || find_part "$part" || true
  done
}

# quoted_pattern TEXT: as a regular expression that matches the text alone.
quoted_pattern() {
  printf '%s' "$1" | sed 's/[][\\.*^$+?(){}|]/\\&/g'
}

# port_answers PORT: whether something on loopback takes a connection.
port_answers() {
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}
