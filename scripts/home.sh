# One command at a time changes a platform. The lock ends with the process, however that ends.

lock_home() {
  make_home
  exec {HOME_LOCK}>>"$PAZ_HOME/run/lock"
  if ! flock -n "$HOME_LOCK"; then
    note "Waits for another command of Paz (pid $(head -n 1 "$PAZ_HOME/run/lock"))"
    flock -w 600 "$HOME_LOCK" || fail "Another command of Paz is still at work on $PAZ_HOME"
  fi
  # Only for the one who waits.
  { echo $$ >"$PAZ_HOME/run/lock"; } 2>/dev/null || true
}

# give_home: what root wrote becomes the package's user's, as whom its units run.
give_home() {
  [[ -z $PACKAGE_USER ]] || ((EUID != 0)) || ! supervised_by_systemd || chown -hR --from=root "$PACKAGE_USER:$PACKAGE_USER" "$PAZ_HOME"
}

make_home() {
  mkdir -p "$PAZ_HOME" 2>/dev/null || fail "PAZ_HOME: $PAZ_HOME cannot be made (expected: a folder that $(id -un) may write); give another one with --home"
  [[ -w $PAZ_HOME ]] || fail "PAZ_HOME: $PAZ_HOME cannot be written by $(id -un); give another one with --home"
  # A folder of somebody else's would be filled here and removed by destroy. The mark is the first file, and is looked for
  # after the others: a home that another command is making just now counts.
  [[ -z $(ls -A "$PAZ_HOME") ]] || is_paz_home || fail "PAZ_HOME: $PAZ_HOME holds other things than Paz's (expected: an empty folder or none); give another one with --home"
  chmod 700 "$PAZ_HOME"
  mark_home
  mkdir -p "$PAZ_HOME"/{data,host,haproxy,logs,run,app} 2>/dev/null || fail_without_room
}

# What stops Paz must work on a disk that is full, where the mark is there already.
mark_home() {
  [[ -s $PAZ_HOME/$HOME_MARK ]] ||
    { echo 'Everything that Paz keeps on this machine. ./paz destroy removes it.' >"$PAZ_HOME/$HOME_MARK"; } 2>/dev/null ||
    fail_without_room
}

require_room() {
  has_room "$PAZ_HOME/run" || fail_without_room
}

fail_without_room() {
  fail "PAZ_HOME: $PAZ_HOME cannot be written: $(df -h --output=avail,target "$PAZ_HOME" | tail -n 1 | xargs | sed 's/ / free on /'). Make room, then run ./paz $COMMAND_NAME again; parts that run go on, and those that ended start again by themselves"
}

HOME_MARK=.paz-home

# A home is known by its mark, or by etcd's data beside the folders of the other parts, should the mark be lost; one that a person has
# only put a token, keys or a config into counts as well.
is_paz_home() {
  [[ -e $PAZ_HOME/$HOME_MARK ]] && return 0
  [[ -d $PAZ_HOME/data/etcd/member && -d $PAZ_HOME/host && -d $PAZ_HOME/haproxy && -d $PAZ_HOME/run ]] && return 0
  local entry
  for entry in "$PAZ_HOME"/* "$PAZ_HOME"/.[!.]*; do
    [[ ! -e $entry || $entry =~ ^"$PAZ_HOME"/(token|config|secrets\.key)$ ]] || return 1
  done
  [[ -e $PAZ_HOME/token || -e $PAZ_HOME/config || -e $PAZ_HOME/secrets.key ]]
}

# platform_id: prints the id that marks this platform's containers, and makes it where there is none. It stays with the home, and a
# backup does not hold it: of a platform and one restored from it, neither touches the containers of the other.
platform_id() {
  local id=''
  [[ ! -e $PAZ_HOME/platform ]] || read -r id <"$PAZ_HOME/platform" || true
  if [[ ! $id =~ ^[0-9a-f]{32}$ ]]; then
    id=$(lost_platform_id)
    [[ -n $id ]] || id=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    write_whole "$PAZ_HOME/platform" "$id" || return 1
  fi
  echo "$id"
}

# lost_platform_id: prints the id that what runs was started with, should the file be lost or damaged; nothing where nothing runs.
lost_platform_id() {
  local file pids=() id
  ! part_alive paz || pids+=("$PROCESS_PID")
  for file in $(unit_notes '*' main); do
    ! noted_process_alive "$file" || pids+=("$NOTED_PID")
  done
  for file in "${pids[@]}"; do
    id=$(tr '\0' '\n' 2>/dev/null <"/proc/$file/environ" | sed -n 's/^PAZ_PLATFORM=\([0-9a-f]\{32\}\)$/\1/p' | head -n 1)
    [[ -z $id ]] || break
  done
  printf '%s' "${id:-}"
}
