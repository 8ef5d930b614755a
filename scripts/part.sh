# A part is a process that the supervisor keeps running. Each has a file parts/<part>.sh with the functions
#
#   <part>_prepare     what `up` does before it starts the part; only for paz
#   <part>_command     sets COMMAND, the process to start
#   <part>_can_start   status 0, or says what it waits for and ends with another status
#   <part>_ready       whether it does its work
#   <part>_stop        sets STOP_SIGNAL and STOP_SECONDS
PARTS_FOLDER=${PAZ_PARTS_FOLDER:-$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/parts}

load_part() {
  # shellcheck source=/dev/null
  . "$PARTS_FOLDER/$1.sh"
}

part_pid_file() {
  printf '%s' "$PAZ_HOME/run/$1.pid"
}

part_log() {
  printf '%s' "$PAZ_HOME/logs/$1.log"
}

# part_alive PART: whether its process runs; the pid in PROCESS_PID.
part_alive() {
  process_alive "$PAZ_HOME/run/$1.pid"
}

# write_part_state PART STATE RESTARTS FAILURES REASON; STATE is running, waiting, restarting or failing.
write_part_state() {
  local file=$PAZ_HOME/run/$1.state
  printf '%s\n' "$2" "$3" "$4" "$5" >"$file.new"
  mv "$file.new" "$file"
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
}

# port_answers PORT: whether something on loopback takes a connection.
port_answers() {
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}
