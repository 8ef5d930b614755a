# One command at a time changes a platform. The lock ends with the process, however that ends.

lock_home() {
  make_home
  exec {HOME_LOCK}>>"$PAZ_HOME/run/lock"
  if ! flock -n "$HOME_LOCK"; then
    note "Waits for another ./paz command (pid $(head -n 1 "$PAZ_HOME/run/lock"))"
    flock -w 600 "$HOME_LOCK" || fail "Another ./paz command is still at work on $PAZ_HOME"
  fi
  echo $$ >"$PAZ_HOME/run/lock"
}

make_home() {
  mkdir -p "$PAZ_HOME" 2>/dev/null || fail "PAZ_HOME: $PAZ_HOME cannot be made (expected: a folder that $(id -un) may write); give another one with --home"
  [[ -w $PAZ_HOME ]] || fail "PAZ_HOME: $PAZ_HOME cannot be written by $(id -un); give another one with --home"
  # A folder of somebody else's would be filled here and removed by destroy. The mark is the first file, and is looked for
  # after the others: a home that another command is making just now counts.
  [[ -z $(ls -A "$PAZ_HOME") ]] || is_paz_home || fail "PAZ_HOME: $PAZ_HOME holds other things than Paz's (expected: an empty folder or none); give another one with --home"
  chmod 700 "$PAZ_HOME"
  echo "Everything that Paz keeps on this machine. ./paz destroy removes it." >"$PAZ_HOME/$HOME_MARK"
  mkdir -p "$PAZ_HOME"/{data,host,haproxy,logs,run,app}
}

HOME_MARK=.paz-home

# A home is known by its mark; one that a person has only put a token or a config into counts as well.
is_paz_home() {
  [[ -e $PAZ_HOME/$HOME_MARK ]] && return 0
  local entry
  for entry in "$PAZ_HOME"/* "$PAZ_HOME"/.[!.]*; do
    [[ ! -e $entry || $entry == "$PAZ_HOME/token" || $entry == "$PAZ_HOME/config" ]] || return 1
  done
  [[ -e $PAZ_HOME/token || -e $PAZ_HOME/config ]]
}
