#!/usr/bin/env bash
# What `status` reads from the services' answers.
. "$(dirname "$0")/assert.sh"
# shellcheck source=/dev/null
. "$ROOT/scripts/commands/status.sh"

test_finds_the_services() {
  assert_equal names 'demo-api web' "$(service_names '{"doc":[{"name":"demo-api","description":"[{\"name\":\"no\"","config":{"env":{"name":"no"},"ports":[{"container":80},{"container":81}],"healthCheck":{"path":"/"}}},{"name":"web","config":{"env":{}}}]}' | xargs)"
  assert_equal 'names of none' '' "$(service_names '{"doc":[]}')"
}

# What the scheduler answers to /services, as text.
answer_serving() {
  # shellcheck disable=SC2317
  api() {
    API_STATUS=200 API_BODY=$ANSWER
  }
  # shellcheck disable=SC2034
  PAZ_SCHEDULER_PORT=9002 PAZ_HTTP_PORT=8080 TROUBLE=0
  ANSWER=$1
  read_serving
}

test_says_which_instances_do_not_serve_and_why() {
  answer_serving $'service web running 0 1\nproblem web web-1-1 since 2026-01-02T03:04:05Z: unhealthy: GET /health answers 500\nservice web-two running 1 1'
  show_service web >"$TEST_FOLDER/web"
  assert_equal web "$(printf '%-40s %-16s %-10s %s\n  web-1-1 since 2026-01-02T03:04:05Z: unhealthy: GET /health answers 500' web 'not serving' '0 of 1' http://web.localhost:8080/)" "$(<"$TEST_FOLDER/web")"
  assert_equal 'trouble' 1 "$TROUBLE"
  assert_equal web-two "$(printf '%-40s %-16s %-10s %s' web-two running '1 of 1' http://web-two.localhost:8080/)" "$(show_service web-two)"
  assert_contains 'one that was never deployed' 'not deployed' "$(show_service other)"
}

test_what_a_service_does_is_not_known_while_the_scheduler_does_not_answer() {
  # shellcheck disable=SC2317
  api() {
    API_STATUS=000 API_BODY=''
  }
  # shellcheck disable=SC2034
  PAZ_SCHEDULER_PORT=9002 PAZ_HTTP_PORT=8080
  if read_serving; then fail 'it is said to be known'; fi
  assert_equal web "$(printf '%-40s %-16s %-10s %s' web 'not known' - http://web.localhost:8080/)" "$(show_service web)"
}

test_what_was_stopped_or_is_under_way_is_no_trouble() {
  answer_serving $'service web stopped 0 0\nservice api deploy 1 2\nproblem api api-1-2: missing: no host has it\nservice job scale 1 1'
  show_service web >"$TEST_FOLDER/out"
  show_service api >>"$TEST_FOLDER/out"
  show_service job >>"$TEST_FOLDER/out"
  assert_contains stopped 'stopped          0 of 0' "$(<"$TEST_FOLDER/out")"
  assert_contains deploying 'deploying        1 of 2' "$(<"$TEST_FOLDER/out")"
  assert_contains scaling 'scaling          1 of 1' "$(<"$TEST_FOLDER/out")"
  assert_equal trouble 0 "$TROUBLE"
}

test_tells_drift_in_one_line_if_there_is_any() {
  assert_equal none '' "$(drift_line '{"doc":{"state":"known","checkedAt":1,"findings":[]}}')"
  assert_equal off '' "$(drift_line '{"doc":{"state":"off","findings":[]}}')"
  assert_equal some 'Drift: web-1-1.service, web-1-2.service; 1 of them need you, GET /drift of the scheduler says what to do' \
    "$(drift_line '{"doc":{"state":"known","findings":[{"kind":"missing","unit":"web-1-1.service","actual":"\"unit\":\"no\"","mended":true},{"kind":"changed","unit":"web-1-2.service","mended":false}]}}')"
  assert_equal unknown 'Drift: not known since 2026-01-02 03:04:05, since the engine does not answer' \
    "$(TZ=UTC drift_line '{"doc":{"state":"unknown","unknownSince":1767323045000,"problem":"fleet answered 503","findings":[]}}')"
}

test_names_file_systems_with_little_room() {
  assert_equal ample '' "$(space_lines 'disk /data: 50.0 GB free of 100.0 GB, ample (images)')"
  assert_equal low 'Disk: /data: 9.0 GB free of 100.0 GB, low (images); ./paz space says what can be removed' \
    "$(space_lines $'disk /data: 9.0 GB free of 100.0 GB, low (images)\nA cleanup would remove 0 images and 0 containers, 0 B at most.')"
}

test_names_services_whose_routes_were_put_right() {
  assert_equal none '' "$(restored_line '{"doc":{"state":"known","findings":[],"restoredRoutes":[]}}')"
  assert_equal two 'Routes: keys of api, web were lost or changed within a day, and put right; GET /drift of the scheduler names them' \
    "$(restored_line '{"doc":{"state":"known","findings":[{"kind":"missing","service":"job","unit":"job-1-1.service"}],"restoredRoutes":[{"service":"api","at":1767323045000,"count":3,"keys":["/paz/config/services/api/visibility: missing (expected: \"public\")"]},{"service":"web","at":1767323045001,"count":1,"keys":["x: \"\\\"service\\\":\\\"no\\\",\\\"at\\\":1\""]}]}}')"
}

test_says_why_the_services_are_not_known() {
  API_STATUS=000 API_BODY=''
  assert_equal down 'since the service-directory does not answer' "$(answer_trouble service-directory)"
  API_STATUS=401 API_BODY='{"code":"unauthorized"}'
  assert_equal refused 'since the service-directory answers with status 401: {"code":"unauthorized"}' "$(answer_trouble service-directory)"
}

test_a_young_part_that_does_not_answer_is_starting() {
  mkdir -p "$PAZ_HOME/run" "$TEST_FOLDER/parts"
  echo 'deaf_ready() { return 1; }' >"$TEST_FOLDER/parts/deaf.sh"
  # shellcheck source=../part.sh
  . "$ROOT/scripts/part.sh"
  PARTS_FOLDER=$TEST_FOLDER/parts
  touch "$PAZ_HOME/run/deaf.pid"
  assert_equal young starting "$(living_state deaf)"
  touch -d '-1 minute' "$PAZ_HOME/run/deaf.pid"
  assert_equal old 'runs, does not answer' "$(living_state deaf)"
}

# certificates_of_days_ago DAYS: those of a platform that was started so long ago, while the clock of this test stands still.
certificates_of_days_ago() {
  local now
  now=$(date +%s)
  # Bash's own clock ends, and another takes its place.
  unset EPOCHSECONDS
  EPOCHSECONDS=$((now - $1 * 86400))
  make_certificates "$PAZ_HOME/certificates" 127.0.0.1 2>/dev/null
  EPOCHSECONDS=$now
}

# day NUMBER: the day so long after this one.
day() {
  date -d "@$((EPOCHSECONDS + $1 * 86400))" +%F
}

# said_of_certificates: the line, and whether it is trouble.
said_of_certificates() {
  # shellcheck disable=SC2034
  TROUBLE=0
  show_certificates >"$TEST_FOLDER/out"
  printf '%s %s' "$TROUBLE" "$(<"$TEST_FOLDER/out")"
}

test_says_when_the_certificates_of_etcd_end() {
  # shellcheck source=/dev/null
  . "$ROOT/scripts/certificates.sh"
  mkdir -p "$PAZ_HOME"
  certificates_of_days_ago 0
  assert_equal new '0 ' "$(said_of_certificates)"
  certificates_of_days_ago 800
  assert_equal 'due at the next up' "0 The certificates of etcd end on $(day 295), in 295 days. ./paz up makes new ones; services go on." "$(said_of_certificates)"
  assert 'up finds them good' test "$(certificates_good "$PAZ_HOME/certificates" || echo due)" = due
  certificates_of_days_ago 1090
  assert_equal 'about to end' "1 The certificates of etcd end on $(day 5), in 5 days. ./paz up makes new ones; services go on." "$(said_of_certificates)"
  certificates_of_days_ago 1100
  assert_equal ended "1 The certificates of etcd ended on $(day -5), so that the parts of Paz do not reach it. ./paz up makes new ones; services go on." "$(said_of_certificates)"
  : >"$PAZ_HOME/certificates/etcd/tls.crt"
  assert_equal damaged '1 The certificates of etcd are missing or damaged. ./paz up makes new ones; services go on.' "$(said_of_certificates)"
}

test_names_the_port_of_a_tcp_service() {
  # shellcheck disable=SC2034
  SERVICES='{"doc":[{"name":"web","dockerRepository":"a","config":{"publicFacing":true,"numInstances":1,"ports":[{"container":80}]}},{"name":"mail","dockerRepository":"a","config":{"publicFacing":true,"numInstances":1,"ports":[{"container":25,"protocol":"tcp","publicPort":20025}],"env":{}}}]}'
  PAZ_HTTP_PORT=8080
  assert_equal http 'http://web.localhost:8080/' "$(service_address web)"
  assert_equal tcp 'tcp://localhost:20025' "$(service_address mail)"
}

# said_of_old_processes HEADERS...: what is printed where HAProxy's statistics answer with these.
said_of_old_processes() {
  printf '%s\r\n' 'HTTP/1.1 200 OK' "$@" >"$TEST_FOLDER/head"
  # shellcheck disable=SC2317
  curl() {
    cat >/dev/null
    cat "$TEST_FOLDER/head"
  }
  PAZ_STATS_PORT=8404
  show_old_processes
}

test_says_how_many_old_processes_of_haproxy_there_are() {
  assert_equal none '' "$(said_of_old_processes 'x-paz-old-processes: 0')"
  assert_equal 'another HAProxy' '' "$(said_of_old_processes 'content-type: text/html')"
  assert_equal two 'HAProxy: 2 old processes live on with connections that are still open; beyond 16 the oldest ends' \
    "$(said_of_old_processes 'x-paz-old-processes: 2')"
}

# said_of_https ANSWER: whether it is trouble, and what is printed.
said_of_https() {
  # shellcheck disable=SC2317
  api() {
    API_STATUS=200 API_BODY=$ANSWER
  }
  # shellcheck disable=SC2034
  PAZ_TLS_PORT=8443 PAZ_ORCHESTRATOR_PORT=9000 TROUBLE=0 ANSWER=$1
  show_https >"$TEST_FOLDER/https"
  echo "$TROUBLE $(<"$TEST_FOLDER/https")"
}

test_lists_certificates_and_warns_two_weeks_before_they_end() {
  # shellcheck source=/dev/null
  . "$ROOT/scripts/text.sh"
  local head=$'DAYS LEFT  ID\n'
  assert_equal none '0 Certificates: none yet; HTTPS at port 8443 answers no name' "$(said_of_https "$head")"
  assert_equal good "0 "$'\n'"${head}14  shop" "$(said_of_https "${head}14  shop"$'\n')"
  assert_contains 'about to end' 'ends within 14 days' "$(said_of_https "${head}89  a"$'\n13  shop\n')"
  assert_contains expired '1 ' "$(said_of_https "${head}expired  shop"$'\n')"
  # shellcheck disable=SC2034
  PAZ_TLS_PORT=''
  assert_equal 'without HTTPS' '' "$(show_https)"
}

run_tests "$@"
