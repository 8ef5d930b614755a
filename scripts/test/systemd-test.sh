#!/usr/bin/env bash
# The units of systemd as texts, and what they run for a part; BootTest has them on a machine.
. "$(dirname "$0")/assert.sh"
for file in text part settings home supervisor systemd setup; do
  # shellcheck source=/dev/null
  . "$ROOT/scripts/$file.sh"
done
ID=0123456789abcdef0123456789abcdef

prepare_home() {
  mkdir -p "$PAZ_HOME/run"
  echo "$ID" >"$PAZ_HOME/platform"
}

test_units_of_two_platforms_have_different_names() {
  prepare_home
  assert_equal 'of another home' paz-local-0123456789ab-etcd.service "$(unit_of etcd)"
  assert_equal "of root's own" paz-local-etcd.service "$(PAZ_HOME=~root/.paz unit_of etcd)"
  rm "$PAZ_HOME/platform"
  ! unit_of etcd || failed 'a platform without an id has units'
}

test_systemd_understands_every_line() {
  command -v systemd-analyze >/dev/null || skip 'systemd-analyze is not installed'
  prepare_home
  local part said
  mkdir -p "$PAZ_HOME/scripts"
  for part in "${SYSTEMD_PARTS[@]}"; do
    unit_text "$part" >"$TEST_FOLDER/$(unit_of "$part")"
    ! grep -n '@[A-Z]' "$TEST_FOLDER/$(unit_of "$part")" || failed 'a place was not filled in'
  done
  said=$(systemd-analyze verify --recursive-errors=no --man=no "$TEST_FOLDER"/*.service 2>&1) || true
  # Units that the machine does not have are not what is looked for.
  said=$(grep "^$TEST_FOLDER" <<<"$said" || true)
  assert_equal 'what systemd says' '' "$said"
}

# unit_part STEP PART [VARIABLE=VALUE...]: what a unit runs, with parts of the test's own.
unit_part() {
  local step=$1 part=$2
  shift 2
  env "$@" "$ROOT/scripts/unit-part.sh" "$PAZ_HOME" "$step" "$part"
}

prepare_part() {
  prepare_home
  export PAZ_PARTS_FOLDER=$TEST_FOLDER/parts
  mkdir -p "$PAZ_PARTS_FOLDER"
  # shellcheck disable=SC2016  # as the file has it
  printf '%s\n' 'one_can_start() { [[ ! -e $PAZ_HOME/hold ]] || { echo "the test"; return 1; }; }' \
    'one_before() { echo "before, with $PAZ_TEST"; }' 'one_command() { COMMAND=(sleep 60); }' >"$PAZ_PARTS_FOLDER/one.sh"
  printf 'PAZ_TEST=two words\0' >"$PAZ_HOME/run/environment"
}

test_a_part_waits_and_is_told_the_settings() {
  prepare_part
  touch "$PAZ_HOME/hold"
  unit_part before one >"$TEST_FOLDER/said" &
  assert 'not waiting' await 5 state_is waiting 'the test'
  rm "$PAZ_HOME/hold"
  wait $! || failed "before ended with $?"
  assert_equal said $'waits for: the test\nbefore, with two words' "$(<"$TEST_FOLDER/said")"
  unit_part run one &
  assert 'no pid file' await 5 part_alive one
  assert 'it did not become the part' await 5 grep -qx sleep "/proc/$PROCESS_PID/comm"
  assert 'not running' await 5 state_is running ''
}

# state_is STATE REASON
state_is() {
  read_part_state one
  [[ $PART_STATE == "$1" && $PART_REASON == "$2" ]]
}

test_three_deaths_in_a_row_count_as_one_that_keeps_dying() {
  prepare_part
  sleep 60 &
  write_pid_file "$PAZ_HOME/run/one.pid" $!
  unit_part ended one SERVICE_RESULT=exit-code EXIT_CODE=exited EXIT_STATUS=7
  assert 'first death' state_is restarting 'exit status 7'
  unit_part ended one SERVICE_RESULT=signal EXIT_CODE=killed EXIT_STATUS=KILL
  assert 'second death' state_is restarting 'signal KILL'
  unit_part ended one SERVICE_RESULT=oom-kill EXIT_CODE=killed EXIT_STATUS=KILL
  assert 'third death' state_is failing 'out of memory'
  assert_equal restarts 3 "$PART_RESTARTS"
  assert_equal 'pause after that' 2 "$(backoff_seconds 3)"
  # It has run for more than a minute when it ends again.
  touch -d '2 minutes ago' "$PAZ_HOME/run/one.pid"
  unit_part ended one SERVICE_RESULT=signal EXIT_CODE=killed EXIT_STATUS=KILL
  assert 'a death after a steady minute' state_is restarting 'signal KILL'
}

test_what_ended_with_the_machine_did_not_die() {
  prepare_part
  write_part_state one failing 5 3 'signal TERM'
  printf '%s\n' 77 '123 00000000-0000-0000-0000-000000000000' >"$PAZ_HOME/run/one.pid"
  unit_part before one >/dev/null
  assert 'the state of an earlier boot is there' state_is '' ''
}

run_tests "$@"
