#!/usr/bin/env bash
# `token`, with a stand-in for the orchestrator.
. "$(dirname "$0")/assert.sh"
# shellcheck source=stand-in.sh
. "$(dirname "$0")/stand-in.sh"

test_creates_a_token_and_prints_it_alone_on_the_standard_output() {
  stand_in PAZ_ORCHESTRATOR_PORT '201 Created' application/json '{"doc":{"id":"00ff","name":"ci","token":"paz_abc"}}'
  assert_equal output paz_abc "$("$ROOT/paz" token create --scope deploy:web --scope=read --expires 7d --name ci 2>"$TEST_FOLDER/said")"
  assert_contains request 'POST /tokens ' "$(<"$TEST_FOLDER/request")"
  assert_contains request 'Authorization: Bearer sesame' "$(<"$TEST_FOLDER/request")"
  assert_contains body '{"name":"ci","scopes":["deploy:web","read"],"expiresInDays":7}' "$(<"$TEST_FOLDER/request")"
  assert_contains 'beside it' './paz token revoke 00ff ends it earlier' "$(<"$TEST_FOLDER/said")"
}

test_lists_the_tokens_as_the_orchestrator_shows_them() {
  stand_in PAZ_ORCHESTRATOR_PORT '200 OK' text/plain 'ID  NAME'
  paz token list
  assert_equal 'exit status' 0 "$STATUS"
  assert_equal output 'ID  NAME' "$OUTPUT"
  assert_contains request 'Accept: text/plain' "$(<"$TEST_FOLDER/request")"
}

test_revokes_a_token() {
  stand_in PAZ_ORCHESTRATOR_PORT '204 No Content' application/json ''
  paz token revoke 0123456789abcdef
  assert_equal 'exit status' 0 "$STATUS"
  assert_contains request 'DELETE /tokens/0123456789abcdef ' "$(<"$TEST_FOLDER/request")"
}

test_says_why_the_orchestrator_refuses() {
  stand_in PAZ_ORCHESTRATOR_PORT '409 Conflict' application/json '{"code":"too_many_tokens","message":"tokens: 1000 (expected: fewer)"}'
  paz token create --scope read
  assert_equal 'exit status' 1 "$STATUS"
  assert_contains reason 'tokens: 1000 (expected: fewer)' "$OUTPUT"
}

test_refuses_what_is_no_scope_time_name_or_id() {
  local words
  for words in 'create' 'create --scope root' 'create --scope deploy:' 'create --scope read --expires 90' 'create --scope read --expires 0d' \
    'create --scope read --name ;' 'revoke' 'revoke ../x' 'revoke 0123456789ABCDEF' 'burn' 'list --scope=read extra words' \
    'rotate --overlap 10' 'rotate --overlap 1h' 'rotate --overlap 01m' 'rotate --overlap 99999m' 'rotate now'; do
    # shellcheck disable=SC2086 # words of a command line
    paz token $words
    assert_equal "exit status of $words" 2 "$STATUS"
  done
  paz status --scope read
  assert_equal 'exit status of an option of another command' 2 "$STATUS"
}

test_removes_the_second_factor_of_an_account() {
  stand_in PAZ_ORCHESTRATOR_PORT '204 No Content' application/json ''
  paz unlock ada
  assert_equal 'exit status' 0 "$STATUS"
  assert_contains request 'DELETE /people/ada/second-factor ' "$(<"$TEST_FOLDER/request")"
  assert_contains request 'Authorization: Bearer sesame' "$(<"$TEST_FOLDER/request")"
  local words
  for words in unlock 'unlock ../x' 'unlock Ada' 'unlock ada bob'; do
    # shellcheck disable=SC2086 # words of a command line
    paz $words
    assert_equal "exit status of $words" 2 "$STATUS"
  done
}

run_tests "$@"
