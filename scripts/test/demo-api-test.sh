#!/usr/bin/env bash
# The demo service: its answers as a process, its image as a container.
. "$(dirname "$0")/assert.sh"

# serve [NAME=VALUE...]: starts the server with this environment; its pid in SERVER, its address in ADDRESS.
serve() {
  free_port
  # The word of a server before it must not be taken for this one's.
  : >"$TEST_FOLDER/server.log"
  env PORT="$PORT" "$@" perl "$ROOT/demo-api/server.pl" >"$TEST_FOLDER/server.log" &
  SERVER=$!
  ADDRESS=http://127.0.0.1:$PORT
  await 30 grep -q listening "$TEST_FOLDER/server.log" || failed 'the server does not listen'
}

status_of() {
  curl -s -o /dev/null -w '%{http_code}' --max-time 5 "$@"
}

test_answers_what_it_is() {
  serve MESSAGE='Hello' PAZ_VERSION=3 PAZ_INSTANCE=2
  assert_equal / '{"message":"Hello","version":"3","instance":"2"}' "$(curl -s "$ADDRESS/")"
}

# as_json NAME MESSAGE JSON: the JSON string that a message becomes.
as_json() {
  serve MESSAGE="$2"
  assert_equal "$1" "{\"message\":$3,\"version\":\"\",\"instance\":\"\"}" "$(curl -s "$ADDRESS/")"
  kill "$SERVER"
}

test_escapes_any_message() {
  as_json quotes 'say "hi" \ bye' '"say \"hi\" \\ bye"'
  as_json newline $'two\nlines\ttab' '"two\u000alines\u0009tab"'
  as_json 'control characters' $'\x01\x1f\x7f' '"\u0001\u001f\u007f"'
  as_json unicode 'é 日本 🚀' '"é 日本 🚀"'
  as_json 'not UTF-8' $'a\xff\xfeb' $'"a\xef\xbf\xbd\xef\xbf\xbdb"'
  as_json 'a surrogate' $'\xed\xa0\x80' $'"\xef\xbf\xbd"'
  as_json 'shell and template' "\$(id) {{.X}} %i \${HOME} pa\$\$word" "\"\$(id) {{.X}} %i \${HOME} pa\$\$word\""
  as_json empty '' '""'
}

test_statuses() {
  serve
  assert_equal /health 200 "$(status_of "$ADDRESS/health")"
  assert_equal 'another path' 404 "$(status_of "$ADDRESS/other")"
  assert_equal POST 405 "$(status_of -d x=y "$ADDRESS/")"
  assert_equal HEAD 200 "$(status_of -I "$ADDRESS/")"
  assert_equal 'seconds missing' 400 "$(status_of "$ADDRESS/slow")"
  assert_equal 'seconds not a number' 400 "$(status_of "$ADDRESS/slow?seconds=x")"
  assert_equal 'seconds out of bounds' 400 "$(status_of "$ADDRESS/slow?seconds=31")"
  assert_equal 'a long head' 431 "$(status_of -H "X-Long: $(printf 'a%.0s' {1..20000})" "$ADDRESS/")"
  assert_equal 'not HTTP' 'HTTP/1.1 400 Bad Request' "$(printf 'hello\r\n\r\n' | timeout 5 bash -c "exec 3<>/dev/tcp/127.0.0.1/$PORT; cat >&3; head -n 1 <&3" | tr -d '\r')"
}

test_fails_as_often_as_told() {
  serve FAIL_RATE=1
  assert_equal always 500 "$(status_of "$ADDRESS/")"
  assert_equal 'health all the same' 200 "$(status_of "$ADDRESS/health")"
}

test_refuses_a_bad_environment() {
  local output
  output=$(env PORT=x perl "$ROOT/demo-api/server.pl" 2>&1) && failed 'it started'
  assert_equal message 'PORT: "x" (expected: a number from 0 to 65535)' "$output"
}

test_keeps_connections() {
  serve
  assert_equal 'connections for two requests' '1 0' "$(curl -s -o /dev/null -o /dev/null -w '%{num_connects} ' "$ADDRESS/" "$ADDRESS/health" | sed 's/ $//')"
}

test_finishes_open_requests_when_stopped() {
  serve
  local answers=$TEST_FOLDER/answers
  mkdir "$answers"
  for number in {1..64}; do
    status_of "$ADDRESS/slow?seconds=3" >"$answers/$number" &
  done
  await 5 connections 64 || failed 'not 64 connections'
  kill -TERM "$SERVER"
  await 1 refuses || failed 'still takes connections'
  local status=0
  wait "$SERVER" || status=$?
  wait
  assert_equal 'exit status' 0 "$status"
  assert_equal 'answers of 64' "$(printf '200%.0s' {1..64})" "$(cat "$answers"/*)"
  assert_equal 'its last line' 'stopped, 0 requests cut off' "$(tail -n 1 "$TEST_FOLDER/server.log")"
}

connections() {
  [[ $(ss -Htn state established "sport = :$PORT" | wc -l) == "$1" ]]
}

refuses() {
  ! (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null
}

test_stops_when_a_request_takes_too_long() {
  serve DRAIN_SECONDS=0.5
  status_of "$ADDRESS/slow?seconds=30" >/dev/null &
  await 5 connections 1
  kill -TERM "$SERVER"
  await 3 ended "$SERVER" || failed 'it did not end'
  assert_equal 'its last line' 'stopped, 1 requests cut off' "$(tail -n 1 "$TEST_FOLDER/server.log")"
}

ended() {
  ! process_identity "$1"
}

test_image_runs_and_stops_gently() {
  docker version >/dev/null 2>&1 || skip 'no Docker engine runs'
  local tag container address
  tag=paz-test/demo-api:$RANDOM$RANDOM
  "$ROOT/demo-api/build.sh" "$tag" >/dev/null
  container=$(docker run -d -e MESSAGE=boxed -e PAZ_VERSION=1 -e PAZ_INSTANCE=1 "$tag")
  # shellcheck disable=SC2064  # the names as they are now
  trap "docker rm -f $container >/dev/null; docker rmi $tag >/dev/null; clean_up" EXIT
  address=$(docker inspect -f '{{.NetworkSettings.IPAddress}}' "$container")
  await 5 curl -fs -o /dev/null "http://$address:8080/health" || failed 'the container does not answer'
  curl -s "http://$address:8080/slow?seconds=1" >"$TEST_FOLDER/slow" &
  local slow=$!
  await 5 open_request "$container" || failed 'no open request'
  docker stop -t 10 "$container" >/dev/null
  wait "$slow"
  assert_equal 'the open request' '{"message":"boxed","version":"1","instance":"1"}' "$(<"$TEST_FOLDER/slow")"
  assert_equal 'exit status' 0 "$(docker inspect -f '{{.State.ExitCode}}' "$container")"
}

# Port 8080 (1F90), established (01), as the container's own kernel table has it.
open_request() {
  grep -qE '^ *[0-9]+: [0-9A-F]+:1F90 [0-9A-F]+:[0-9A-F]{4} 01 ' "/proc/$(docker inspect -f '{{.State.Pid}}' "$1")/net/tcp"
}

run_tests "$@"
