#!/usr/bin/env bash
# What `./paz test` makes of the results: counts, names, exit status.
# shellcheck disable=SC2030,SC2031,SC2317  # each run is a subshell on purpose, with a ROOT and an mvn of its own
. "$(dirname "$0")/assert.sh"

# In a tree of its own: `mvn` is a function that leaves the reports of a run behind.
summary() {
  SUMMARY_STATUS=0
  SUMMARY=$(
    # shellcheck source=/dev/null
    for file in text process commands/test; do . "$ROOT/scripts/$file.sh"; done
    # shellcheck disable=SC2034  # read by run_maven_tests
    choose_node() { NODE_ARGUMENT='' PAGE=''; }
    cp -r "$ROOT/scripts" "$TEST_FOLDER/scripts"
    ROOT=$TEST_FOLDER
    RESULTS=$TEST_FOLDER/results
    mkdir -p "$RESULTS" "$ROOT/store/target/surefire-reports"
    echo stale >"$ROOT/store/target/surefire-reports/TEST-io.paz.Stale.xml"
    PASSED=0 FAILED=0 SKIPPED=0 BROKEN='' PART_ARGUMENTS=()
    printf '%b' "$SHELL_RESULTS" >"$RESULTS/shell.log"
    count_shell_results "$RESULTS/shell.log" shell
    run_maven_tests
    summarise
  ) || SUMMARY_STATUS=$?
}

# maven STATUS TESTCASES: what Maven is to print and to leave behind.
maven() {
  MAVEN_STATUS=$1 MAVEN_TESTCASES=$2 MAVEN_OUTPUT='' MAVEN_TIME=1
  mvn() {
    mkdir -p "$ROOT/store/target/surefire-reports"
    [[ -z $MAVEN_TESTCASES ]] ||
      printf '<testsuite name="io.paz.X" time="%s" tests="9">\n%b</testsuite>\n' "$MAVEN_TIME" "$MAVEN_TESTCASES" >"$ROOT/store/target/surefire-reports/TEST-io.paz.X.xml"
    printf '[INFO] Building paz-store 0.1.0                                           [2/9]\n[INFO] noise\n[INFO] Reactor Summary for Paz 0.1.0:\n'
    [[ -z $MAVEN_OUTPUT ]] || echo "$MAVEN_OUTPUT"
    ((MAVEN_STATUS == 0)) || echo '[ERROR] COMPILATION ERROR : /src/X.java:[3,1] oops'
    return "$MAVEN_STATUS"
  }
}

last_line() {
  tail -n 1 <<<"$SUMMARY"
}

GOOD='  <testcase name="a" classname="io.paz.X" time="0"/>\n  <testcase name="b" classname="io.paz.X" time="0">\n    <system-out><![CDATA[see <failure message="none"> here]]></system-out>\n  </testcase>\n'

test_all_good() {
  SHELL_RESULTS='ok shell.a\nok shell.b\n'
  maven 0 "$GOOD"
  summary
  assert_equal 'last line' '4 passed, 0 failed, 0 skipped' "$(last_line)"
  assert_equal 'exit status' 0 "$SUMMARY_STATUS"
  assert_contains 'a line for the module' '2/9 paz-store 0.1.0' "$SUMMARY"
}

test_a_failed_test_is_named_and_fails() {
  SHELL_RESULTS='ok shell.a\nnot ok shell.b: no reason\n'
  maven 1 "$GOOD  <testcase name=\"c\" classname=\"io.paz.X\">\n    <failure message=\"&#10;expected: &lt;1&gt;&#10; but was: 2\" type=\"t\"><![CDATA[trace]]></failure>\n  </testcase>\n"
  summary
  assert_equal 'last line' '3 passed, 2 failed, 0 skipped' "$(last_line)"
  assert_equal 'exit status' 1 "$SUMMARY_STATUS"
  assert_contains names 'failed: shell.b: no reason' "$SUMMARY"
  assert_contains names 'failed: io.paz.X.c: expected: <1>' "$SUMMARY"
}

test_a_failed_test_fails_although_maven_goes_on() {
  SHELL_RESULTS='ok shell.a\n'
  maven 0 "$GOOD  <testcase name=\"c\" classname=\"io.paz.X\">\n    <failure message=\"$(printf 'x%.0s' {1..5000})\" type=\"t\"/>\n  </testcase>\n"
  summary
  assert_equal 'last line' '3 passed, 1 failed, 0 skipped' "$(last_line)"
  assert_equal 'exit status' 1 "$SUMMARY_STATUS"
  assert_contains 'the beginning of its reason' "failed: io.paz.X.c: xxx" "$SUMMARY"
  assert_equal 'no long line' '' "$(grep -E '.{400}' <<<"$SUMMARY")"
}

test_skipped_ones_are_named_with_their_reason() {
  SHELL_RESULTS='ok shell.a\nskip shell.b: no engine\n'
  maven 0 "$GOOD  <testcase name=\"c\" classname=\"io.paz.X\">\n    <skipped message=\"PAZ_CONFD is not set\"/>\n  </testcase>\n"
  summary
  assert_equal 'last line' '3 passed, 0 failed, 2 skipped' "$(last_line)"
  assert_equal 'exit status' 0 "$SUMMARY_STATUS"
  assert_contains names 'skipped: shell.b: no engine' "$SUMMARY"
  assert_contains names 'skipped: io.paz.X.c: PAZ_CONFD is not set' "$SUMMARY"
}

test_a_build_that_fails_without_a_failed_test_fails() {
  SHELL_RESULTS='ok shell.a\n'
  maven 1 "$GOOD"
  summary
  assert_equal 'last line' '3 passed, 0 failed, 0 skipped' "$(last_line)"
  assert_equal 'exit status' 1 "$SUMMARY_STATUS"
  assert_contains reason 'COMPILATION ERROR : /src/X.java' "$SUMMARY"
}

test_what_another_tool_said_is_told_beside_a_failed_test() {
  SHELL_RESULTS='ok shell.a\n'
  maven 1 '  <testcase name="c" classname="io.paz.X">\n    <failure message="no"/>\n  </testcase>\n'
  MAVEN_OUTPUT='[INFO] Building paz-web-ui 0.1.0   [3/9]
page.test.ts
  301:1  error  File has too many lines
[INFO] Reactor Summary for Paz 0.1.0:
[ERROR] Failed to execute goal org.x:surefire:3:test (default-test) on project paz-store: There are test failures.
[ERROR] Failed to execute goal org.x:surefire:3:test (default-test) on project paz-test: 
[ERROR] Failed to execute goal org.x:exec:3:exec (check) on project paz-web-ui: Process exited with an error: 1 -> [Help 1]'
  summary
  assert_equal 'last line' '1 passed, 1 failed, 0 skipped' "$(last_line)"
  assert_contains 'the goal' 'exec (check) on project paz-web-ui' "$SUMMARY"
  assert_contains 'its words' 'File has too many lines' "$SUMMARY"
  assert_equal 'times that the failed test is told' 1 "$(grep -c 'surefire\|io.paz.X.c' <<<"$SUMMARY")"
}

test_no_tests_at_all_fail() {
  SHELL_RESULTS=''
  maven 0 ''
  summary
  assert_equal 'last line' '0 passed, 0 failed, 0 skipped' "$(last_line)"
  assert_equal 'exit status' 1 "$SUMMARY_STATUS"
  assert_contains reason 'shell ran no tests' "$SUMMARY"
  assert_contains reason 'Maven ran no tests' "$SUMMARY"
}

test_the_slowest_are_named_the_slowest_first() {
  SHELL_RESULTS='ok shell.a\n'
  maven 0 '  </testsuite>\n<testsuite name="io.paz.Y" time="3.5">\n  <testcase name="a" classname="io.paz.Y" time="0"/>\n'
  MAVEN_TIME=12.05
  summary
  assert_equal slowest "$(printf 'slowest: %-55s %8s\n' io.paz.X '12.0 s' io.paz.Y '3.5 s')" "$(grep '^slowest' <<<"$SUMMARY")"
  assert_equal 'last line' '2 passed, 0 failed, 0 skipped' "$(last_line)"
}

# chosen PART: what of the tests it stands for, in CHOSEN.
chosen() {
  CHOSEN=$(
    # shellcheck source=/dev/null
    for file in text arguments commands/test; do . "$ROOT/scripts/$file.sh"; done
    read_arguments test "$@"
    choose_tests "$TEST_PART"
    echo "maven $RUN_MAVEN: ${SHELL_TESTS[*]##*/} ${PART_ARGUMENTS[*]}"
  ) || true
}

test_a_part_is_a_module_a_class_or_a_shell_test() {
  chosen text-test
  assert_equal 'a shell test' 'maven no: text-test.sh ' "$CHOSEN"
  chosen JarTest
  assert_equal 'a class' 'maven yes:  -am -pl test -Dtest=io.paz.test.image.JarTest -Dsurefire.failIfNoSpecifiedTests=false' "$CHOSEN"
  chosen FreePortTest
  assert_contains 'a class of another module' ' -pl etcd -Dtest=io.paz.etcd.FreePortTest ' "$CHOSEN"
  chosen tasks
  assert_contains 'a module' " -pl tasks -Dtest=io.paz.task." "$CHOSEN"
  chosen
  assert_contains 'all' 'maven yes: ' "$CHOSEN"
  assert_contains 'all' ' up-test.sh ' "$CHOSEN"
  assert_contains 'all' ' text-test.sh' "$CHOSEN"
}

test_a_part_that_is_not_there_is_refused_before_anything_is_set_up() {
  local part
  for part in Nowhere ../store 'a b' 'x*'; do
    paz test "$part"
    assert_equal 'exit status' 2 "$STATUS"
    assert_contains 'the refusal' "There are no tests \"$part\"" "$OUTPUT"
  done
}

run_tests "$@"
