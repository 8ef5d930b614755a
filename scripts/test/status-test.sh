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

run_tests "$@"
