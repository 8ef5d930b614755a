#!/usr/bin/env bash
# ShellCheck has nothing to say about any script of the project.
. "$(dirname "$0")/assert.sh"

test_shellcheck() {
  command -v shellcheck >/dev/null || skip 'shellcheck is not installed'
  cd "$ROOT" || exit
  assert 'shellcheck found something' shellcheck paz .ci/run demo-api/build.sh haproxy-confd/*.sh test/*.sh scripts/*.sh scripts/*/*.sh
}

test_scripts_stay_small() {
  local file lines
  for file in "$ROOT"/paz "$ROOT"/test/*.sh "$ROOT"/scripts/*.sh "$ROOT"/scripts/*/*.sh; do
    lines=$(wc -l <"$file")
    assert "$file has $lines lines (expected: at most 400)" test "$lines" -le 400
  done
}

run_tests "$@"
