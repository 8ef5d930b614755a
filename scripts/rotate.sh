# Logs are bounded: a log that has grown over LOG_BYTES becomes <log>.1, the older ones move on, the last one goes. The
# log is copied and cut, since the part that writes it keeps it open (for appending); what it writes between the two is lost.
LOG_BYTES=${PAZ_LOG_BYTES:-10485760}
LOGS_KEPT=3

# Only those that were written since the last look are looked at, so that a look at a quiet platform starts no process.
rotate_logs() {
  local log size seen=$PAZ_HOME/run/logs-seen written=()
  for log in "$PAZ_HOME"/logs/*.log; do
    [[ -e $seen && $log -ot $seen ]] || written+=("$log")
  done
  { : >"$seen"; } 2>/dev/null || true
  for log in "${written[@]}"; do
    size=$(stat -c %s "$log" 2>/dev/null) || continue
    ((size <= LOG_BYTES)) || rotate_log "$log"
  done
}

rotate_log() {
  local number
  for ((number = LOGS_KEPT - 1; number >= 1; number--)); do
    [[ ! -e $1.$number ]] || mv "$1.$number" "$1.$((number + 1))"
  done
  # Where there is no room for a copy, what was logged goes, so that there is.
  cp "$1" "$1.1" 2>/dev/null || rm -f "$1.1"
  : >"$1"
}
