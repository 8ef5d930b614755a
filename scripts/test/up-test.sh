#!/usr/bin/env bash
# `up`, `status`, `down` and `destroy` with real etcd, HAProxy and Docker engine. In place of the JVM stands the demo
# service's server, once for each port, so that these tests need no build.
. "$(dirname "$0")/assert.sh"
. "$ROOT/scripts/part.sh"

stand_in_for_the_jvm() {
  export PAZ_PARTS_FOLDER=$TEST_FOLDER/parts
  mkdir -p "$PAZ_PARTS_FOLDER"
  cp "$ROOT"/scripts/parts/{etcd,haproxy,dockerd}.sh "$PAZ_PARTS_FOLDER"
  cat >"$PAZ_PARTS_FOLDER/paz.sh" <<'PART'
paz_prepare() { :; }
paz_can_start() { :; }
paz_command() { COMMAND=(bash "$PAZ_PARTS_FOLDER/stand-in"); }
paz_ready() { port_answers "$PAZ_ORCHESTRATOR_PORT" && port_answers "$PAZ_SERVICE_DIRECTORY_PORT" && port_answers "$PAZ_SCHEDULER_PORT" && port_answers "$PAZ_HOST_PORT"; }
paz_stop() { STOP_SIGNAL=TERM STOP_SECONDS=5; }
PART
  cat >"$PAZ_PARTS_FOLDER/stand-in" <<PART
cat >"\$PAZ_HOME/haproxy/haproxy.cfg" <<CFG
defaults
  mode http
  timeout client 5s
  timeout connect 1s
  timeout server 5s
frontend internal
  bind 127.0.0.1:\$PAZ_HTTP_PORT
  http-request return status 404
frontend statistics
  bind 127.0.0.1:\$PAZ_STATS_PORT
  stats enable
CFG
trap 'kill \$(jobs -p)' EXIT
trap 'exit 0' TERM
for port in \$PAZ_ORCHESTRATOR_PORT \$PAZ_SERVICE_DIRECTORY_PORT \$PAZ_SCHEDULER_PORT \$PAZ_HOST_PORT; do PORT=\$port setpriv --pdeathsig KILL perl "$ROOT/demo-api/server.pl" & done
wait
PART
  use_free_ports
}

use_free_ports() {
  local name
  for name in HTTP PUBLIC STATS ORCHESTRATOR SERVICE_DIRECTORY SCHEDULER HOST ETCD ETCD_PEER; do
    free_port
    export "PAZ_${name}_PORT=$PORT"
  done
}

up() {
  paz up --no-demo
  # shellcheck disable=SC2153  # set by the function paz
  assert_equal "paz up, which said: $OUTPUT; exit status" 0 "$STATUS"
}

pids() {
  local part
  for part in "$@"; do
    part_alive "$part" || failed "$part does not run"
    printf '%s=%s ' "$part" "$PROCESS_PID"
  done
}

# Processes of this home, whoever started them.
etcds_of_this_home() {
  pgrep -fc -- "^etcd .*--data-dir $PAZ_HOME/" || true
}

etcd_health() {
  local own=$PAZ_HOME/certificates/metrics
  curl -s --cacert "$own/ca.crt" --cert "$own/tls.crt" --key "$own/tls.key" "https://127.0.0.1:$PAZ_ETCD_PORT/health"
}

# What etcd should run as: root starts it as the user of its package.
user_of_etcd() {
  if ((EUID == 0)) && id etcd >/dev/null 2>&1; then echo etcd; else id -un; fi
}

test_starts_shows_and_stops() {
  stand_in_for_the_jvm
  up
  assert_contains 'up' 'etcd started' "$OUTPUT"
  assert_contains 'up' 'haproxy started' "$OUTPUT"
  assert_contains 'up' "http://127.0.0.1:$PAZ_STATS_PORT/" "$OUTPUT"
  assert_equal 'etcd health' '{"health":"true"}' "$(etcd_health)"
  assert_equal 'user of etcd' "$(user_of_etcd)" "$(ps -o user= -p "$(head -n 1 "$PAZ_HOME/run/etcd.pid")")"
  assert_equal 'HAProxy' 404 "$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$PAZ_HTTP_PORT/")"
  paz status
  assert_contains status 'etcd         running' "$OUTPUT"
  paz logs supervisor
  assert_contains logs 'watches etcd paz haproxy' "$OUTPUT"
  paz down
  assert_equal "down, which said: $OUTPUT; exit status" 0 "$STATUS"
  assert_equal 'etcd processes' 0 "$(etcds_of_this_home)"
  assert 'the data went' test -d "$PAZ_HOME/data/etcd/member"
  paz status
  assert_equal 'status when down' 3 "$STATUS"
}

test_second_up_changes_nothing() {
  stand_in_for_the_jvm
  up
  local before
  before=$(pids etcd paz haproxy supervisor)
  up
  assert_contains 'second up' 'Paz is up already.' "$OUTPUT"
  assert_equal 'processes' "$before" "$(pids etcd paz haproxy supervisor)"
  paz down
}

test_up_repairs_what_was_killed() {
  stand_in_for_the_jvm
  up
  local etcd
  etcd=$(pids etcd)
  for part in supervisor paz haproxy; do
    part_alive "$part"
    kill -KILL "$PROCESS_PID"
  done
  await 5 process_gone "$PAZ_HOME/run/supervisor.pid"
  up
  assert_equal 'etcd, which was not killed' "$etcd" "$(pids etcd)"
  assert_equal 'etcd processes' 1 "$(etcds_of_this_home)"
  paz status
  assert_contains status 'haproxy      running' "$OUTPUT"
  paz down
}

test_interrupted_up_can_be_taken_up_and_down() {
  stand_in_for_the_jvm
  setsid "$ROOT/paz" up --no-demo >/dev/null 2>&1 </dev/null &
  local up=$!
  await 20 part_alive etcd || failed 'etcd was not started'
  kill -TERM "$up"
  wait "$up" || true
  up
  assert_equal 'etcd processes' 1 "$(etcds_of_this_home)"
  paz down
  assert_equal "down, which said: $OUTPUT; exit status" 0 "$STATUS"
  assert_equal 'etcd processes' 0 "$(etcds_of_this_home)"
}

# As an older Paz started it: open, and known by its pid file.
open_etcd() {
  setsid etcd --name paz --data-dir "$PAZ_HOME/data/etcd" --listen-client-urls "http://127.0.0.1:$PAZ_ETCD_PORT" \
    --advertise-client-urls "http://127.0.0.1:$PAZ_ETCD_PORT" --listen-peer-urls "http://127.0.0.1:$PAZ_ETCD_PEER_PORT" \
    --initial-advertise-peer-urls "http://127.0.0.1:$PAZ_ETCD_PEER_PORT" --initial-cluster "paz=http://127.0.0.1:$PAZ_ETCD_PEER_PORT" \
    </dev/null >/dev/null 2>&1 &
  write_pid_file "$PAZ_HOME/run/etcd.pid" $!
  await 20 open_etcd_puts /paz/config/domain old.example || failed 'the open etcd takes no write'
}

open_etcd_puts() {
  ETCDCTL_API=3 etcdctl --endpoints="http://127.0.0.1:$PAZ_ETCD_PORT" --dial-timeout=1s --command-timeout=2s put "$@" >/dev/null 2>&1
}

test_an_open_etcd_is_taken_over_and_damaged_certificates_are_made_anew() {
  local before
  stand_in_for_the_jvm
  up
  paz down
  rm -rf "$PAZ_HOME"/{certificates,data/etcd}
  open_etcd
  up
  assert_equal 'value of before' old.example "$("$ROOT/paz" etcdctl get --print-value-only /paz/config/domain)"
  assert_equal 'user of etcd' "$(user_of_etcd)" "$(ps -o user= -p "$(head -n 1 "$PAZ_HOME/run/etcd.pid")")"
  assert 'etcd is open still' test -z "$(open_etcd_puts /paz/config/domain evil.example && echo open)"
  before=$(sha256sum <"$PAZ_HOME/certificates/etcd/tls.crt")
  : >"$PAZ_HOME/certificates/root/tls.key"
  up
  assert 'the certificates are the old ones' test "$before" != "$(sha256sum <"$PAZ_HOME/certificates/etcd/tls.crt")"
  assert_equal 'value after that' old.example "$("$ROOT/paz" etcdctl get --print-value-only /paz/config/domain)"
  assert_equal 'files for others' '' "$(find "$PAZ_HOME/certificates" -perm /077)"
  paz down
}

# etcd that is killed while it writes its first entries would start again, and never take a write.
test_platform_killed_while_etcd_begins() {
  stand_in_for_the_jvm
  local up begun
  for begun in 0 0.02 0.05 0.1 0.2; do
    setsid "$ROOT/paz" up --no-demo >/dev/null 2>&1 </dev/null &
    up=$!
    await 20 etcd_has_begun || failed 'etcd did not begin'
    pause "$begun"
    part_alive supervisor && kill -KILL "$PROCESS_PID" "$up"
    pkill -KILL -f -- "--data-dir $PAZ_HOME/" || true
    wait "$up" || true
  done
  up
  assert_equal 'etcd health' '{"health":"true"}' "$(etcd_health)"
  assert 'nothing of the beginnings is left' test ! -e "$PAZ_HOME/data/etcd.new"
  paz down
}

etcd_has_begun() {
  [[ -d $PAZ_HOME/data/etcd ]] || pgrep -f -- "--data-dir $PAZ_HOME/data/etcd.new " >/dev/null
}

test_two_at_once_start_one_platform() {
  stand_in_for_the_jvm
  "$ROOT/paz" up --no-demo >"$TEST_FOLDER/first" 2>&1 </dev/null &
  local first=$! status=0
  paz up --no-demo
  wait "$first" || status=$?
  assert_equal "both succeed; $(<"$TEST_FOLDER/first") $OUTPUT; exit statuses" '0 0' "$status $STATUS"
  assert_contains 'one of them' 'Paz is up already.' "$OUTPUT $(<"$TEST_FOLDER/first")"
  assert_equal 'etcd processes' 1 "$(etcds_of_this_home)"
  paz down
}

test_other_settings_need_a_restart() {
  stand_in_for_the_jvm
  up
  local running=$PAZ_HTTP_PORT
  free_port
  paz up --no-demo --http-port "$PORT"
  assert_contains up "Paz runs with PAZ_HTTP_PORT=$running, not $PORT; to change it: ./paz down, then ./paz up again" "$OUTPUT"
  assert_equal 'exit status' 1 "$STATUS"
  paz down
}

test_names_who_holds_a_port() {
  stand_in_for_the_jvm
  PORT=$PAZ_HTTP_PORT perl "$ROOT/demo-api/server.pl" >"$TEST_FOLDER/holder" &
  local holder=$!
  await 5 port_answers "$PAZ_HTTP_PORT"
  paz up --no-demo
  assert_contains up "Port $PAZ_HTTP_PORT is taken by perl (pid $holder); move Paz's with --http-port N or PAZ_HTTP_PORT=N." "$OUTPUT"
  assert_equal 'exit status' 1 "$STATUS"
  assert_equal 'etcd processes' 0 "$(etcds_of_this_home)"
  assert 'the holder was ended' kill -0 "$holder"
}

test_reports_a_part_that_does_not_start() {
  stand_in_for_the_jvm
  echo 'echo the stand-in has no heap >&2; exit 3' >"$PAZ_PARTS_FOLDER/stand-in"
  paz up --no-demo
  assert_equal 'exit status' 1 "$STATUS"
  assert_contains up 'Start paz: failed' "$OUTPUT"
  assert_contains up 'paz keeps dying (3 times in a row, exit status 3).' "$OUTPUT"
  assert_contains up "  the stand-in has no heap" "$OUTPUT"
  paz status
  assert_contains status 'keeps dying (exit status 3)' "$OUTPUT"
  assert_equal 'status of status' 1 "$STATUS"
  paz down
}

test_token_is_secret_and_stays() {
  stand_in_for_the_jvm
  up
  assert_equal mode 600 "$(stat -c %a "$PAZ_HOME/token")"
  assert_equal 'mode of the home' 700 "$(stat -c %a "$PAZ_HOME")"
  local token
  token=$(<"$PAZ_HOME/token")
  assert 'not 32 bytes in hex' grep -qxE '[0-9a-f]{64}' "$PAZ_HOME/token"
  assert 'the token is in a log' test -z "$(grep -l "$token" "$PAZ_HOME"/logs/*)"
  paz down
  up
  assert_equal token "$token" "$(<"$PAZ_HOME/token")"
  chmod 644 "$PAZ_HOME/token"
  paz down
  paz up --no-demo
  assert_contains up "has mode 644, so others can read it (expected: 600)" "$OUTPUT"
  paz down
}

test_names_a_token_file_that_cannot_be_made() {
  stand_in_for_the_jvm
  paz up --no-demo --token-file "$TEST_FOLDER/nowhere/token"
  assert_contains up "PAZ_TOKEN_FILE: $TEST_FOLDER/nowhere/token cannot be made" "$OUTPUT"
  assert_equal 'exit status' 1 "$STATUS"
}

parts_run() {
  refresh_pid_files
  local part
  for part in supervisor etcd paz haproxy; do
    part_alive "$part" || return 1
  done
  port_answers "$PAZ_HTTP_PORT" && port_answers "$PAZ_SCHEDULER_PORT"
}

test_full_disk_ends_no_part_for_good() {
  small_disk 300m
  stand_in_for_the_jvm
  up
  local before part
  before=$(pids supervisor)
  fill_disk
  for part in paz haproxy; do
    part_alive "$part"
    kill -KILL "$PROCESS_PID"
    await 5 process_gone "$PAZ_HOME/run/$part.pid"
  done
  paz up --no-demo
  assert_contains 'up on a full disk' "PAZ_HOME: $PAZ_HOME cannot be written: 0 free on $PAZ_HOME. Make room, then run ./paz up again" "$OUTPUT"
  paz status
  assert_equal 'exit status of status' 1 "$STATUS"
  assert_contains 'status on a full disk' 'supervisor   running' "$OUTPUT"
  assert_contains 'status on a full disk' 'haproxy      waits for room on the disk' "$OUTPUT"
  rm "$PAZ_HOME/filler"
  assert 'not all parts came back when there was room' await 30 parts_run
  assert_equal supervisor "$before" "$(pids supervisor)"
  fill_disk
  paz down
  assert_equal "down on a full disk, which said: $OUTPUT; exit status" 0 "$STATUS"
  assert_equal 'etcd processes' 0 "$(etcds_of_this_home)"
}

# damage HOW: every small file that the commands read, all at once.
damage() {
  local file
  for file in "$PAZ_HOME"/run/{settings,parts,lock,*.pid,*.state,*.lock} "$PAZ_HOME/.paz-home"; do
    case $1 in
      empty) : >"$file" ;;
      cut) truncate -s "$(($(stat -c %s "$file") / 2))" "$file" ;;
      remove) rm -f "$file" ;;
    esac
  done
}

test_small_files_may_be_emptied_cut_and_removed_under_a_running_platform() {
  stand_in_for_the_jvm
  up
  local before how name
  before=$(pids etcd paz haproxy supervisor)
  # What was given to up is nowhere else any more.
  for name in HTTP PUBLIC STATS ORCHESTRATOR SERVICE_DIRECTORY SCHEDULER HOST ETCD ETCD_PEER; do
    export -n "PAZ_${name}_PORT"
  done
  for how in empty cut remove; do
    damage "$how"
    assert "$how: the pid files did not come back" await 10 parts_run
    paz status
    assert_contains "$how: status" 'haproxy      running' "$OUTPUT"
    paz up --no-demo
    assert_contains "$how: up" 'Paz is up already.' "$OUTPUT"
    assert_contains "$how: the port that up was given" "http://127.0.0.1:$PAZ_STATS_PORT/" "$OUTPUT"
    assert_equal "$how: processes" "$before" "$(pids etcd paz haproxy supervisor)"
  done
  damage remove
  paz down
  assert_equal "down, which said: $OUTPUT; exit status" 0 "$STATUS"
  assert_equal 'etcd processes' 0 "$(etcds_of_this_home)"
  assert 'haproxy runs' test -z "$(pgrep -f "haproxy -W -S $PAZ_HOME/")"
}

# With nobody left to write them again: the processes are found by what only they have on their command line.
test_processes_without_pid_files_are_found_again() {
  stand_in_for_the_jvm
  up
  local before
  before=$(pids etcd haproxy)
  part_alive supervisor
  kill -KILL "$PROCESS_PID"
  await 5 process_gone "$PAZ_HOME/run/supervisor.pid"
  rm -f "$PAZ_HOME"/run/{etcd,haproxy,supervisor}.pid
  up
  assert_equal processes "$before" "$(pids etcd haproxy)"
  assert_equal 'etcd processes' 1 "$(etcds_of_this_home)"
  paz down
}

test_token_that_is_empty_is_made_anew_and_one_that_was_cut_is_named() {
  stand_in_for_the_jvm
  mkdir -p "$PAZ_HOME"
  (umask 077 && : >"$PAZ_HOME/token")
  up
  assert_equal 'length' 64 "$(wc -c <"$PAZ_HOME/token")"
  paz down
  truncate -s 9 "$PAZ_HOME/token"
  paz up --no-demo
  assert_contains up 'holds 9 characters (expected: at least 16); it may have been cut. Remove it, and ./paz up makes another one' "$OUTPUT"
  paz down
}

test_destroy_asks_and_removes() {
  stand_in_for_the_jvm
  up
  paz destroy
  assert_contains 'destroy without an answer' 'nothing was changed' "$OUTPUT"
  pids etcd >/dev/null
  paz destroy --yes
  assert_equal "destroy, which said: $OUTPUT; exit status" 0 "$STATUS"
  assert 'the home is still there' test ! -e "$PAZ_HOME"
  assert_equal 'etcd processes' 0 "$(etcds_of_this_home)"
}

test_leaves_foreign_folders_alone() {
  mkdir "$PAZ_HOME"
  touch "$PAZ_HOME/thesis.tex"
  paz destroy --yes
  assert_contains destroy "does not look like Paz's" "$OUTPUT"
  assert_equal 'exit status' 1 "$STATUS"
  paz up --no-demo
  assert_contains up "holds other things than Paz's" "$OUTPUT"
  assert 'the folder was changed' test "$(ls -A "$PAZ_HOME")" = thesis.tex
}

run_tests "$@"
