#!/usr/bin/env bash
# `down` ends what the embedded host left running: sidekicks, then containers, then whatever is left of their sessions.
. "$(dirname "$0")/assert.sh"
for file in text part docker home units; do
  # shellcheck source=/dev/null
  . "$ROOT/scripts/$file.sh"
done

# unit NAME SCRIPT: a unit whose command is the shell script, noted as the embedded host notes it.
unit() {
  local folder=$PAZ_HOME/host/units/$1
  mkdir -p "$folder" "$PAZ_HOME/logs"
  echo '{"bootId":"4711","memory":{"launched":true}}' >"$folder/state.json"
  # shellcheck disable=SC2016  # for the inner shells
  setsid sh -c 'read -r stat </proc/$$/stat; echo "$stat" >"$1/run-1.shim"
    sh -c "read -r stat </proc/\$\$/stat; echo \"\$stat\" >$1/run-1.main; $2"
    echo "exited $?" >"$1/run-1.exit"' sh "$folder" "$2" >/dev/null 2>&1 </dev/null &
  await 5 test -s "$folder/run-1.main" || failed "$1 does not run"
}

test_ends_sidekicks_gently() {
  unit web-announce-1-1.service "trap 'echo withdrawn >$TEST_FOLDER/withdrawn; exit 0' TERM; while :; do sleep 0.1; done"
  stop_units
  assert 'the sidekick was not asked' await 5 test -s "$TEST_FOLDER/withdrawn"
  assert 'it still runs' commands_ended '*'
}

# A new id would make strangers of the containers that run.
test_lost_platform_id_is_found_again_by_what_runs() {
  local id=0123456789abcdef0123456789abcdef damage
  mkdir -p "$PAZ_HOME/run"
  PAZ_PLATFORM=$id unit web-1-1.service 'sleep 60'
  for damage in ': >' 'printf 0123 >' 'rm -f'; do
    eval "$damage \"$PAZ_HOME/platform\""
    assert_equal "after \"$damage\"" "$id" "$(platform_id)"
    assert_equal "file after \"$damage\"" "$id" "$(<"$PAZ_HOME/platform")"
  done
  stop_units
  assert_equal 'kept when nothing runs' "$id" "$(platform_id)"
}

test_ends_the_stubborn() {
  unit web-1-1.service "trap '' TERM; while :; do sleep 0.1; done"
  local began=$EPOCHSECONDS
  stop_units
  assert 'it still runs' await 2 no_session_left
  assert "it took $((EPOCHSECONDS - began)) s (expected: at most 8)" test $((EPOCHSECONDS - began)) -le 8
}

no_session_left() {
  ! pgrep -f "$TEST_FOLDER/home/host/units" >/dev/null
}

# As the embedded host starts it; the shell is held before it notes anything.
test_ends_a_shell_that_has_not_begun() {
  local folder=$PAZ_HOME/host/units/web-1-1.service
  mkdir -p "$folder" "$PAZ_HOME/logs"
  echo "while [ ! -e '$TEST_FOLDER/go' ]; do sleep 0.1; done; echo began >'$TEST_FOLDER/began'; exec sleep 60" >"$folder/run-1.sh"
  (cd "$folder" && setsid --fork /bin/sh "$folder/run-1.sh" >/dev/null 2>&1 </dev/null)
  assert 'the shell does not run' await 5 a_shell_runs
  stop_units
  touch "$TEST_FOLDER/go"
  assert 'the shell still runs' no_session_left
  assert 'the command began' test ! -e "$TEST_FOLDER/began"
}

test_ends_a_command_whose_shell_and_notes_are_gone() {
  local folder=$PAZ_HOME/host/units/web-1-1.service mark=0123456789abcdef0123456789$((RANDOM % 900000 + 100000)) stray
  mkdir -p "$folder" "$PAZ_HOME/logs"
  echo '{"bootId":"4711","memory":{"service":{"invocation":"'"$mark"'"}}}' >"$folder/state.json"
  env -i "INVOCATION_ID=$mark" /bin/sh -c "trap '' TERM; while :; do sleep 0.1; done" &
  stray=$!
  env -i "INVOCATION_ID=${mark}0" /bin/sleep 60 &
  local stranger=$!
  assert 'it is not found' await 5 a_command_runs
  stop_units
  assert 'it still runs' await 2 process_ended "$stray"
  assert 'the stranger was ended' kill -0 "$stranger"
}

a_shell_runs() {
  [[ -n $(unit_shells) ]]
}

a_command_runs() {
  [[ -n $(unit_commands) ]]
}

process_ended() {
  ! process_identity "$1"
}

test_leaves_other_processes_alone() {
  mkdir -p "$PAZ_HOME/host/units/web-1-1.service" "$PAZ_HOME/logs"
  sleep 60 &
  local stranger=$!
  # Its pid, and the start time of another.
  awk '{ $22 = 1; print }' "/proc/$stranger/stat" >"$PAZ_HOME/host/units/web-1-1.service/run-1.main"
  assert_equal 'start time in the note' 1 "$(cut -d ' ' -f 22 "$PAZ_HOME/host/units/web-1-1.service/run-1.main")"
  stop_units
  assert 'the stranger was ended' kill -0 "$stranger"
}

test_stops_this_platforms_containers_only() {
  docker version >/dev/null 2>&1 || skip 'no Docker engine runs'
  local image=paz-test/units:$RANDOM$RANDOM mark=$RANDOM$RANDOM
  local mine=mine$mark-1-1 older=older$mark-1-1 other=other$mark-1-1 foreign=foreign$mark-1-1
  "$ROOT/demo-api/build.sh" "$image" >/dev/null
  # shellcheck disable=SC2064  # the names as they are now
  trap "docker rm -f $mine $older $other $foreign >/dev/null 2>&1; docker rmi $image >/dev/null; clean_up" EXIT
  # Both have the name of a unit that is here.
  mkdir -p "$PAZ_HOME/host/units/"{"$other","$foreign"}.service
  docker run -d --name "$other" --label io.paz.service=other --label io.paz.platform=another "$image" >/dev/null
  docker run -d --name "$foreign" "$image" >/dev/null
  unit "$mine.service" "exec docker run --rm --name $mine --label io.paz.service=mine --label io.paz.platform=$(platform_id) $image"
  unit "$older.service" "exec docker run --rm --name $older --label io.paz.service=older $image"
  await 10 container_runs "$mine" || failed 'the container does not run'
  await 10 container_runs "$older" || failed 'the container of an older Paz does not run'
  stop_units
  assert_equal 'what the step says' '2 instances stopped' "$DONE"
  assert 'the container still runs' container_gone "$mine"
  assert 'the container of an older Paz still runs' container_gone "$older"
  assert "the other platform's container was stopped" container_runs "$other"
  assert "somebody's container was stopped" container_runs "$foreign"
  assert "its client still runs" commands_ended '*'
}

test_the_id_of_a_platform_is_made_once_and_again_where_it_is_damaged() {
  mkdir -p "$PAZ_HOME"
  local first
  first=$(platform_id)
  assert_equal 'the id of the same platform' "$first" "$(platform_id)"
  : >"$PAZ_HOME/platform"
  [[ $(platform_id) =~ ^[0-9a-f]{32}$ ]] || failed 'no id instead of the damaged one'
}

container_gone() {
  ! container_runs "$1"
}

container_runs() {
  [[ -n $(docker ps -q --filter "name=^/$1\$") ]]
}

test_units_come_back_as_after_a_reboot() {
  unit web-1-1.service 'exec sleep 60'
  stop_units
  local folder=$PAZ_HOME/host/units/web-1-1.service
  assert_equal 'memory' '{"bootId":"stopped","memory":{"launched":true}}' "$(<"$folder/state.json")"
  assert_equal 'files' state.json "$(ls "$folder")"
}

run_tests "$@"
