#!/usr/bin/env bash
# `certificates`, with a stand-in for the orchestrator.
. "$(dirname "$0")/assert.sh"
# shellcheck source=stand-in.sh
. "$(dirname "$0")/stand-in.sh"

test_lists_the_certificates_as_the_orchestrator_shows_them() {
  stand_in PAZ_ORCHESTRATOR_PORT '200 OK' text/plain 'DAYS LEFT  SOURCE'
  paz certificates
  assert_equal 'exit status' 0 "$STATUS"
  assert_equal output 'DAYS LEFT  SOURCE' "$OUTPUT"
  assert_contains request 'GET /certificates ' "$(<"$TEST_FOLDER/request")"
  assert_contains request 'Accept: text/plain' "$(<"$TEST_FOLDER/request")"
}

test_uploads_chain_and_key_from_files() {
  stand_in PAZ_ORCHESTRATOR_PORT '200 OK' application/json '{"doc":{}}'
  printf -- '-----BEGIN CERTIFICATE-----\r\nAB"\\C\r\n' >"$TEST_FOLDER/chain.pem"
  printf -- '-----BEGIN PRIVATE KEY-----\nSECRET\n' >"$TEST_FOLDER/key.pem"
  paz certificates upload shop.example.org --chain "$TEST_FOLDER/chain.pem" --key="$TEST_FOLDER/key.pem"
  assert_equal 'exit status' 0 "$STATUS"
  assert_contains request 'PUT /certificates/shop.example.org ' "$(<"$TEST_FOLDER/request")"
  assert_contains request 'Authorization: Bearer sesame' "$(<"$TEST_FOLDER/request")"
  assert_contains body '{"chain":"-----BEGIN CERTIFICATE-----\nAB\"\\C","key":"-----BEGIN PRIVATE KEY-----\nSECRET"}' "$(<"$TEST_FOLDER/request")"
}

test_removes_a_certificate() {
  stand_in PAZ_ORCHESTRATOR_PORT '204 No Content' application/json ''
  paz certificates remove shop.example.org
  assert_equal 'exit status' 0 "$STATUS"
  assert_contains request 'DELETE /certificates/shop.example.org ' "$(<"$TEST_FOLDER/request")"
}

test_says_why_the_orchestrator_refuses() {
  stand_in PAZ_ORCHESTRATOR_PORT '400 Bad Request' application/json '{"code":"invalid_certificate","message":"chain: 0 blocks CERTIFICATE (expected: 1)"}'
  echo text >"$TEST_FOLDER/text"
  paz certificates upload shop --chain "$TEST_FOLDER/text" --key "$TEST_FOLDER/text"
  assert_equal 'exit status' 1 "$STATUS"
  assert_contains reason 'chain: 0 blocks CERTIFICATE (expected: 1)' "$OUTPUT"
}

test_refuses_what_is_no_id_file_or_word() {
  local words
  echo text >"$TEST_FOLDER/text"
  printf 'a\001b' >"$TEST_FOLDER/binary"
  for words in burn 'list x' remove 'remove ../x' 'remove Shop' 'upload' 'upload shop' "upload shop --chain $TEST_FOLDER/text" \
    "upload shop --chain $TEST_FOLDER/text --key $TEST_FOLDER/none" "upload shop --chain $TEST_FOLDER/binary --key $TEST_FOLDER/text" \
    "upload shop --chain $TEST_FOLDER --key $TEST_FOLDER/text" 'remove a b' 'remove a.'; do
    # shellcheck disable=SC2086 # words of a command line
    paz certificates $words
    assert_equal "exit status of $words" 2 "$STATUS"
  done
  paz status --chain x
  assert_equal 'exit status of an option of another command' 2 "$STATUS"
}

run_tests "$@"
