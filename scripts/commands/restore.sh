# Puts a backup in place of a platform that is not there: all of it or nothing. ./paz up starts it afterwards.

command_restore() {
  [[ -n $FOLDER ]] || usage_error './paz restore wants a folder.'
  load_settings
  ! any_part_alive || fail 'Paz runs. Only a platform without data can be restored; another one is given with --home.'
  choose_backup
  lock_home
  [[ -z $(ls -A "$PAZ_HOME/data") ]] ||
    fail "$PAZ_HOME/data holds a platform already; nothing was changed. ./paz destroy removes it, --home gives another one."
  RESTORED=$PAZ_HOME/data.restored COPY=$PAZ_HOME/backup.restored
  trap 'rm -rf "$RESTORED" "$COPY"; on_exit' EXIT
  rm -rf "$RESTORED" "$COPY"
  mkdir -m 700 "$RESTORED" "$COPY"
  step 'Look for what is needed' install_missing "${RUN_NEEDS[@]}"
  load_part paz
  step 'Build' paz_prepare
  step 'Verify the backup' verify_backup
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

# What is verified is a copy that nobody else can change meanwhile, and that copy is restored.
verify_backup() {
  local status=0
  cp -rP "$BACKUP/." "$COPY" || fail "$BACKUP cannot be copied to $COPY; nothing was changed"
  java -jar "$PAZ_HOME/app/paz-standalone.jar" verify "$COPY" "$PAZ_HOME/secrets.key" >"$PAZ_HOME/logs/restore.log" 2>&1 || status=$?
  case $status in
    0) VERIFIED=yes ;;
    3) accept_unverified "$(sed "s|^$COPY|$BACKUP|" "$PAZ_HOME/logs/restore.log")" ;;
    *) fail "$BACKUP was not restored; nothing was changed" "$PAZ_HOME/logs/restore.log" ;;
  esac
}

# accept_unverified WHY
accept_unverified() {
  VERIFIED=no
  [[ $OPTION_UNVERIFIED == yes ]] ||
    fail "$1, so nobody knows who made it, and who made it decides what runs here. Nothing was changed. Put secrets.key of the platform that it is of to $PAZ_HOME/secrets.key; or, if it is yours, of an earlier Paz for instance, repeat with --unverified: its tokens are left out then"
  rm -rf "$COPY/orchestrator"
  note "$1; restored nevertheless, as --unverified says, without its tokens"
}

restore_stores() {
  java -jar "$PAZ_HOME/app/paz-standalone.jar" restore "$COPY" "$RESTORED" >"$PAZ_HOME/logs/restore.log" 2>&1 ||
    fail "$BACKUP was not restored; nothing was changed" "$PAZ_HOME/logs/restore.log"
}

# etcd 3.6 has moved this to a program of its own. The snapshot carries a checksum, which is compared.
restore_etcd() {
  local peer=https://127.0.0.1:$PAZ_ETCD_PEER_PORT program=etcdctl
  ! command -v etcdutl >/dev/null || program=etcdutl
  ETCDCTL_API=3 "$program" snapshot restore "$COPY/etcd" --data-dir "$RESTORED/etcd" --name paz \
    --initial-advertise-peer-urls "$peer" --initial-cluster "paz=$peer" >"$PAZ_HOME/logs/restore.log" 2>&1 ||
    fail "$BACKUP/etcd was not restored; nothing was changed" "$PAZ_HOME/logs/restore.log"
}

# A token or a config that a person has put there stays. No backup opens a platform: who may come in, is said where it is restored.
restore_own_files() {
  [[ $VERIFIED == no ]] || restore_file token "$PAZ_TOKEN_FILE"
  if [[ -e $COPY/config && ! -e $PAZ_HOME/config ]]; then
    local opening='^(PAZ_INSECURE|PAZ_TOKEN_FILE|PAZ_TRUSTED_PROXIES|PAZ_PROXY_PROTOCOL|PAZ_VOLUME_PATHS|PAZ_OIDC_[A-Z_]+)='
    LEFT_OUT=$(grep -E "$opening" "$COPY/config" || true)
    grep -vE "$opening" "$COPY/config" >"$COPY/config.kept" || true
    mv "$COPY/config.kept" "$COPY/config"
    restore_file config "$PAZ_HOME/config"
    [[ -z $LEFT_OUT ]] || note "Settings that let somebody in are not taken from a backup. If they are to hold here, add them to $PAZ_HOME/config: ${LEFT_OUT//$'\n'/, }"
  fi
}

# restore_file NAME PLACE: whole or not at all, so that a restore that is interrupted leaves nothing that looks like a person's.
restore_file() {
  [[ ! -e $2 && -e $COPY/$1 ]] || return 0
  (umask 077 && cp "$COPY/$1" "$2.restored")
  sync "$2.restored"
  mv -T "$2.restored" "$2"
}
