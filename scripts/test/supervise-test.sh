#!/usr/bin/env bash
# The supervisor, with small processes as its parts.
. "$(dirname "$0")/assert.sh"
. "$ROOT/scripts/part.sh"

# part NAME COMMAND: defines a part that runs the shell command.
part() {
  export PAZ_PARTS_FOLDER=$TEST_FOLDER/parts
  mkdir -p "$PAZ_PARTS_FOLDER" "$PAZ_HOME/run" "$PAZ_HOME/logs"
  cat >"$PAZ_PARTS_FOLDER/$1.sh" <<PART
$1_command() { COMMAND=(bash -c '$2'); }
$1_can_start() { [[ ! -e $TEST_FOLDER/hold-$1 ]] || { echo 'the test'; return 1; }; }
PART
}

supervise() {
  setsid "$ROOT/scripts/supervise.sh" "$@" </dev/null >>"$PAZ_HOME/logs/supervisor.log" 2>&1 &
  await 5 part_alive supervisor || failed 'the supervisor did not start'
}

alive_pid() {
  await 5 part_alive "$1" || failed "$1 does not run"
  echo "$PROCESS_PID"
}

part_state() {
  read_part_state "$1"
  [[ $PART_STATE == "$2" ]]
}

# refreshed PART: as a command sees it, which has the supervisor write again what was lost.
refreshed() {
  wake_supervisor && part_alive "$1"
}

runs_as_other() {
  part_alive "$1" && [[ $PROCESS_PID != "$2" ]]
}

test_starts_again_a_part_that_was_killed() {
  part steady 'exec sleep 60'
  supervise steady
  local first
  first=$(alive_pid steady)
  kill -KILL "$first"
  assert 'the part was not started again' await 5 runs_as_other steady "$first"
  read_part_state steady
  assert_equal 'restarts' 1 "$PART_RESTARTS"
  assert_contains 'the log' 'steady ended, signal KILL; starts again in 0 s' "$(<"$PAZ_HOME/logs/supervisor.log")"
}

test_reports_a_part_that_keeps_dying() {
  part flapping 'echo cannot go on; exit 7'
  supervise flapping
  assert 'the part is not reported' await 15 part_state flapping failing
  read_part_state flapping
  assert_equal 'reason' 'exit status 7' "$PART_REASON"
  assert_equal 'deaths in a row' 3 "$PART_FAILURES"
  assert_contains "the part's log" 'cannot go on' "$(<"$PAZ_HOME/logs/flapping.log")"
}

test_takes_over_parts_after_its_own_death() {
  part steady 'exec sleep 60'
  supervise steady
  local first
  first=$(alive_pid steady)
  part_alive supervisor
  kill -KILL "$PROCESS_PID"
  assert 'the supervisor did not end' await 5 process_gone "$PAZ_HOME/run/supervisor.pid"
  supervise steady
  assert 'the part was not taken over' await 5 part_state steady running
  assert_equal 'pid' "$first" "$(alive_pid steady)"
  kill -KILL "$first"
  assert 'an adopted part was not started again' await 5 runs_as_other steady "$first"
}

test_runs_once() {
  part steady 'exec sleep 60'
  supervise steady
  local first status=0
  first=$(alive_pid steady)
  part_alive supervisor
  local supervisor=$PROCESS_PID
  "$ROOT/scripts/supervise.sh" steady </dev/null >/dev/null 2>&1 || status=$?
  assert_equal 'exit status of the second' 0 "$status"
  part_alive supervisor
  assert_equal 'supervisor' "$supervisor" "$PROCESS_PID"
  assert_equal 'part' "$first" "$(alive_pid steady)"
}

test_takes_no_other_process_for_a_part() {
  part steady 'exec sleep 60'
  sleep 60 &
  local stranger=$!
  # The pid is the stranger's, the start time is that of a process before it.
  printf '%s\n%s\n' "$stranger" "1 $(</proc/sys/kernel/random/boot_id)" >"$PAZ_HOME/run/steady.pid"
  supervise steady
  assert 'the part was not started' await 5 runs_as_other steady "$stranger"
  assert 'the stranger was ended' kill -0 "$stranger"
}

test_takes_no_process_of_another_boot_for_a_part() {
  mkdir -p "$PAZ_HOME/run"
  sleep 60 &
  write_pid_file "$PAZ_HOME/run/steady.pid" $!
  assert 'not alive before' part_alive steady
  sed -i '2s/ .*/ 00000000-0000-0000-0000-000000000000/' "$PAZ_HOME/run/steady.pid"
  assert 'alive after a reboot' process_gone "$PAZ_HOME/run/steady.pid"
}

test_waits_for_what_a_part_needs() {
  part late 'exec sleep 60'
  touch "$TEST_FOLDER/hold-late"
  supervise late
  assert 'not waiting' await 5 part_state late waiting
  read_part_state late
  assert_equal 'reason' 'the test' "$PART_REASON"
  rm "$TEST_FOLDER/hold-late"
  assert 'not started' await 5 part_alive late
}

test_leaves_the_parts_running_when_it_is_stopped() {
  part steady 'exec sleep 60'
  supervise steady
  local pid
  pid=$(alive_pid steady)
  stop_process "$PAZ_HOME/run/supervisor.pid" TERM 5
  assert_equal 'pid' "$pid" "$(alive_pid steady)"
}

test_parts_hold_neither_lock_nor_terminal() {
  part steady 'exec sleep 60'
  supervise steady
  local pid
  pid=$(alive_pid steady)
  await 5 runs_sleep "$pid"
  assert_equal 'session' "$pid" "$(ps -o sid= -p "$pid" | tr -d ' ')"
  assert_equal 'open files' '0 1 2' "$(find "/proc/$pid/fd" -mindepth 1 -printf '%f\n' | sort -n | xargs)"
}

runs_sleep() {
  [[ $(<"/proc/$1/comm") == sleep ]]
}

test_goes_on_when_the_disk_is_full_and_starts_the_parts_once_there_is_room() {
  small_disk 1m
  part steady 'exec sleep 60'
  part other 'exec sleep 60'
  supervise steady other
  local first supervisor
  first=$(alive_pid steady)
  alive_pid other >/dev/null
  part_alive supervisor
  supervisor=$PROCESS_PID
  fill_disk
  kill -KILL "$first"
  await 5 process_gone "$PAZ_HOME/run/steady.pid"
  # Longer than the supervisor takes for several turns.
  pause 1.5
  part_alive supervisor || failed "the supervisor died: $(tail -n 3 "$PAZ_HOME/logs/supervisor.log")"
  rm "$PAZ_HOME/filler"
  assert 'the part was not started when there was room' await 10 runs_as_other steady "$first"
  assert 'the state was not written again' await 5 part_state steady running
  part_alive supervisor
  assert_equal 'supervisor' "$supervisor" "$PROCESS_PID"
}

test_a_log_that_cannot_be_copied_is_cut() {
  small_disk 1m
  mkdir -p "$PAZ_HOME/logs" "$PAZ_HOME/run"
  . "$ROOT/scripts/rotate.sh"
  LOG_BYTES=100
  head -c 5000 /dev/urandom >"$PAZ_HOME/logs/part.log"
  fill_disk
  rotate_logs
  assert_equal 'size' 0 "$(stat -c %s "$PAZ_HOME/logs/part.log")"
  assert 'half a copy is kept' test ! -e "$PAZ_HOME/logs/part.log.1"
}

test_takes_no_second_start_when_a_pid_file_is_emptied_cut_or_removed() {
  part steady 'exec sleep 60'
  supervise steady
  local first damage
  assert 'not running' await 5 part_state steady running
  first=$(alive_pid steady)
  for damage in ': >' 'truncate -s 2' 'rm -f'; do
    eval "$damage \"$PAZ_HOME/run/steady.pid\""
    assert "after \"$damage\" the file was not written again" await 5 refreshed steady
    assert_equal "pid after \"$damage\"" "$first" "$PROCESS_PID"
    eval "$damage \"$PAZ_HOME/run/supervisor.pid\""
    assert "after \"$damage\" the supervisor's own was not written again" await 5 refreshed supervisor
  done
  assert_equal 'restarts' 0 "$(read_part_state steady && echo "$PART_RESTARTS")"
}

# looks: how often the supervisor went to sleep so far, and the processes that were started in this session.
sleeps_of() {
  awk '/^voluntary_ctxt_switches/ { print $2 }' "/proc/$1/status"
}

children_of() {
  pgrep -P "$1" | sort | xargs
}

test_sleeps_until_something_happens() {
  part steady 'exec sleep 60'
  supervise steady
  local supervisor sleeps children
  assert 'not running' await 5 part_state steady running
  part_alive supervisor
  supervisor=$PROCESS_PID
  # Its log was written just now, and is looked at once more.
  wake_supervisor
  pause 1
  sleeps=$(sleeps_of "$supervisor") children=$(children_of "$supervisor")
  pause 4
  (($(sleeps_of "$supervisor") - sleeps <= 2)) || failed "it woke $(($(sleeps_of "$supervisor") - sleeps)) times within 4 s (expected: at most 2)"
  assert_equal 'its processes' "$children" "$(children_of "$supervisor")"
}

# The one that waits for ends is ended itself: the next look puts it back, and a part that ended meanwhile is seen in that look.
test_misses_no_end_when_its_watcher_was_killed() {
  part steady 'exec sleep 60'
  supervise steady
  local first watcher
  assert 'not running' await 5 part_state steady running
  first=$(alive_pid steady)
  part_alive supervisor
  watcher=$(pgrep -P "$PROCESS_PID" -f process-end.pl)
  kill -KILL "$watcher"
  kill -KILL "$first"
  wake_supervisor
  assert 'the part was not started again' await 5 runs_as_other steady "$first"
  await 5 pgrep -P "$(head -n 1 "$PAZ_HOME/run/supervisor.pid")" -f process-end.pl >/dev/null || failed 'nothing waits for ends'
}

test_leaves_nothing_that_waits_when_it_was_killed() {
  part steady 'exec sleep 60'
  supervise steady
  assert 'not running' await 5 part_state steady running
  part_alive supervisor
  local watcher
  watcher=$(pgrep -P "$PROCESS_PID" -f process-end.pl)
  kill -KILL "$PROCESS_PID"
  assert 'the process that waited for ends goes on' await 5 ended "$watcher"
}

ended() {
  ! kill -0 "$1" 2>/dev/null
}

test_reads_a_state_that_was_cut_at_any_byte() {
  mkdir -p "$PAZ_HOME/run"
  write_part_state steady failing 12 3 'exit status 7'
  local whole length
  whole=$(cat "$PAZ_HOME/run/steady.state")
  for ((length = 0; length <= ${#whole}; length++)); do
    printf '%s' "${whole:0:length}" >"$PAZ_HOME/run/steady.state"
    read_part_state steady
    : $((PART_RESTARTS + PART_FAILURES))
  done
  # shellcheck disable=SC2016
  printf 'failing\nRESTARTS[$(touch %s/ran)]\n' "$TEST_FOLDER" >"$PAZ_HOME/run/steady.state"
  read_part_state steady
  : $((PART_RESTARTS + 1))
  assert_equal 'what is no number' 0 "$PART_RESTARTS"
  assert 'the file was run' test ! -e "$TEST_FOLDER/ran"
}

test_bounds_the_logs() {
  part talker 'while :; do printf "%01000d\n" 0; sleep 0.01; done'
  export PAZ_LOG_BYTES=20000
  supervise talker
  assert 'not rotated' await 30 test -e "$PAZ_HOME/logs/talker.log.1"
  stop_process "$PAZ_HOME/run/supervisor.pid" TERM 5
  assert 'the part lost its log' await 5 test -s "$PAZ_HOME/logs/talker.log"
}

run_tests "$@"
