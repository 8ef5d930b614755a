# Sets up, then runs every test: the shell's and Maven's. The last line says how many passed, failed and were skipped.

command_test() {
  RESULTS=$ROOT/target/test
  rm -rf "$RESULTS"
  mkdir -p "$RESULTS"
  SETUP_LOG=$RESULTS/setup.log
  PAZ_HOME=$RESULTS/home
  trap 'stop_engine_of_tests; on_exit' EXIT
  step 'Look for what is needed' install_missing "${RUN_NEEDS[@]}" "${TEST_NEEDS[@]}"
  step 'Look for a Docker engine' engine_for_tests
  mkdir -p "$PAZ_HOME/logs"
  step 'Make the demo image' make_demo_image
  PASSED=0 FAILED=0 SKIPPED=0 BROKEN=''
  run_shell_tests
  run_maven_tests
  summarise
}

# Where no engine runs, one is started for the tests, and stopped after them.
engine_for_tests() {
  PAZ_HOST_IP=''
  mkdir -p "$PAZ_HOME/run" "$PAZ_HOME/logs"
  use_docker
  [[ $DOCKER_OURS == yes ]] || return 0
  load_part dockerd
  dockerd_can_start >/dev/null
  dockerd_command
  setsid "${COMMAND[@]}" </dev/null >>"$(part_log dockerd)" 2>&1 &
  write_pid_file "$PAZ_HOME/run/dockerd.pid" $!
  await 60 dockerd_ready || fail 'Docker engine did not start' "$(part_log dockerd)"
  DONE='Docker engine started for the tests'
}

stop_engine_of_tests() {
  [[ ! -e $PAZ_HOME/run/dockerd.pid ]] || stop_process "$PAZ_HOME/run/dockerd.pid" TERM 20
}

run_shell_tests() {
  local file name log
  for file in "$ROOT"/scripts/test/*-test.sh; do
    name=$(basename "$file" .sh)
    log=$RESULTS/$name.log
    step "scripts: $name" run_to_log "$log" "$file"
    count_shell_results "$log" "$name"
  done
}

# run_to_log LOG COMMAND...: its failure is read from the log, not from its status.
run_to_log() {
  local log=$1
  shift
  "$@" >"$log" 2>&1 </dev/null || true
}

count_shell_results() {
  local passed failed skipped
  passed=$(grep -c '^ok ' "$1" || true)
  failed=$(grep -c '^not ok ' "$1" || true)
  skipped=$(grep -c '^skip ' "$1" || true)
  PASSED=$((PASSED + passed)) FAILED=$((FAILED + failed)) SKIPPED=$((SKIPPED + skipped))
  sed -n 's/^skip /skipped: /p' "$1" >>"$RESULTS/skipped"
  sed -n 's/^not ok /failed: /p' "$1" >>"$RESULTS/failed"
  ((passed + failed + skipped > 0)) || BROKEN+="$2 ran no tests; see $1"$'\n'
}

run_maven_tests() {
  local status=0 log=$RESULTS/maven.log
  find "$ROOT" -path "*/target/surefire-reports" -prune -exec rm -rf {} +
  choose_node "$RESULTS/node.log"
  [[ -z $PAGE ]] || printf 'skipped: the tests of the web page%s\n' "${PAGE#, without the web page}" >>"$RESULTS/skipped"
  (cd "$ROOT" && mvn -B -ntp ${NODE_ARGUMENT:+"$NODE_ARGUMENT"} --fail-at-end verify </dev/null 2>&1) | tee "$log" | show_modules || status=$?
  count_maven_results
  ((status == 0)) || tell_other_failures "$log"
}

# A failed test is named by its report. What else failed (a compiler, a linter) is told by what it said.
tell_other_failures() {
  local others
  others=$(awk -f "$ROOT/scripts/failures.awk" "$1")
  if [[ -z $others ]]; then
    ((MAVEN_FAILED == 0)) || return 0
    others=$(grep -E '^\[ERROR\]' "$1" | head -n 10)
  fi
  BROKEN+="Maven failed; see $1"$'\n'"$others"$'\n'
}

# One line a module, when it is through.
show_modules() {
  local line module='' began
  now_ms
  while IFS= read -r line; do
    if [[ $line =~ ^\[INFO\]\ Building\ (.+)\ +\[([0-9]+/[0-9]+)\]$ ]]; then
      end_module
      module="${BASH_REMATCH[2]} ${BASH_REMATCH[1]}"
      now_ms
      began=$NOW_MS
    elif [[ $line == '[INFO] Reactor Summary'* ]]; then
      end_module
      module=''
    fi
  done
  end_module
}

end_module() {
  [[ -n $module ]] || return 0
  now_ms
  seconds_text $((NOW_MS - began))
  printf '%-46s %8s\n' "$module" "$SECONDS_TEXT"
}

# The counts, the names of the skipped and of the failed, from Maven's reports. A report is XML, one element a line.
count_maven_results() {
  local reports=("$ROOT"/*/target/surefire-reports/TEST-*.xml) tests skipped
  MAVEN_FAILED=0
  [[ -e ${reports[0]} ]] || {
    BROKEN+="Maven ran no tests; see $RESULTS/maven.log"$'\n'
    return
  }
  read -r tests MAVEN_FAILED skipped < <(awk -f "$ROOT/scripts/surefire.awk" -v failed="$RESULTS/failed" -v skipped="$RESULTS/skipped" "${reports[@]}")
  PASSED=$((PASSED + tests - MAVEN_FAILED - skipped)) FAILED=$((FAILED + MAVEN_FAILED)) SKIPPED=$((SKIPPED + skipped))
}

summarise() {
  local status=0
  cat "$RESULTS/skipped" "$RESULTS/failed" 2>/dev/null || true
  [[ -z $BROKEN ]] || printf '%s' "$BROKEN"
  ((FAILED == 0 && PASSED > 0)) && [[ -z $BROKEN ]] || status=1
  [[ $status == 0 ]] || echo "Logs: $RESULTS"
  printf '%d passed, %d failed, %d skipped\n' "$PASSED" "$FAILED" "$SKIPPED"
  exit "$status"
}
