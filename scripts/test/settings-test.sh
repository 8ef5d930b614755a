#!/usr/bin/env bash
# Flags, environment and file: which wins, and what is refused with which words.
. "$(dirname "$0")/assert.sh"

# decided SETTING [ARGUMENT...]: what the launcher makes of it, in VALUE.
decided() {
  local wanted=$1
  shift
  VALUE=$(
    # shellcheck source=/dev/null
    for file in text settings arguments; do . "$ROOT/scripts/$file.sh"; done
    read_arguments up "$@"
    load_settings
    echo "${!wanted}"
  )
}

test_default() {
  decided PAZ_HTTP_PORT
  assert_equal port 8080 "$VALUE"
}

test_file_wins_over_default() {
  mkdir -p "$PAZ_HOME"
  printf '# a comment\n\nPAZ_HTTP_PORT=1234\n' >"$PAZ_HOME/config"
  decided PAZ_HTTP_PORT
  assert_equal port 1234 "$VALUE"
}

test_environment_wins_over_file() {
  mkdir -p "$PAZ_HOME"
  echo PAZ_HTTP_PORT=1234 >"$PAZ_HOME/config"
  PAZ_HTTP_PORT=1235 decided PAZ_HTTP_PORT
  assert_equal port 1235 "$VALUE"
}

test_flag_wins_over_environment() {
  PAZ_HTTP_PORT=1235 decided PAZ_HTTP_PORT --http-port 1236
  assert_equal port 1236 "$VALUE"
  decided PAZ_HTTP_PORT --http-port=1237
  assert_equal port 1237 "$VALUE"
}

test_token_and_etcd_follow_from_the_others() {
  decided PAZ_TOKEN_FILE
  assert_equal token "$PAZ_HOME/token" "$VALUE"
  decided PAZ_ETCD_ENDPOINT --etcd-port 1238
  assert_equal endpoint https://127.0.0.1:1238 "$VALUE"
}

# refused WORDS ARGUMENT...
refused() {
  local words=$1
  shift
  paz "$@"
  assert_contains "paz $*" "$words" "$OUTPUT"
  assert "paz $* succeeded" test "$STATUS" -ne 0
  assert "paz $* made a home" test ! -e "$PAZ_HOME/run"
}

# shellcheck disable=SC2016  # hostile text, not to be expanded
test_refuses_bad_values() {
  refused 'PAZ_HTTP_PORT: "0" (expected: a port from 1 to 65535)' up --http-port 0
  refused 'PAZ_HTTP_PORT: "70000" (expected: a port from 1 to 65535)' up --http-port 70000
  refused 'PAZ_HTTP_PORT: "80 80" (expected: a port from 1 to 65535)' up --http-port '80 80'
  refused 'PAZ_STATS_PORT: "x[$(id)]" (expected: a port from 1 to 65535)' up --stats-port 'x[$(id)]'
  refused 'PAZ_PUBLIC_PORT and PAZ_HTTP_PORT are both 9999; move one of them with --public-port' up --http-port 9999 --public-port 9999
  refused 'PAZ_HOST_IP: "localhost" (expected: an IPv4 address of this machine)' up --host-ip localhost
  refused 'PAZ_TCP_PORTS: "20000" (expected: two ports of 1024 to 32767' up --tcp-ports 20000
  refused 'PAZ_TCP_PORTS: "20001-20000" (expected' up --tcp-ports 20001-20000
  refused 'PAZ_TCP_PORTS: "30000-40000" (expected' up --tcp-ports 30000-40000
  refused 'PAZ_TCP_PORTS: "80-90" (expected' up --tcp-ports 80-90
  refused 'PAZ_HTTP_PORT: 8080 is one of 8000-8100' up --tcp-ports 8000-8100
  refused 'PAZ_VOLUME_PATHS: "srv" (expected: absolute paths with commas between, none of them /)' up --volume-paths srv
  refused 'PAZ_VOLUME_PATHS: "/srv,/" (expected: absolute' up --volume-paths /srv,/
  refused 'PAZ_TOKEN_FILE: "token" (expected: an absolute path)' up --token-file token
  PAZ_INSECURE=yes refused 'PAZ_INSECURE: "yes" (expected: true or false)' up
}

test_refuses_bad_homes() {
  refused 'expected: a path without spaces' up --home "/tmp/a b"
  refused 'is 91 characters long (expected: at most 70' up --home "/$(printf 'a%.0s' {1..90})"
}

test_refuses_bad_lines_of_the_file() {
  mkdir -p "$PAZ_HOME"
  printf 'PAZ_HTTP_PORT=1234\nPAZ_COLOUR=red\n' >"$PAZ_HOME/config"
  refused "$PAZ_HOME/config, line 2: \"PAZ_COLOUR=red\" (expected: KEY=value with one of PAZ_HTTP_PORT" up
}

test_never_runs_the_file() {
  mkdir -p "$PAZ_HOME"
  echo "PAZ_HOST_IP=\$(touch $TEST_FOLDER/ran)" >"$PAZ_HOME/config"
  refused "PAZ_HOST_IP: \"\$(touch $TEST_FOLDER/ran)\"" up
  assert 'the file was run' test ! -e "$TEST_FOLDER/ran"
}

test_refuses_unknown_words() {
  refused 'Which command?'
  refused 'There is no command "begin".' begin
  refused 'There is no option --port.' up --port 80
  refused '--http-port wants a value.' up --http-port
  refused '"now" is one word too many.' up now
  assert_equal 'exit status' 2 "$STATUS"
}

# Of a platform that runs: a note of the settings that is not whole is not taken for one that is.
test_settings_that_were_cut_at_any_byte_are_recovered_from_what_runs() {
  mkdir -p "$PAZ_HOME/run"
  local whole length
  (
    . "$ROOT/scripts/text.sh" && . "$ROOT/scripts/part.sh" && . "$ROOT/scripts/settings.sh"
    load_settings
    PAZ_HTTP_PORT=18080 save_settings
  )
  # shellcheck disable=SC2031
  whole=$(<"$PAZ_HOME/run/settings")
  env PAZ_HTTP_PORT=18080 PAZ_STATS_PORT=18404 sleep 60 &
  # shellcheck disable=SC2031
  write_pid_file "$PAZ_HOME/run/supervisor.pid" $!
  . "$ROOT/scripts/text.sh" && . "$ROOT/scripts/part.sh" && . "$ROOT/scripts/settings.sh"
  # shellcheck disable=SC2317
  repair_pid_files() { :; }
  for ((length = 0; length < ${#whole}; length++)); do
    printf '%s' "${whole:0:length}" >"$PAZ_HOME/run/settings"
    assert_equal "port with the first $length bytes" '18080 18404' "$(recovered)"
  done
}

recovered() {
  load_running_settings
  echo "$PAZ_HTTP_PORT $PAZ_STATS_PORT"
}

test_help_names_every_setting() {
  paz --help
  assert_equal 'exit status' 0 "$STATUS"
  local name
  for name in PAZ_HOME PAZ_HTTP_PORT PAZ_PUBLIC_PORT PAZ_TLS_PORT PAZ_STATS_PORT PAZ_ORCHESTRATOR_PORT PAZ_SERVICE_DIRECTORY_PORT PAZ_SCHEDULER_PORT \
    PAZ_HOST_PORT PAZ_ETCD_PORT PAZ_ETCD_PEER_PORT PAZ_HOST_IP PAZ_TOKEN_FILE PAZ_VOLUME_PATHS PAZ_TCP_PORTS PAZ_TRUSTED_PROXIES PAZ_PROXY_PROTOCOL PAZ_DOMAIN PAZ_INSECURE \
    PAZ_OIDC_ISSUER PAZ_OIDC_CLIENT_ID PAZ_OIDC_CLIENT_SECRET_FILE PAZ_OIDC_REDIRECT_URL PAZ_OIDC_SCOPES PAZ_OIDC_ACCOUNT_CLAIM PAZ_OIDC_ROLE_CLAIM PAZ_OIDC_ROLES; do
    assert_contains help " $name " "$OUTPUT"
    assert_contains docs/operations.md "\`$name\`" "$(<"$ROOT/docs/operations.md")"
  done
}

test_proxies_in_front_are_addresses_and_networks() {
  . "$ROOT/scripts/text.sh" && . "$ROOT/scripts/settings.sh"
  local network
  for network in 10.0.0.0/8 192.0.2.1 0.0.0.0/0 fd00::1 ::1 ::/0 2001:db8::/32 1:2:3:4:5:6:7:8; do
    assert "$network is refused" is_network "$network"
  done
  for network in '' 10.0.0 10.0.0.256 10.0.0.01 10.0.0.1/33 10.0.0.1/ 10.0.0.1/8/8 fd00:::1 1:2:3 1::2::3 ::1/129 example.org '1.2.3.4 }' \
    '1.2.3.4|x'; do
    assert "$network is taken" not is_network "$network"
  done
  refused 'PAZ_TRUSTED_PROXIES: "10.0.0.1 10.0.0.2" (expected: addresses or networks' up --trusted-proxies '10.0.0.1 10.0.0.2'
  refused 'PAZ_PROXY_PROTOCOL: "10.0.0.1," (expected: addresses or networks' up --proxy-protocol '10.0.0.1,'
}

test_the_domain_of_the_page_wants_https_and_a_token() {
  local domain
  for domain in paz Paz.example.org 'a b.example.org' -a.example.org a..example.org https://paz.example.org paz.example.org. 10.0.0.1 \
    demo.paz demo.localhost "$(printf 'a%.0s' {1..64}).example.org"; do
    refused "PAZ_DOMAIN: \"$domain\" (expected: a host name in lower case, such as paz.example.org" up --tls-port 8443 --domain "$domain"
  done
  refused 'PAZ_DOMAIN: "paz.example.org" (expected: with --tls-port' up --domain paz.example.org
  refused 'PAZ_DOMAIN: "paz.example.org" (expected: none with --insecure' up --tls-port 8443 --insecure --domain paz.example.org
}

test_zones_of_challenges_have_a_provider() {
  refused 'PAZ_ACME_CHALLENGE: "tls" (expected: http or dns)' up --acme-challenge tls
  refused 'PAZ_ACME_DNS_ZONES is missing (expected with PAZ_ACME_CHALLENGE=dns' up --acme-challenge dns
  refused 'PAZ_ACME_DNS_ZONES: "example.org," (expected: domains with commas between' up --acme-dns-zones example.org,
  refused 'PAZ_ACME_DNS_ZONES has no provider (expected: PAZ_DNS_SERVER' up --acme-dns-zones example.org
  refused 'PAZ_DNS_KEY_FILE is missing' up --acme-dns-zones example.org --dns-server ns1.example.org:53
  refused 'PAZ_DNS_SERVER: "ns1.example.org" (expected: a host and a port' up --dns-server ns1.example.org
  refused 'PAZ_DNS_KEY_FILE: "key" (expected: the absolute path' up --dns-key-file key
  refused 'PAZ_DNS_ACCOUNT: "me" (expected: digits)' up --dns-account me
}

test_identity_provider_is_given_whole_and_safely() {
  refused '--oidc-client-id is given (expected: none without --oidc-issuer)' up --oidc-client-id paz
  local issuer=(--oidc-issuer https://id.example.org --oidc-redirect-url https://paz.example.org/ui/sign-in) secret=$PAZ_HOME.secret
  refused '--oidc-client-id is missing' up "${issuer[@]}"
  issuer+=(--oidc-client-id paz)
  refused 'PAZ_OIDC_ISSUER: "http://id.example.org" (expected: a URL that starts with https://' up "${issuer[@]}" --oidc-issuer http://id.example.org
  refused 'PAZ_OIDC_ISSUER: "http://127.0.0.1.example.org" (expected' up "${issuer[@]}" --oidc-issuer http://127.0.0.1.example.org
  refused 'PAZ_OIDC_REDIRECT_URL: "https://paz.example.org/?x" (expected' up "${issuer[@]}" --oidc-redirect-url 'https://paz.example.org/?x'
  refused '--oidc-role-claim or --oidc-roles is missing' up "${issuer[@]}" --oidc-role-claim groups
  refused 'PAZ_OIDC_ROLES: "a=root" (expected: group=role' up "${issuer[@]}" --oidc-role-claim groups --oidc-roles a=root
  refused "PAZ_OIDC_CLIENT_SECRET_FILE: \"$secret\" (expected: the absolute path" up "${issuer[@]}" --oidc-client-secret-file "$secret"
  (umask 022 && echo secret >"$secret")
  refused "PAZ_OIDC_CLIENT_SECRET_FILE: others may use \"$secret\" (expected: mode 0600" up "${issuer[@]}" --oidc-client-secret-file "$secret"
  chmod 600 "$secret"
  decided PAZ_OIDC_CLIENT_SECRET_FILE "${issuer[@]}" --oidc-client-secret-file "$secret" --oidc-role-claim groups --oidc-roles a=viewer,b=administrator
  assert_equal secret "$secret" "$VALUE"
  decided PAZ_OIDC_ISSUER "${issuer[@]}" --oidc-issuer http://127.0.0.1:8000/realms/paz
  assert_equal issuer http://127.0.0.1:8000/realms/paz "$VALUE"
  decided PAZ_OIDC_REDIRECT_URL "${issuer[@]}" --oidc-redirect-url http://paz-web.localhost:8080/ui/sign-in
  assert_equal 'redirect URL' http://paz-web.localhost:8080/ui/sign-in "$VALUE"
}

not() {
  ! "$@"
}

run_tests "$@"
