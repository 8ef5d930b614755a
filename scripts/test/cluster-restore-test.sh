#!/usr/bin/env bash
# The restore of a cluster's home: a run that is interrupted anywhere can be run again, and fleet goes on meanwhile.
. "$(dirname "$0")/assert.sh"

# The script with its places on a host moved into the test's folder, and stand-ins for what is not of the test: docker, whose restore
# makes a store, and fleet, whose machines are in MACHINES.
prepare() {
  local bin=$TEST_FOLDER/bin name
  SCRIPT=$TEST_FOLDER/cluster-restore.sh
  sed "s#\(/var/lib/paz\|/etc/\|/run/paz\)#$TEST_FOLDER\1#g" "$ROOT/scripts/cluster-restore.sh" >"$SCRIPT"
  mkdir -p "$bin" "$TEST_FOLDER/etc/paz" "$TEST_FOLDER/var/lib"
  echo key >"$TEST_FOLDER/etc/paz/secrets.key"
  echo here >"$TEST_FOLDER/etc/machine-id"
  echo 'PAZ_BACKUPS=/backups' >"$TEST_FOLDER/etc/paz/host.env"
  cat >"$bin/docker" <<'DOCKER'
#!/bin/bash
[[ $1 == run ]] || exit 0
for word; do case $word in --volume=*:/data) data=${word#--volume=} data=${data%:/data} ;; esac; done
[[ ! -e $data/db ]] || exit 1
[[ ${UNUSABLE:-} != "${data##*/}" ]] || exit 1
[[ ${UNSIGNED:-} != 1 || " $* " == *' --unverified '* ]] || exit 3
for word; do case $word in --volume=*:/run/secrets/backups-key:ro) key=${word#--volume=} ;; esac; done
mkdir "$data/db" "$data/audit" && echo "${*: -5} $(cat "${key%:/run/*}")" >"$data/db/CURRENT"
DOCKER
  cat >"$bin/curl" <<'CURL'
#!/bin/bash
[[ " $* " == *' --unix-socket /run/fleet.sock '* ]] || exit 2
[[ " $* " != *' PATCH '* ]] || { echo "$*" >>"$FLEET_LOG"; [[ -z ${REFUSED:-} ]] || exit 22; }
echo "{\"machines\":[${MACHINES:-}]}"
CURL
  # shellcheck disable=SC2016 # meant for the program that is written
  printf '#!/bin/sh\nmkdir -p "$(dirname "$7")" && cp "$6" "$7"\n' >"$bin/install"
  for name in chown systemctl; do
    # shellcheck disable=SC2016 # meant for the program that is written
    printf '#!/bin/sh\necho "%s $*" >>"$CALLS"\n' "$name" >"$bin/$name"
  done
  chmod +x "$bin"/*
  export PATH=$bin:$PATH FLEET_LOG=$TEST_FOLDER/fleet CALLS=$TEST_FOLDER/calls
}

restore() {
  STATUS=0
  OUTPUT=$(bash "$SCRIPT" "$@" 2>&1) || STATUS=$?
}

# interrupted N: killed before its N-th command.
interrupted() {
  STATUS=0
  # shellcheck disable=SC2016 # meant for the shell that is killed
  OUTPUT=$(bash -c 'n=0; set -T; trap "((++n < $0)) || kill -KILL \$\$" DEBUG; script=$1; shift; . "$script"' "$1" "$SCRIPT" 2>&1) || STATUS=$?
}

assert_restored() {
  local part
  for part in service-directory scheduler; do
    assert_equal "$part" "paz/$part restore /backups --backups-key-file /run/secrets/backups-key key" "$(cat "$TEST_FOLDER/var/lib/paz/$part/db/CURRENT")"
    assert "the audit log of $part is not there" test -d "$TEST_FOLDER/var/lib/paz/$part/audit"
  done
  assert_equal 'what is left beside' $'scheduler\nservice-directory' "$(ls "$TEST_FOLDER/var/lib/paz")"
  assert_equal fleet.env 'FLEET_METADATA=paz=home' "$(cat "$TEST_FOLDER/etc/paz/fleet.env")"
}

test_the_host_becomes_the_home_through_the_api_of_fleet() {
  prepare
  restore
  assert_equal status 0 "$STATUS"
  assert_restored
  assert_contains 'what fleet was told' '[{"op": "add", "path": "/here/metadata/paz", "value": {"value": "home"}}]' "$(cat "$FLEET_LOG")"
  assert 'fleet was stopped or started anew' test -z "$(grep '^systemctl' "$CALLS")"
}

test_a_run_that_is_interrupted_anywhere_is_run_again() {
  local number=1
  prepare
  interrupted 1
  while ((STATUS == 137)); do
    restore
    assert_equal "run again after $number commands: $OUTPUT" 0 "$STATUS"
    assert_restored
    rm -rf "$TEST_FOLDER/var/lib/paz" "$TEST_FOLDER/etc/paz/fleet.env"
    number=$((number + 1))
    interrupted "$number"
  done
  assert_equal "the run that nobody interrupted: $OUTPUT" 0 "$STATUS"
  assert "interrupted $number times (expected: more than 30)" test "$number" -gt 30
}

test_runs_that_are_interrupted_again_and_again_come_to_their_end() {
  local number=0
  prepare
  STATUS=137
  while ((STATUS == 137)); do
    number=$((number + 1))
    interrupted "$number"
  done
  assert_equal "last run: $OUTPUT" 0 "$STATUS"
  assert_restored
}

test_a_store_that_is_there_is_left_alone() {
  prepare
  mkdir -p "$TEST_FOLDER/var/lib/paz/scheduler/db"
  restore
  assert_equal status 1 "$STATUS"
  assert_contains message 'scheduler/db: there is a store already; nothing was changed' "$OUTPUT"
  assert_equal 'what is there' scheduler "$(ls "$TEST_FOLDER/var/lib/paz")"
}

test_a_backup_that_is_not_whole_puts_nothing_in_place() {
  prepare
  export UNUSABLE=scheduler
  restore
  assert_equal status 1 "$STATUS"
  assert_contains message '/backups/scheduler was not restored; nothing was changed' "$OUTPUT"
  assert 'a store is in place' test ! -e "$TEST_FOLDER/var/lib/paz/service-directory"
  unset UNUSABLE
  restore
  assert_equal 'status with a backup that is whole' 0 "$STATUS"
  assert_restored
}

test_a_backup_that_nobody_signed_is_restored_only_as_unverified_and_without_tokens() {
  prepare
  mkdir -p "$TEST_FOLDER/backups/orchestrator"
  echo "PAZ_BACKUPS=$TEST_FOLDER/backups" >"$TEST_FOLDER/etc/paz/host.env"
  export UNSIGNED=1
  restore
  assert_equal status 1 "$STATUS"
  assert_contains message 'was not restored; nothing was changed' "$OUTPUT"
  assert 'a store is in place' test ! -e "$TEST_FOLDER/var/lib/paz/service-directory"
  restore --unverified
  assert_equal "status: $OUTPUT" 0 "$STATUS"
  assert_equal 'what was restored' $'scheduler\nservice-directory' "$(ls "$TEST_FOLDER/var/lib/paz")"
  restore --all
  assert_contains message '--all (expected: --unverified, or nothing)' "$OUTPUT"
}

test_keys_that_are_missing_are_named() {
  prepare
  rm "$TEST_FOLDER/etc/paz/secrets.key"
  restore
  assert_equal status 1 "$STATUS"
  assert_contains message 'secrets.key is not there; nothing was changed (expected: the keys that the backups are signed with' "$OUTPUT"
}

test_a_fleet_that_refuses_is_asked_again_by_the_next_run() {
  prepare
  export REFUSED=1
  restore
  assert_equal status 1 "$STATUS"
  assert_contains message 'The data is restored; run this again to go on.' "$OUTPUT"
  unset REFUSED
  restore
  assert_equal 'status of the next run' 0 "$STATUS"
  assert_restored
}

test_another_home_is_named() {
  prepare
  export MACHINES='{"id":"there","metadata":{"paz":"home"}}'
  restore
  assert_equal status 1 "$STATUS"
  assert_contains message 'Paz has a home already: machine there' "$OUTPUT"
  assert 'something was restored' test ! -e "$TEST_FOLDER/var/lib/paz"
}

run_tests "$@"
