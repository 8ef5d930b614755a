#!/usr/bin/env bash
# What `status` reads from the services' answers.
. "$(dirname "$0")/assert.sh"
# shellcheck source=/dev/null
. "$ROOT/scripts/commands/status.sh"

test_finds_the_services() {
  assert_equal names 'demo-api web' "$(service_names '{"doc":[{"name":"demo-api","description":"[{\"name\":\"no\"","config":{"env":{"name":"no"},"ports":[{"container":80},{"container":81}],"healthCheck":{"path":"/"}}},{"name":"web","config":{"env":{}}}]}' | xargs)"
  assert_equal 'names of none' '' "$(service_names '{"doc":[]}')"
}

test_counts_running_instances() {
  local states='{"states":[
    {"hash":"a","machineID":"m","name":"web-1-1.service","systemdActiveState":"active","systemdLoadState":"loaded"},
    {"hash":"a","machineID":"m","name":"web-1-2.service","systemdActiveState":"activating","systemdLoadState":"loaded"},
    {"hash":"a","machineID":"m","name":"web-announce-1-1.service","systemdActiveState":"active"},
    {"hash":"a","machineID":"m","name":"web-two-1-1.service","systemdActiveState":"active"}]}'
  assert_equal web '1 of 2' "$(running_instances web "$states")"
  assert_equal web-two '1 of 1' "$(running_instances web-two "$states")"
  assert_equal none '0 of 0' "$(running_instances other "$states")"
}

test_tells_drift_in_one_line_if_there_is_any() {
  assert_equal none '' "$(drift_line '{"doc":{"state":"known","checkedAt":1,"findings":[]}}')"
  assert_equal off '' "$(drift_line '{"doc":{"state":"off","findings":[]}}')"
  assert_equal some 'Drift: web-1-1.service, web-1-2.service; 1 of them need you, GET /drift of the scheduler says what to do' \
    "$(drift_line '{"doc":{"state":"known","findings":[{"kind":"missing","unit":"web-1-1.service","actual":"\"unit\":\"no\"","mended":true},{"kind":"changed","unit":"web-1-2.service","mended":false}]}}')"
  assert_equal unknown 'Drift: not known since 2026-01-02 03:04:05, since the engine does not answer' \
    "$(TZ=UTC drift_line '{"doc":{"state":"unknown","unknownSince":1767323045000,"problem":"fleet answered 503","findings":[]}}')"
}

test_says_why_the_services_are_not_known() {
  API_STATUS=000 API_BODY=''
  assert_equal down 'since the service-directory does not answer' "$(directory_trouble)"
  API_STATUS=401 API_BODY='{"code":"unauthorized"}'
  assert_equal refused 'since the service-directory answers with status 401: {"code":"unauthorized"}' "$(directory_trouble)"
}

test_a_young_part_that_does_not_answer_is_starting() {
  mkdir -p "$PAZ_HOME/run" "$TEST_FOLDER/parts"
  echo 'deaf_ready() { return 1; }' >"$TEST_FOLDER/parts/deaf.sh"
  # shellcheck source=../part.sh
  . "$ROOT/scripts/part.sh"
  PARTS_FOLDER=$TEST_FOLDER/parts
  touch "$PAZ_HOME/run/deaf.pid"
  assert_equal young starting "$(living_state deaf)"
  touch -d '-1 minute' "$PAZ_HOME/run/deaf.pid"
  assert_equal old 'runs, does not answer' "$(living_state deaf)"
}

run_tests "$@"
