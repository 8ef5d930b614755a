#!/usr/bin/env bash
# bench/redeploy-https.sh [COUNT]: a service deployed COUNT times (100) under load over HTTPS, while 100 WebSockets of another service are
# open and used, on a platform of its own; status 1 if a request failed or a WebSocket was cut.
set -euo pipefail
BENCH=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$BENCH/machine.sh"
. "$BENCH/platform.sh"
DEPLOYMENTS=${1:-100}
IMAGE=paz/bench-websocket:1 SOCKETS=sockets.example.org LOAD=redeploy.example.org
own=$(mktemp -d /tmp/paz-redeploy-https.XXXXXX)
trap 'stop_platform; rm -rf "$own"' EXIT

# The demo's image has perl; what else the server loads is added.
make_image() {
  local container
  container=$(docker create "$DEMO_IMAGE" perl)
  mkdir -p "$own/root/usr/local/bin"
  perl -MIO::Socket::INET -MDigest::SHA -MDynaLoader -e 'print "$_\n" for values %INC, @DynaLoader::dl_shared_objects' | sort -u \
    | while read -r file; do cp -L --parents "$file" "$own/root"; done
  install -m 0755 "$BENCH/websocket.pl" "$own/root/usr/local/bin/"
  tar -C "$own/root" --owner=0 --group=0 -c . | docker cp - "$container:/"
  docker commit --change "CMD [\"$(readlink -f "$(command -v perl)")\", \"/usr/local/bin/websocket.pl\"]" "$container" "$IMAGE" >/dev/null
  docker rm "$container" >/dev/null
}

# The JVM trusts this one certificate, and finds the names in a file.
make_certificate() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj "/CN=$LOAD" \
    -addext "subjectAltName=DNS:$LOAD,DNS:$SOCKETS" -keyout "$own/key.pem" -out "$own/chain.pem" 2>/dev/null
  jq -n --rawfile chain "$own/chain.pem" --rawfile key "$own/key.pem" '{$chain, $key}' >"$own/certificate.json"
  call PUT "$PAZ_ORCHESTRATOR_PORT/certificates/bench" "$(<"$own/certificate.json")"
  keytool -importcert -noprompt -alias bench -file "$own/chain.pem" -keystore "$own/trusted.p12" -storetype PKCS12 -storepass changeit 2>/dev/null
  printf '127.0.0.1 %s\n' localhost "$LOAD" "$SOCKETS" >"$own/hosts"
}

deploy_sockets() {
  call POST "$PAZ_SERVICE_DIRECTORY_PORT/services" "{\"name\":\"bench-sockets\",\"dockerRepository\":\"$IMAGE\",\"publicFacing\":true,
    \"domains\":[\"$SOCKETS\"],\"ports\":[{\"container\":8080}],\"healthCheck\":{\"path\":\"/\"}}"
  call POST "$PAZ_SCHEDULER_PORT/hooks/deploy?wait=true" "{\"serviceName\":\"bench-sockets\",\"dockerRepository\":\"$IMAGE\"}"
}

uptime
export PAZ_TLS_PORT
PAZ_TLS_PORT=$((31000 + RANDOM % 1000))
start_platform "$(dirname "$BENCH")"
make_image
make_certificate
deploy_sockets
java -Djdk.net.hosts.file="$own/hosts" -Djavax.net.ssl.trustStore="$own/trusted.p12" -Djavax.net.ssl.trustStorePassword=changeit \
  -cp "$BENCH/target/paz-bench-0.1.0.jar" io.paz.bench.Bench redeploy-https "$DEPLOYMENTS" "$LOAD" "$SOCKETS"
uptime
