#!/usr/bin/env bash
# bench/proxy-cost.sh [ROUNDS]: requests per second through Paz's HAProxy over HTTPS, with the request log and traces on, beside a plain HAProxy with the
# same certificate, ciphers, threads and backend, in turn,
# ROUNDS times (5) of SECONDS_A_ROUND (8) each. The backend is a HAProxy that answers by itself.
set -euo pipefail
BENCH=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$BENCH/machine.sh"
. "$BENCH/platform.sh"
ROUNDS=${1:-5} SECONDS_A_ROUND=${SECONDS_A_ROUND:-8} CONNECTIONS=${CONNECTIONS:-32}
HOST=bench.example.org
own=$(mktemp -d /tmp/paz-proxy-cost.XXXXXX)
plain='' backend=''
trap 'kill $plain $backend 2>/dev/null || true; stop_platform; rm -rf "$own"' EXIT

put() {
  bench_etcdctl put "$1" "$2" >/dev/null
}

make_certificate() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj "/CN=$HOST" -addext "subjectAltName=DNS:$HOST" \
    -keyout "$own/key.pem" -out "$own/chain.pem" 2>/dev/null
  cat "$own/chain.pem" "$own/key.pem" >"$own/both.pem"
  jq -n --rawfile chain "$own/chain.pem" --rawfile key "$own/key.pem" '{$chain, $key}' >"$own/certificate.json"
  call PUT "$PAZ_ORCHESTRATOR_PORT/certificates/bench" "$(<"$own/certificate.json")"
}

# Lines of Paz's own configuration are what both must have alike.
same_lines() {
  grep -E '^    (ssl-default-bind|tune\.bufsize|tune\.http\.maxhdr)' "$PAZ_HOME/haproxy/haproxy.cfg"
}

start_backend() {
  printf '%s\n' global '    nbthread 1' '    maxconn 2000' defaults '    mode http' '    timeout client 60s' '    timeout http-keep-alive 60s' 'frontend answers' \
    "    bind $host:$backend_port" '    http-request return status 200 content-type text/plain string "0123456789012345678901234567890123456789"' >"$own/backend.cfg"
  haproxy -f "$own/backend.cfg" >"$own/backend.log" 2>&1 &
  backend=$!
}

start_plain() {
  {
    printf '%s\n' global '    maxconn 4000'
    same_lines
    printf '%s\n' defaults '    mode http' '    timeout connect 700ms' '    timeout client 60s' '    timeout server 300s' '    timeout http-keep-alive 60s' \
      'frontend public' "    bind 127.0.0.1:$plain_port ssl crt $own/both.pem alpn h2,http/1.1" '    default_backend answers' \
      'backend answers' "    server one $host:$backend_port"
  } >"$own/plain.cfg"
  haproxy -f "$own/plain.cfg" >"$own/plain.log" 2>&1 &
  plain=$!
}

# A name of its own for each round: keys of a service that nobody deployed are taken away after a minute.
announce() {
  put "/paz/config/services/$1/visibility" public
  put "/paz/config/services/$1/domains/$HOST" ''
  put "/paz/services/$1/1/1" "$host:$backend_port"
  local deadline=$((SECONDS + 60))
  until [[ $(curl -sk -o /dev/null -w '%{http_code}' --resolve "$HOST:$PAZ_TLS_PORT:127.0.0.1" "https://$HOST:$PAZ_TLS_PORT/") == 200 ]]; do
    ((SECONDS < deadline)) || {
      echo "https://$HOST:$PAZ_TLS_PORT/ does not answer through Paz's HAProxy" >&2
      return 1
    }
    sleep 0.1
  done
}

withdraw() {
  bench_etcdctl del --prefix "/paz/services/$1/" >/dev/null
  bench_etcdctl del --prefix "/paz/config/services/$1/" >/dev/null
}

# requests_per_second PORT: over kept connections of HTTP/1.1; an answer other than 200 ends the bench.
requests_per_second() {
  local said
  said=$(h2load --h1 -t 1 -c "$CONNECTIONS" -D "$SECONDS_A_ROUND" --connect-to "127.0.0.1:$1" "https://$HOST/" 2>&1)
  grep -qE '^status codes: [1-9][0-9]* 2xx, 0 3xx, 0 4xx, 0 5xx' <<<"$said" || {
    echo "$said" >&2
    return 1
  }
  awk '/^finished in/ { print $4 }' <<<"$said"
}

free_port() {
  perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1", LocalPort => 0)->sockport'
}

machine
uptime
export PAZ_TLS_PORT
PAZ_TLS_PORT=$((31000 + RANDOM % 1000))
start_platform "$(dirname "$BENCH")"
# Written shortly after the start; nobody else's server is taken for one of this host.
until host=$(bench_etcdctl get --prefix --keys-only /paz/config/hosts/ | sed -n 's:^/paz/config/hosts/::p') && [[ -n $host ]]; do sleep 0.1; done
backend_port=$(free_port) plain_port=$(free_port)
start_backend
make_certificate
start_plain
for ((round = 0; round <= ROUNDS; round++)); do
  announce "bench-cost-$round"
  paz=$(requests_per_second "$PAZ_TLS_PORT")
  other=$(requests_per_second "$plain_port")
  withdraw "bench-cost-$round"
  # The first round warms both up.
  ((round == 0)) || printf '%s %s %s\n' "$paz" "$other" "$(awk -v a="$paz" -v b="$other" 'BEGIN { printf "%.4f", a / b }')" | tee -a "$own/figures"
done
awk '{ print $1 }' "$own/figures" | median | xargs printf 'Paz, requests per second      n=%d   median %.0f\n' "$ROUNDS"
awk '{ print $2 }' "$own/figures" | median | xargs printf 'plain, requests per second    n=%d   median %.0f\n' "$ROUNDS"
awk '{ print $3 }' "$own/figures" | median | xargs printf 'ratio                         n=%d   median %.3f   (goal: 0.90 at least)\n' "$ROUNDS"
