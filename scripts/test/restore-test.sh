#!/usr/bin/env bash
# ./paz restore: a run that is interrupted anywhere can be run again.
. "$(dirname "$0")/assert.sh"

# The command as it is, with stand-ins for what it calls: the programs that restore a store, and the rest of ./paz. The program cp writes
# a part of the file first, as a program may.
prepare() {
  export BACKUP=$TEST_FOLDER/backup FOLDER=$TEST_FOLDER/backup PAZ_TOKEN_FILE=$PAZ_HOME/token PAZ_ETCD_PEER_PORT=1
  mkdir -p "$BACKUP/scheduler"
  echo 0123456789 >"$BACKUP/token"
  echo PAZ_HTTP_PORT=8080 >"$BACKUP/config"
  COMMAND=$TEST_FOLDER/restore.sh
  cat - "$ROOT/scripts/commands/restore.sh" >"$COMMAND" <<'STAND_INS'
set -euo pipefail
load_settings() { :; }
any_part_alive() { return 1; }
lock_home() { mkdir -p "$PAZ_HOME"/{data,app,logs}; }
fail() { echo "$1"; exit 1; }
note() { echo "$1"; }
OPTION_UNVERIFIED=${OPTION_UNVERIFIED:-no}
on_exit() { :; }
step() { shift; "$@"; }
install_missing() { :; }
load_part() { :; }
paz_prepare() { :; }
RUN_NEEDS=()
java() { [[ $3 == restore ]] || return "${VERIFY_STATUS:-0}"; for part in scheduler directory; do mkdir "${*: -1}/$part"; done; }
etcdctl() { mkdir "$RESTORED/etcd"; }
etcdutl() { etcdctl "$@"; }
cp() { [[ $1 != -rP ]] || { command cp "$@"; return; }; head -c 4 "$1" >"$2"; cat "$1" >"$2"; }
STAND_INS
  echo command_restore >>"$COMMAND"
}

restore() {
  STATUS=0
  OUTPUT=$(bash "$COMMAND" 2>&1) || STATUS=$?
}

# interrupted N: killed before its N-th command.
interrupted() {
  STATUS=0
  # shellcheck disable=SC2016 # meant for the shell that is killed
  OUTPUT=$(bash -c 'n=0; set -T; trap "((++n < $0)) || kill -KILL \$\$" DEBUG; . "$1"' "$1" "$COMMAND" 2>&1) || STATUS=$?
}

assert_restored() {
  assert_equal "data $1" $'directory\netcd\nscheduler' "$(ls "$PAZ_HOME/data")"
  assert_equal "token $1" '0123456789 600' "$(cat "$PAZ_HOME/token") $(stat -c %a "$PAZ_HOME/token")"
  assert_equal "config $1" PAZ_HTTP_PORT=8080 "$(cat "$PAZ_HOME/config")"
}

test_a_restore_that_is_interrupted_anywhere_is_run_again() {
  local number=1
  prepare
  interrupted 1
  while ((STATUS == 137)); do
    # What was in place already is the last thing that it does.
    [[ -n $(ls -A "$PAZ_HOME/data" 2>/dev/null) ]] || restore
    assert_restored "after $number commands: $OUTPUT"
    rm -rf "$PAZ_HOME"
    number=$((number + 1))
    interrupted "$number"
  done
  assert_equal "the run that nobody interrupted: $OUTPUT" 0 "$STATUS"
  assert_restored 'of a run that nobody interrupted'
  assert "interrupted $number times (expected: more than 30)" test "$number" -gt 30
}

test_a_token_of_a_person_stays() {
  prepare
  mkdir -p "$PAZ_HOME"
  echo mine >"$PAZ_HOME/token"
  restore
  assert_equal status 0 "$STATUS"
  assert_equal token mine "$(cat "$PAZ_HOME/token")"
}

test_no_setting_that_lets_somebody_in_comes_from_a_backup() {
  prepare
  printf '%s\n' PAZ_HTTP_PORT=8080 PAZ_INSECURE=true PAZ_TRUSTED_PROXIES=0.0.0.0/0 PAZ_VOLUME_PATHS=/etc \
    PAZ_OIDC_ISSUER=https://evil.example.org PAZ_OIDC_ROLES=all=administrator >"$BACKUP/config"
  restore
  assert_equal status 0 "$STATUS"
  assert_equal config PAZ_HTTP_PORT=8080 "$(cat "$PAZ_HOME/config")"
  assert_contains output 'PAZ_INSECURE=true, PAZ_TRUSTED_PROXIES=0.0.0.0/0, PAZ_VOLUME_PATHS=/etc, PAZ_OIDC_ISSUER=https://evil.example.org, PAZ_OIDC_ROLES=all=administrator' "$OUTPUT"
}

test_a_backup_that_nobody_signed_is_restored_only_when_told_so_and_without_its_token() {
  prepare
  export VERIFY_STATUS=3
  restore
  assert_equal status 1 "$STATUS"
  assert_contains output 'Nothing was changed' "$OUTPUT"
  assert_equal data '' "$(ls -A "$PAZ_HOME/data")"
  OPTION_UNVERIFIED=yes restore
  assert_equal status 0 "$STATUS"
  assert 'no token' test ! -e "$PAZ_HOME/token"
  assert_equal 'left over' '' "$(ls -d "$PAZ_HOME"/*.restored 2>/dev/null)"
}

test_a_backup_that_was_changed_is_refused_whatever_is_told() {
  prepare
  export VERIFY_STATUS=1 OPTION_UNVERIFIED=yes
  restore
  assert_equal status 1 "$STATUS"
  assert_contains output 'nothing was changed' "$OUTPUT"
  assert_equal data '' "$(ls -A "$PAZ_HOME/data")"
}

run_tests "$@"
