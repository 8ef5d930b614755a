#!/usr/bin/env bash
# Commands about one service: what is asked of the scheduler, what is said, and what is refused before anything is asked.
. "$(dirname "$0")/assert.sh"
for file in text settings operate arguments; do
  # shellcheck source=/dev/null
  . "$ROOT/scripts/$file.sh"
done

# What the scheduler is asked is kept; it answers STATUS and BODY.
STATUS=200
BODY='{"statusCode":200,"version":3,"deployment":"/deployments/web/3","state":"done"}'
api() {
  ASKED="$1 ${2#http://127.0.0.1:} ${3:-}"
  # shellcheck disable=SC2034
  API_STATUS=$STATUS API_BODY=$BODY
}
# So is one that is followed step by step.
follow_progress() {
  ASKED="$1 ${2#http://127.0.0.1:} ${3:-}"
}
load_running_settings() {
  PAZ_SCHEDULER_PORT=9002
}

# command ARGUMENT...: runs a command of the launcher here; what it asked in ASKED, what it said in OUTPUT, its status in ENDED.
command_of() {
  ASKED='' ENDED=0
  read_arguments "$@"
  # shellcheck source=/dev/null
  . "$ROOT/scripts/commands/$COMMAND_NAME.sh"
  "command_$COMMAND_NAME" >"$TEST_FOLDER/output" 2>&1 || ENDED=$?
  OUTPUT=$(<"$TEST_FOLDER/output")
}

test_scale() {
  command_of scale web 3
  assert_equal asked 'POST 9002/services/web/scale?wait=true {"instances":3}' "$ASKED"
}

test_stop() {
  command_of stop web
  assert_equal asked 'POST 9002/services/web/stop?wait=true ' "$ASKED"
}

test_start() {
  command_of start web-2
  assert_equal asked 'POST 9002/services/web-2/start?wait=true ' "$ASKED"
}

test_restart() {
  command_of restart web
  assert_equal asked 'POST 9002/services/web/restart?wait=true ' "$ASKED"
}

test_rollback() {
  command_of rollback web 2
  assert_equal asked 'POST 9002/deployments/web/2/rollback?wait=true ' "$ASKED"
}

test_preview() {
  BODY=$'web: version 4\nimage team/web'
  command_of preview web team/web:2
  assert_equal asked 'POST 9002/services/web/preview {"dockerRepository":"team/web:2"}' "$ASKED"
  assert_equal said "$BODY" "$OUTPUT"
  command_of_fresh preview web
  assert_equal 'asked without an image' 'POST 9002/services/web/preview {}' "$ASKED"
}

# The words of the command before are forgotten.
command_of_fresh() {
  COMMAND_NAME='' SERVICE='' SECOND_WORD=''
  command_of "$@"
}

# The launcher itself, which ends with the status.
test_refuses_what_cannot_be_asked() {
  paz scale
  assert_equal 'no service' 2 "$STATUS"
  assert_contains 'no service' './paz scale wants a service.' "$OUTPUT"
  paz scale 'web/../x' 3
  assert_contains 'a path' 'service: "web/../x" (expected: the name of a service)' "$OUTPUT"
  paz scale web
  assert_contains 'no number' 'instances: "" (expected: a whole number from 1)' "$OUTPUT"
  paz scale web -1
  assert_contains 'below 1' 'instances: "-1" (expected: a whole number from 1)' "$OUTPUT"
  paz rollback web 1x
  assert_contains 'no version' 'version: "1x" (expected: a whole number from 1)' "$OUTPUT"
  paz preview web '"x'
  assert_contains 'no image' 'image: ""x" (expected: a reference such as team/app:1.2)' "$OUTPUT"
  paz stop web 2
  assert_equal 'a word too many' 2 "$STATUS"
  assert_contains 'a word too many' '"2" is one word too many.' "$OUTPUT"
}

# handed ARGUMENT...: what the command line for every machine is started with.
handed() (
  read_arguments "$@"
  # shellcheck source=/dev/null
  . "$ROOT/scripts/commands/$COMMAND_NAME.sh"
  COMMAND_LINE=$TEST_FOLDER/paz
  PAZ_ORCHESTRATOR_PORT=9000
  export PAZ_TOKEN=of-another-platform PAZ_TOKEN_FILE=$TEST_FOLDER/paz
  "command_$COMMAND_NAME"
)

test_other_words_are_handed_to_the_command_line_for_every_machine() {
  # shellcheck disable=SC2016
  printf '#!/bin/sh\necho "$PAZ_URL ${PAZ_TOKEN-none} ${PAZ_TOKEN_FILE-none}"; printf "[%%s]" "$@"\n' >"$TEST_FOLDER/paz"
  chmod 755 "$TEST_FOLDER/paz"
  local platform="http://127.0.0.1:9000 none $TEST_FOLDER/paz"
  assert_equal services "$platform"$'\n[services][update][web][-o][json][--port=80][a b]' "$(handed services update web -o json --port=80 'a b')"
  assert_equal secrets "$platform"$'\n[secrets][set][web][KEY]' "$(handed secrets set web KEY)"
  assert_equal help "$platform"$'\n[env][--help]' "$(handed env --help)"
}

test_a_refusal_is_a_failure_with_its_reason() {
  STATUS=404 BODY='{"code":"not_found","message":"service: value web (expected: a \"service\")","uuid":"u"}'
  (command_preview_of_web) >"$TEST_FOLDER/refused" 2>&1 && failed 'it did not fail'
  assert_equal reason 'service: value web (expected: a "service")' "$(<"$TEST_FOLDER/refused")"
}

command_preview_of_web() {
  # shellcheck disable=SC2034
  SERVICE=web
  # shellcheck source=/dev/null
  . "$ROOT/scripts/commands/preview.sh"
  command_preview
}

run_tests "$@"
