#!/usr/bin/env bash
# `logs`: parts from their files, services from the orchestrator.
. "$(dirname "$0")/assert.sh"
. "$ROOT/scripts/test/stand-in.sh"

test_lines_of_a_service_come_from_the_orchestrator() {
  stand_in PAZ_ORCHESTRATOR_PORT '200 OK' text/plain $'2026-01-02T03:04:05Z web-1-1 hello\n2026-01-02T03:04:06Z web-1-1 \e[2Jcleared\n'
  paz logs web -n 7
  assert_equal "logs, which said: $OUTPUT; exit status" 0 "$STATUS"
  assert_equal lines $'2026-01-02T03:04:05Z web-1-1 hello\n2026-01-02T03:04:06Z web-1-1 ^[[2Jcleared' "$OUTPUT"
  assert_contains asked 'GET /services/web/logs?lines=7 ' "$(<"$TEST_FOLDER/request")"
  assert_contains 'with the token' 'Authorization: Bearer sesame' "$(<"$TEST_FOLDER/request")"
  paz logs web -f
  assert_contains followed 'GET /services/web/logs?lines=100&follow=true ' "$(<"$TEST_FOLDER/request")"
}

test_says_what_a_name_could_have_been() {
  stand_in PAZ_ORCHESTRATOR_PORT '404 Not Found' application/json '{"code":"not_found","message":"service nothing does not exist","uuid":"u"}'
  mkdir -p "$PAZ_HOME/logs"
  touch "$PAZ_HOME/logs/etcd.log" "$PAZ_HOME/logs/paz.log"
  paz logs nothing
  assert_equal 'exit status' 1 "$STATUS"
  assert_contains said '"nothing" is neither a part (etcd paz) nor a service that was deployed: service nothing does not exist' "$OUTPUT"
}

test_says_when_nobody_answers() {
  paz logs web
  assert_equal 'exit status' 1 "$STATUS"
  assert_contains said 'The orchestrator does not answer on port 9000. ./paz status says what runs.' "$OUTPUT"
}

test_parts_are_read_from_their_files() {
  mkdir -p "$PAZ_HOME/logs"
  printf '1\n2\n3\n' >"$PAZ_HOME/logs/paz.log"
  paz logs scheduler -n 2
  assert_equal 'lines of the JVM' $'2\n3' "$OUTPUT"
  paz logs etcd
  assert_contains 'a part without a log' 'There is no log of "etcd" (expected: paz, or the name of a service)' "$OUTPUT"
}

test_refuses_what_is_no_name_and_no_number() {
  paz logs ../etc
  assert_contains name 'service: "../etc" (expected: the name of a service)' "$OUTPUT"
  paz logs web -n 0
  assert_contains number '-n: "0" (expected: a whole number from 1 to 10000)' "$OUTPUT"
  assert_equal 'exit status' 2 "$STATUS"
}

run_tests "$@"
