# Saves the platform while it runs: a folder of its own under the one that is given, with the time as its name, whole or not at all.
BACKUPS_KEPT=7

command_backup() {
  [[ -n $FOLDER ]] || usage_error './paz backup wants a folder.'
  load_running_settings
  any_part_alive || fail 'Paz is down; ./paz up starts it, and a backup is taken while it runs.'
  lock_home
  umask 077
  mkdir -p "$FOLDER" 2>/dev/null || fail "$FOLDER cannot be made (expected: a folder that $(id -un) may write)"
  FOLDER=$(cd "$FOLDER" && pwd)
  UNFINISHED=$(mktemp -d "$FOLDER/unfinished.XXXXXX" 2>/dev/null) || fail "$FOLDER cannot be written by $(id -un)"
  trap 'rm -rf "$UNFINISHED"; on_exit' EXIT
  # A host that an older Paz started takes the administrator's token.
  local host_token=$PAZ_HOME/fleet-token
  [[ -e $host_token ]] || host_token=$PAZ_TOKEN_FILE
  API_TOKEN_FILE=$host_token step 'Save the units' save_store host "$PAZ_HOST_PORT"
  step 'Save etcd' save_etcd
  # A deployment of now is in the scheduler's, which says what there was; a service that it knows, in the directory's.
  step 'Save the deployments' save_store scheduler "$PAZ_SCHEDULER_PORT"
  step 'Save the catalogue' save_store directory "$PAZ_SERVICE_DIRECTORY_PORT"
  step 'Save the tokens' save_store orchestrator "$PAZ_ORCHESTRATOR_PORT"
  step 'Save the settings' save_own_files
  # A platform that an older Paz started has no keys yet.
  [[ ! -e $PAZ_HOME/secrets.key ]] || step 'Sign the backup' sign_backup
  finish_backup
}

# save_store PART PORT: the service adds a backup to its own folder, and nothing changes in there until the next one.
save_store() {
  API_SECONDS=300 api POST "http://127.0.0.1:$2/backups"
  [[ $API_STATUS == 200 ]] || fail "The $1 made no backup (status $API_STATUS): $(json_text message "$API_BODY")" "$(part_log paz)"
  cp -r "$PAZ_HOME/backups/$1" "$UNFINISHED/$1" || fail "$UNFINISHED cannot be written"
}

save_etcd() {
  as_etcd_root etcdctl snapshot save "$UNFINISHED/etcd" >"$PAZ_HOME/logs/backup.log" 2>&1 ||
    fail 'etcd gave no snapshot' "$PAZ_HOME/logs/backup.log"
}

save_own_files() {
  cp "$PAZ_TOKEN_FILE" "$UNFINISHED/token" 2>/dev/null || [[ $PAZ_INSECURE == true ]] || fail "$PAZ_TOKEN_FILE cannot be read"
  [[ ! -e $PAZ_HOME/config ]] || cp "$PAZ_HOME/config" "$UNFINISHED/config"
}

sign_backup() {
  java -jar "$PAZ_HOME/app/paz-standalone.jar" sign "$UNFINISHED" "$PAZ_HOME/secrets.key" >"$PAZ_HOME/logs/backup.log" 2>&1 ||
    fail 'The backup was not signed' "$PAZ_HOME/logs/backup.log"
}

finish_backup() {
  local name old
  name=$(date -u +%Y-%m-%dT%H%M%SZ)
  sync -f "$UNFINISHED"
  # Two within a second: the later one waits for a name of its own.
  until mkdir "$FOLDER/$name" 2>/dev/null; do
    sleep 0.2
    name=$(date -u +%Y-%m-%dT%H%M%SZ)
  done
  mv -T "$UNFINISHED" "$FOLDER/$name"
  saved_backups "$FOLDER" | head -n -"$BACKUPS_KEPT" | while IFS= read -r old; do
    rm -rf "${FOLDER:?}/$old"
  done
  printf 'Saved in %s. It holds secrets: the token, and what services have in their environment.\n' "$FOLDER/$name"
  [[ ! -e $PAZ_HOME/secrets.key ]] || printf 'Keep a copy of %s elsewhere: with it a restore knows the backup, and reads its encrypted secrets.\n' "$PAZ_HOME/secrets.key"
}
