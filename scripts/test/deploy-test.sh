#!/usr/bin/env bash
# `deploy`, with a stand-in for the scheduler.
. "$(dirname "$0")/assert.sh"
# shellcheck source=stand-in.sh
. "$(dirname "$0")/stand-in.sh"

readonly GOOD='    0.0 s  accepted              POST /hooks/deploy
    1.2 s  healthy               1 of 1 instances announced
web version 3 is done after 1.4 s
'

test_shows_the_steps_and_succeeds() {
  stand_in PAZ_SCHEDULER_PORT '200 OK' text/plain "$GOOD"
  paz deploy web team/web:2
  assert_equal 'exit status' 0 "$STATUS"
  assert_equal output "$GOOD" "$OUTPUT"$'\n'
  assert_contains request 'POST /hooks/deploy?wait=true' "$(<"$TEST_FOLDER/request")"
  assert_contains request 'Authorization: Bearer sesame' "$(<"$TEST_FOLDER/request")"
  assert_contains request 'Accept: text/plain' "$(<"$TEST_FOLDER/request")"
  assert_contains body '{"serviceName":"web","dockerRepository":"team/web:2"}' "$(<"$TEST_FOLDER/request")"
}

test_fails_with_the_deployment() {
  stand_in PAZ_SCHEDULER_PORT '200 OK' text/plain '    0.0 s  accepted              POST /hooks/deploy
         | out of luck
web version 3 is failed after 9.0 s: instance 1 ended 3 times: its container ended with exit status 3
'
  paz deploy web
  assert_equal 'exit status' 1 "$STATUS"
  assert_contains output '| out of luck' "$OUTPUT"
  assert_contains output 'its container ended with exit status 3' "$OUTPUT"
  assert_contains body '{"serviceName":"web"}' "$(<"$TEST_FOLDER/request")"
}

test_tells_why_it_is_refused() {
  stand_in PAZ_SCHEDULER_PORT '404 Not Found' application/json '{"code":"not_found","message":"serviceName: value web (expected: a \"service\")","uuid":"u"}'
  paz deploy web
  assert_equal 'exit status' 1 "$STATUS"
  assert_equal output 'serviceName: value web (expected: a "service")' "$OUTPUT"
}

test_an_operation_is_shown_and_refused_alike() {
  stand_in PAZ_SCHEDULER_PORT '200 OK' text/plain '    0.0 s  accepted              POST /services/web/scale
    1.0 s  done                  web 1 runs with 3 instances, 2 before
web operation 4 (scale) is done after 1.0 s
'
  paz scale web 3
  assert_equal 'exit status' 0 "$STATUS"
  assert_contains output 'web 1 runs with 3 instances, 2 before' "$OUTPUT"
  assert_contains request 'POST /services/web/scale?wait=true' "$(<"$TEST_FOLDER/request")"
  assert_contains body '{"instances":3}' "$(<"$TEST_FOLDER/request")"
  stand_in PAZ_SCHEDULER_PORT '409 Conflict' application/json '{"code":"service_not_serving","message":"service web is stopped (expected: one that runs; start it instead)","uuid":"u"}'
  paz restart web
  assert_equal 'exit status' 1 "$STATUS"
  assert_equal output 'service web is stopped (expected: one that runs; start it instead)' "$OUTPUT"
}

test_an_answer_that_breaks_off_is_no_success() {
  stand_in PAZ_SCHEDULER_PORT '200 OK' text/plain '    0.0 s  accepted              POST /hooks/deploy
'
  paz deploy web
  assert_equal 'exit status' 1 "$STATUS"
  assert_contains output 'The answer broke off' "$OUTPUT"
}

test_a_scheduler_that_is_down_is_said() {
  free_port
  export PAZ_SCHEDULER_PORT=$PORT
  paz deploy web
  assert_equal 'exit status' 1 "$STATUS"
  assert_contains output "The scheduler does not answer on 127.0.0.1:$PORT" "$OUTPUT"
}

test_wants_a_service_and_an_image_that_can_be_one() {
  paz deploy
  assert_equal 'without a service' 2 "$STATUS"
  paz deploy web '","a":"'
  assert_equal 'with no image' 2 "$STATUS"
  paz deploy web a b
  assert_equal 'with a word too many' 2 "$STATUS"
}

run_tests "$@"
