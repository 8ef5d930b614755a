# What the shell tests share: a home of their own, free ports, assertions, and one result line a test.
#
# A test file defines functions test_* and ends with run_tests "$@"; its arguments, when it has some, are the tests to
# run. Results go to stdout as "ok NAME", "not ok NAME: WHY" and
# "skip NAME: WHY".
set -euo pipefail
export LC_ALL=C.UTF-8
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
PATH=$PATH:/usr/sbin:/sbin
# shellcheck source=../process.sh
. "$ROOT/scripts/process.sh"

run_tests() {
  local name status=0 file names=("$@")
  file=$(basename "$0" .sh)
  (($# > 0)) || mapfile -t names < <(compgen -A function test_)
  for name in "${names[@]}"; do
    run_test "$name" "$file.${name#test_}" || status=1
  done
  return "$status"
}

# Each test runs in a process of its own, with a home of its own and, as everywhere, Paz's own supervisor; whatever it started is gone when it ends.
run_test() {
  local why output status=0
  output=$(mktemp)
  (run_isolated "$1") >"$output" 2>&1 || status=$?
  why=$(grep -E '^(WHY|SKIP) ' "$output" | head -n 1 | cut -d ' ' -f 2- || true)
  case $status in
    0) echo "ok $2" ;;
    77) echo "skip $2: $why" ;;
    *)
      echo "not ok $2: ${why:-exit status $status}"
      sed 's/^/  | /' "$output"
      ;;
  esac
  rm -f "$output"
  [[ $status == 0 || $status == 77 ]]
}

run_isolated() {
  unset "${!PAZ_@}"
  TEST_FOLDER=$(mktemp -d /tmp/paz-test.XXXXXX)
  export PAZ_HOME=$TEST_FOLDER/home PAZ_SUPERVISOR=paz
  trap clean_up EXIT
  "$1"
}

clean_up() {
  stop_started
  rm -rf "$TEST_FOLDER"
}

stop_started() {
  local file
  for file in "$PAZ_HOME/run/supervisor.pid" "$PAZ_HOME"/run/*.pid; do
    stop_process "$file" TERM 5 || true
  done
  jobs -p | xargs -r kill 2>/dev/null || true
}

# small_disk SIZE: PAZ_HOME on a disk of its own.
small_disk() {
  mkdir -p "$PAZ_HOME"
  mount -t tmpfs -o size="$1" paz-test "$PAZ_HOME" 2>/dev/null || skip 'a small file system cannot be mounted here'
  trap clean_up_disk EXIT
}

clean_up_disk() {
  rm -f "$PAZ_HOME/filler"
  stop_started
  umount -l "$PAZ_HOME"
  rm -rf "$TEST_FOLDER"
}

fill_disk() {
  dd if=/dev/zero of="$PAZ_HOME/filler" bs=4096 2>/dev/null || true
  printf x >"$PAZ_HOME/run/probe" 2>/dev/null && failed 'the disk is not full'
  rm -f "$PAZ_HOME/run/probe"
}

assert() {
  local what=$1
  shift
  "$@" || failed "$what"
}

assert_equal() {
  [[ $2 == "$3" ]] || failed "$1: \"$3\" (expected: \"$2\")"
}

# assert_contains WHAT PART TEXT
assert_contains() {
  [[ $3 == *"$2"* ]] || failed "$1: \"$3\" (expected: to contain \"$2\")"
}

failed() {
  echo "WHY $1"
  exit 1
}

skip() {
  echo "SKIP $1"
  exit 77
}

# paz ARGUMENT...: runs the launcher; its output in OUTPUT, its status in STATUS.
paz() {
  STATUS=0
  OUTPUT=$("$ROOT/paz" "$@" 2>&1 </dev/null) || STATUS=$?
}

# free_port: one that nobody listens on, in PORT, and that was not given before. Tests that run at once have different
# SHARE_OF_PORTS, and choose from different ports. Those below are the Java tests' (FreePort).
free_port() {
  while :; do
    PORT=$((24000 + ${SHARE_OF_PORTS:-0} % 20 * 400 + RANDOM % 400))
    [[ " ${GIVEN_PORTS:-} " != *" $PORT "* && -z $(ss -Hltn "sport = :$PORT") ]] || continue
    GIVEN_PORTS="${GIVEN_PORTS:-} $PORT"
    return
  done
}
