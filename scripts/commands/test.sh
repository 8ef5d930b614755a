# Sets up, then runs every test, or a part: the shell's and Maven's. The last line says how many passed, failed and were skipped.

# They mostly wait.
SHELL_TESTS_AT_ONCE=2
SLOWEST_SHOWN=10

command_test() {
  local shell_tests
  choose_tests "$TEST_PART"
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
  run_shell_tests &
  shell_tests=$!
  [[ $RUN_MAVEN == no ]] || run_maven_tests
  wait "$shell_tests"
  count_all_shell_results
  summarise
}

# choose_tests NAME: what to run, in SHELL_TESTS, RUN_MAVEN and PART_ARGUMENTS, which Maven gets. NAME is a module, a test class
# or a shell test; without it, all are run. Modules that a part needs are built, and their tests are left out.
choose_tests() {
  local classes=()
  SHELL_TESTS=() RUN_MAVEN=yes PART_ARGUMENTS=()
  if [[ -z $1 ]]; then
    # The biggest first, which take longest.
    mapfile -t SHELL_TESTS < <(ls -S "$ROOT"/scripts/test/*-test.sh)
  elif [[ ! $1 =~ ^[A-Za-z0-9-]+$ ]]; then
    unknown_tests "$1"
  elif [[ -f $ROOT/scripts/test/$1.sh ]]; then
    SHELL_TESTS=("$ROOT/scripts/test/$1.sh") RUN_MAVEN=no
  elif [[ -f $ROOT/$1/pom.xml ]]; then
    mapfile -t classes < <(find "$ROOT/$1/src/test/java" -name '*Test.java' 2>/dev/null | sort)
    choose_classes "$ROOT/$1" "${classes[@]}"
  else
    mapfile -t classes < <(find "$ROOT"/*/src/test/java -name "$1.java" | sort)
    ((${#classes[@]} > 0)) || unknown_tests "$1"
    choose_classes "${classes[@]%%/src/test/*}" "${classes[@]}"
  fi
}

unknown_tests() {
  usage_error "There are no tests \"$1\" (expected: a module, as scheduler; a test class, as JarTest; a shell test, as up-test)."
}

# choose_classes FOLDER_OR_FILE...: the folders are modules to build, the files are test classes to run.
choose_classes() {
  local path modules='' tests=''
  for path in "$@"; do
    if [[ $path == *.java ]]; then
      path=${path#*/src/test/java/}
      path=${path%.java}
      tests+=",${path//\//.}"
    else
      modules+=",${path##*/}"
    fi
  done
  PART_ARGUMENTS=(-am -pl "${modules#,}" -Dtest="${tests#,}" -Dsurefire.failIfNoSpecifiedTests=false)
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

# Several at once, beside Maven, each with ports of its own; a line for each, when it is through. In a subshell, which has no
# other jobs.
run_shell_tests() (
  share=0
  for file in "${SHELL_TESTS[@]}"; do
    while mapfile -t running < <(jobs -rp) && ((${#running[@]} >= SHELL_TESTS_AT_ONCE)); do
      wait -n || true
    done
    run_shell_test "$file" $((share++)) &
  done
  wait
)

count_all_shell_results() {
  local file
  for file in "${SHELL_TESTS[@]}"; do
    file=$(basename "$file" .sh)
    count_shell_results "$RESULTS/$file.log" "$file"
  done
}

# run_shell_test FILE SHARE
run_shell_test() {
  local name began
  name=$(basename "$1" .sh)
  now_ms
  began=$NOW_MS
  SHARE_OF_PORTS=$2 run_to_log "$RESULTS/$name.log" "$1"
  show_took "scripts: $name" "$began"
  printf '%s %s\n' $((NOW_MS - began)) "$name" >>"$RESULTS/times"
}

# show_took WHAT BEGAN
show_took() {
  now_ms
  seconds_text $((NOW_MS - $2))
  printf '%-46s %8s\n' "$1" "$SECONDS_TEXT"
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

# A failed test counts by its report, and keeps no other module's tests from being run.
run_maven_tests() {
  local status=0 log=$RESULTS/maven.log
  find "$ROOT" -path "*/target/surefire-reports" -prune -exec rm -rf {} +
  choose_node "$RESULTS/node.log"
  [[ -z $PAGE ]] || printf 'skipped: the tests of the web page%s\n' "${PAGE#, without the web page}" >>"$RESULTS/skipped"
  (cd "$ROOT" && mvn -B -ntp ${NODE_ARGUMENT:+"$NODE_ARGUMENT"} --fail-at-end -Dmaven.test.failure.ignore=true verify "${PART_ARGUMENTS[@]}" </dev/null 2>&1) | tee "$log" | show_modules || status=$?
  count_maven_results
  ((status == 0)) || tell_other_failures "$log"
}

# A failed test is named by its report. What else failed (a compiler, a linter) is told by what it said.
tell_other_failures() {
  local others
  others=$(awk -f "$ROOT/scripts/failures.awk" "$1")
  [[ -n $others ]] || others=$(grep -E '^\[ERROR\]' "$1" | head -n 10)
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
  [[ -z $module ]] || show_took "$module" "$began"
}

# The counts, the names of the skipped and of the failed, from Maven's reports. A report is XML, one element a line.
count_maven_results() {
  local reports=("$ROOT"/*/target/surefire-reports/TEST-*.xml) tests skipped
  MAVEN_FAILED=0
  [[ -e ${reports[0]} ]] || {
    BROKEN+="Maven ran no tests; see $RESULTS/maven.log"$'\n'
    return
  }
  read -r tests MAVEN_FAILED skipped < <(awk -f "$ROOT/scripts/surefire.awk" -v failed="$RESULTS/failed" -v skipped="$RESULTS/skipped" -v times="$RESULTS/times" "${reports[@]}")
  PASSED=$((PASSED + tests - MAVEN_FAILED - skipped)) FAILED=$((FAILED + MAVEN_FAILED)) SKIPPED=$((SKIPPED + skipped))
}

summarise() {
  local status=0
  show_slowest
  cat "$RESULTS/skipped" "$RESULTS/failed" 2>/dev/null || true
  [[ -z $BROKEN ]] || printf '%s' "$BROKEN"
  ((FAILED == 0 && PASSED > 0)) && [[ -z $BROKEN ]] || status=1
  [[ $status == 0 ]] || echo "Logs: $RESULTS"
  printf '%d passed, %d failed, %d skipped\n' "$PASSED" "$FAILED" "$SKIPPED"
  exit "$status"
}

# Of the test classes, and of the shell tests.
show_slowest() {
  local took name
  [[ -e $RESULTS/times ]] || return 0
  while read -r took name; do
    seconds_text "$took"
    printf 'slowest: %-55s %8s\n' "$name" "$SECONDS_TEXT"
  done < <(sort -rn "$RESULTS/times" | sed "${SLOWEST_SHOWN}q")
}
