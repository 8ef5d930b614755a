#!/usr/bin/env bash
# The units of a cluster are what systemd and fleet understand, hold no secret, and the scripts that start them say what is
# missing.
. "$(dirname "$0")/assert.sh"

# verified FILE...: what systemd-analyze says of them beyond programs and units that are a host's own.
verified() {
  systemd-analyze verify --man=no "$@" 2>&1 |
    grep -v -e "section 'X-Fleet'" -e 'docker.service' -e '/opt/bin/.* is not executable' -e '/usr/bin/docker is not executable' || true
}

test_systemd_understands_every_unit() {
  local file
  command -v systemd-analyze >/dev/null || skip 'systemd-analyze is not installed'
  for file in "$ROOT"/units/*/*.service "$ROOT"/units/host/*.socket; do
    assert_equal "$file" '' "$(verified "$file")"
  done
}

test_fleet_can_parse_every_line() {
  local long
  long=$(awk 'length($0) >= 2048 { print FILENAME ":" FNR }' "$ROOT"/units/*/*)
  assert_equal 'lines of 2,048 bytes or more' '' "$long"
}

# The real etcd, with the environment of the unit but for its folder, asked as a page of another site asks it.
test_a_web_page_cannot_write_to_the_etcd_of_a_host() {
  local environment client peer status
  command -v etcd >/dev/null || skip 'etcd is not installed'
  mapfile -t environment < <(sed -n 's/^Environment=//p' "$ROOT/units/host/etcd.service" | tr ' ' '\n')
  free_port
  client=http://127.0.0.1:$PORT
  free_port
  peer=http://127.0.0.1:$PORT
  env "${environment[@]}" ETCD_DATA_DIR="$TEST_FOLDER/etcd" etcd --listen-client-urls "$client" --advertise-client-urls "$client" \
    --listen-peer-urls "$peer" --initial-advertise-peer-urls "$peer" --initial-cluster "default=$peer" >/dev/null 2>&1 &
  await 20 curl -fs -o /dev/null "$client/health" || failed 'etcd did not start'
  status=$(curl -s -o /dev/null -w '%{http_code}' -H 'Content-Type: text/plain' -d '{"key":"eA==","value":"eA=="}' "$client/v3/kv/put")
  kill "$!"
  assert_equal 'status of the write' 404 "$status"
}

test_no_unit_holds_a_secret() {
  local file
  for file in "$ROOT"/units/*/*; do
    assert "$file names a token" test -z "$(grep -iE 'bearer|password=|token=' "$file")"
  done
}

test_every_part_has_a_sidekick_on_its_host() {
  local part
  for part in "$ROOT"/units/1/*-announce.service; do
    assert_contains "$part" "MachineOf=$(basename "$part" -announce.service).service" "$(cat "$part")"
  done
}

start_runlevel() {
  STATUS=0
  OUTPUT=$("$ROOT/scripts/start-runlevel.sh" "$@" 2>&1) || STATUS=$?
}

test_a_missing_fleetctl_is_named() {
  FLEETCTL=$TEST_FOLDER/none start_runlevel 1
  assert_equal status 1 "$STATUS"
  assert_equal message "$TEST_FOLDER/none is not installed (expected: fleet 1.0's fleetctl on the PATH, in /opt/bin, or its place in FLEETCTL)" "$OUTPUT"
}

test_a_level_that_does_not_exist_is_refused() {
  fake_fleetctl 'echo m1'
  start_runlevel 7
  assert_equal status 1 "$STATUS"
  assert_equal message 'run level: 7 (expected: 0 1 2)' "$OUTPUT"
}

test_the_wait_for_units_ends_with_the_names_of_those_that_failed() {
  fake_fleetctl 'case "$*" in
    *list-machines*) echo m1 ;;
    *list-units*) printf "%s\n" "paz-haproxy.service active running m1" "paz-haproxy.service failed failed m2" "paz-dns.service active running m1" ;;
    *cat*) exit 1 ;;
  esac'
  export PAZ_WITHOUT='paz-announcer paz-cadvisor paz-journal-gateway' PAZ_WAIT=0
  start_runlevel 0
  assert_equal status 1 "$STATUS"
  assert_equal output "Run level 0: 2 units
1 active, 0 activating, 0 waiting, 1 failed
Not all units are active after 0 s:
  paz-haproxy.service active failed 

Look with: $FLEETCTL journal UNIT" "$OUTPUT"
}

# A fleet on which every unit is active, and a curl that gives STATUS for each address.
fake_cluster() {
  # shellcheck disable=SC2016 # meant for the program that is written
  fake_fleetctl 'case "$*" in
    *list-machines*ip*) printf "%s\n" 10.0.0.1 10.0.0.2 ;;
    *list-machines*) echo m1 ;;
    *list-units*) for unit in $UNITS_ACTIVE; do echo "$unit.service active running m1"; done; echo "$UNITS_OTHER" ;;
    *cat*) exit 1 ;;
  esac'
  export UNITS_ACTIVE UNITS_OTHER=''
  UNITS_ACTIVE=$(cd "$ROOT/units" && printf '%s ' ./[012]/*.service | sed 's#\./[012]/##g; s#\.service##g')
  mkdir -p "$TEST_FOLDER/bin"
  printf '#!/bin/sh\nprintf "%%s\\n" "$*" >>%s\ncase "$*" in %s esac\n' "$TEST_FOLDER/asked" "$1" >"$TEST_FOLDER/bin/curl"
  chmod +x "$TEST_FOLDER/bin/curl"
  PATH=$TEST_FOLDER/bin:$PATH
}

test_a_level_is_started_when_every_host_answers_for_its_names() {
  fake_cluster '*Host:\ any.paz*) printf 404 ;; */ui*) printf 302 ;; *) printf 200 ;;'
  start_runlevel 0 1 2
  assert_equal status 0 "$STATUS"
  assert_contains output $'\nHAProxy answers on every host\n' "$OUTPUT"
  assert_contains output $'paz-orchestrator answers on every host\npaz-scheduler answers on every host\npaz-service-directory answers on every host\n' "$OUTPUT"
  assert_contains output $'paz-orchestrator-socket answers on every host\npaz-web answers on every host' "$OUTPUT"
  assert_equal 'asked once on each host' 12 "$(wc -l <"$TEST_FOLDER/asked")"
}

test_active_units_whose_names_do_not_answer_are_no_success() {
  fake_cluster '*any.paz*) printf 404 ;; *paz-scheduler*10.0.0.2*) printf 404 ;; *) printf 200 ;;'
  export PAZ_WAIT=0
  start_runlevel 0 1
  assert_equal status 1 "$STATUS"
  assert_contains output "Active, but not reached after 0 s:
  paz-scheduler on 10.0.0.2:8080: 404 (expected: 200)
404: not announced; look with: $FLEETCTL journal paz-...-announce" "$OUTPUT"
}

test_a_haproxy_that_does_not_answer_is_no_success() {
  fake_cluster '*any.paz*10.0.0.1*) printf 000; exit 7 ;; *) printf 200 ;;'
  export PAZ_WAIT=0
  start_runlevel 0
  assert_equal status 1 "$STATUS"
  assert_contains output 'HAProxy on 10.0.0.1:8080: no answer (expected: 200)' "$OUTPUT"
}

test_optional_units_hold_nothing_up() {
  fake_cluster '*) printf 200 ;;'
  UNITS_ACTIVE='paz-announcer paz-haproxy paz-dns paz-journal-gateway' UNITS_OTHER='paz-cadvisor.service activating auto-restart m1'
  start_runlevel 0
  assert_equal status 0 "$STATUS"
  assert_contains output 'Not active, and not waited for, since services run without:
  paz-cadvisor.service activating ' "$OUTPUT"
}

# fake_fleetctl SCRIPT: a program that the scripts take for fleetctl.
fake_fleetctl() {
  export FLEETCTL=$TEST_FOLDER/fleetctl
  printf '#!/bin/sh\n%s\n' "$1" >"$FLEETCTL"
  chmod +x "$FLEETCTL"
}

run_tests "$@"
