#!/usr/bin/env bash
# `open`, with a stand-in for the orchestrator.
. "$(dirname "$0")/assert.sh"
# shellcheck source=stand-in.sh
. "$(dirname "$0")/stand-in.sh"

readonly TICKET=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef

# running STATUS BODY: a platform whose orchestrator answers so; nothing of it is at HAProxy's port.
running() {
  stand_in PAZ_ORCHESTRATOR_PORT "$1" application/json "$2"
  ORCHESTRATOR_PORT=$PORT
  free_port
  export PAZ_HTTP_PORT=$PORT
  mkdir -p "$PAZ_HOME/run"
  pause 30 &
  write_pid_file "$PAZ_HOME/run/paz.pid" $! || failed 'no process to stand in for Paz'
}

test_prints_a_link_with_a_ticket_behind_the_hash() {
  running '201 Created' '{"doc":{"ticket":"'$TICKET'","expiresAt":1}}'
  paz open
  assert_equal 'exit status' 0 "$STATUS"
  assert_equal output "http://127.0.0.1:$ORCHESTRATOR_PORT/ui/sign-in#$TICKET
It signs you in once, within ten minutes." "$OUTPUT"
  assert_contains request 'POST /session/tickets ' "$(<"$TEST_FOLDER/request")"
  assert_contains request 'Authorization: Bearer sesame' "$(<"$TEST_FOLDER/request")"
}

test_only_the_link_is_on_the_standard_output() {
  running '201 Created' '{"doc":{"ticket":"'$TICKET'","expiresAt":1}}'
  assert_equal output "http://127.0.0.1:$ORCHESTRATOR_PORT/ui/sign-in#$TICKET" "$("$ROOT/paz" open 2>"$TEST_FOLDER/said")"
  assert_contains 'beside it' 'once, within ten minutes' "$(<"$TEST_FOLDER/said")"
}

test_needs_no_ticket_where_nobody_signs_in() {
  running '500 Internal Server Error' '{}'
  PAZ_INSECURE=true paz open
  assert_equal 'exit status' 0 "$STATUS"
  assert_equal output "http://127.0.0.1:$ORCHESTRATOR_PORT/ui" "$OUTPUT"
}

test_says_why_there_is_no_link() {
  running '401 Unauthorized' '{"code":"unauthorized","message":"token: not that of this platform","uuid":"u"}'
  paz open
  assert_equal 'exit status' 1 "$STATUS"
  assert_contains reason 'The orchestrator made no link (status 401)' "$OUTPUT"
  assert_contains reason 'token: not that of this platform' "$OUTPUT"
}

test_an_answer_without_a_ticket_is_no_link() {
  running '201 Created' '{"doc":{"ticket":"<script>"}}'
  paz open
  assert_equal 'exit status' 1 "$STATUS"
  assert_contains reason 'The orchestrator made no link' "$OUTPUT"
}

test_says_that_paz_does_not_run() {
  paz open
  assert_equal 'exit status' 1 "$STATUS"
  assert_contains reason 'Paz does not run. ./paz up starts it.' "$OUTPUT"
}

run_tests "$@"
