# Puts a backup in place of a platform that is not there: all of it or nothing. ./paz up starts it afterwards.

command_restore() {
  [[ -n $FOLDER ]] || usage_error './paz restore wants a folder.'
  load_settings
  ! any_part_alive || fail 'Paz runs. Only a platform without data can be restored; another one is given with --home.'
  choose_backup
  lock_home
  [[ -z $(ls -A "$PAZ_HOME/data") ]] ||
    fail "$PAZ_HOME/data holds a platform already; nothing was changed. ./paz destroy removes it, --home gives another one."
  RESTORED=$PAZ_HOME/data.restored
  trap 'rm -rf "$RESTORED"; on_exit' EXIT
  rm -rf "$RESTORED"
  mkdir -m 700 "$RESTORED"
  step 'Look for what is needed' install_missing "${RUN_NEEDS[@]}"
  load_part paz
  step 'Build' paz_prepare
  step 'Restore catalogue, deployments, units, tokens' restore_stores
  step 'Restore etcd' restore_etcd
  restore_own_files
  rmdir "$PAZ_HOME/data"
  mv -T "$RESTORED" "$PAZ_HOME/data"
  printf 'Restored from %s. What was done since then is not in it. ./paz up starts it.\n' "$BACKUP"
}

# The folder itself when it is a backup, else the newest one in it.
choose_backup() {
  local newest
  BACKUP=$FOLDER
  [[ ! -e $FOLDER/scheduler ]] || return 0
  newest=$(saved_backups "$FOLDER" | tail -n 1)
  [[ -n $newest ]] || fail "$FOLDER: there is no backup (expected: a folder that ./paz backup was given, or one that it made there)"
  BACKUP=$FOLDER/$newest
}

restore_stores() {
  java -jar "$PAZ_HOME/app/paz-standalone.jar" restore "$BACKUP" "$RESTORED" >"$PAZ_HOME/logs/restore.log" 2>&1 ||
    fail "$BACKUP was not restored; nothing was changed" "$PAZ_HOME/logs/restore.log"
}

# etcd 3.6 has moved this to a program of its own. The snapshot carries a checksum, which is compared.
restore_etcd() {
  local peer=https://127.0.0.1:$PAZ_ETCD_PEER_PORT program=etcdctl
  ! command -v etcdutl >/dev/null || program=etcdutl
  ETCDCTL_API=3 "$program" snapshot restore "$BACKUP/etcd" --data-dir "$RESTORED/etcd" --name paz \
    --initial-advertise-peer-urls "$peer" --initial-cluster "paz=$peer" >"$PAZ_HOME/logs/restore.log" 2>&1 ||
    fail "$BACKUP/etcd was not restored; nothing was changed" "$PAZ_HOME/logs/restore.log"
}

# A token or a config that a person has put there stays.
restore_own_files() {
  restore_file token "$PAZ_TOKEN_FILE"
  restore_file config "$PAZ_HOME/config"
}

# restore_file NAME PLACE: whole or not at all, so that a restore that is interrupted leaves nothing that looks like a person's.
restore_file() {
  [[ ! -e $2 && -e $BACKUP/$1 ]] || return 0
  (umask 077 && cp "$BACKUP/$1" "$2.restored")
  sync "$2.restored"
  mv -T "$2.restored" "$2"
}
