#!/usr/bin/env bash
# The whole on a cluster: hosts come up, Paz is installed by its scripts, a service is deployed through its API and asked from outside, and
# all of it is taken down again. Usage: test/integration.sh [--keep]
#   --keep         leaves the cluster up, and says how to remove it
#   PAZ_FLEETD, PAZ_FLEETCTL, PAZ_CONFD   fleet 1.0 and confd; hosts are containers made of this machine's own packages
#   VAGRANT=1      the hosts of vagrant/ instead; scripts/install-vagrant.sh brings them up
# Wants the jars: mvn -DskipTests package
set -euo pipefail
ROOT=$(cd "$(dirname "$0")/.." && pwd)
SERVICE=contrived
TOKEN=$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')
NAME=paz-integration-$$
KEEP=${1:-}

die() {
  printf '%s\n' "$@" >&2
  exit 1
}

say() {
  printf '%4d s  %s\n' "$SECONDS" "$1"
}

# await SECONDS WHAT COMMAND...
await() {
  local deadline=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < deadline)) || die "not in time: $what"
    sleep 0.5
  done
}

check_programs() {
  local variable
  for variable in PAZ_FLEETD PAZ_FLEETCTL PAZ_CONFD; do
    [[ -x ${!variable:-} ]] || die "$variable: ${!variable:-none} (expected: the path of the program)"
  done
}

# Containers with systemd as their first process; test/cluster/README.md says what each needs.
start_hosts() {
  local number image
  image=$("$ROOT/scripts/images/host.sh" paz-test/host)
  PREFIX=10.$((200 + RANDOM % 50)).$((1 + RANDOM % 250))
  docker network create --subnet "$PREFIX.0/24" "$NAME" >/dev/null
  for number in 1 2 3; do
    docker create --name "$NAME-$number" --hostname "host-$number" --network "$NAME" --ip "$PREFIX.1$number" \
      --cap-add ALL --cap-drop SYS_RESOURCE --security-opt seccomp=unconfined --security-opt apparmor=unconfined \
      --cgroupns private --tmpfs /run:exec --tmpfs /tmp:exec --volume /var/lib/docker --stop-signal SIGRTMIN+3 \
      --volume "$PAZ_FLEETD:/opt/bin/fleetd:ro" --volume "$PAZ_FLEETCTL:/opt/bin/fleetctl:ro" "$image" >/dev/null
    od -An -N16 -tx1 /dev/urandom | tr -d ' \n' >"$FOLDER/machine-id"
    docker cp "$FOLDER/machine-id" "$NAME-$number:/etc/machine-id" >/dev/null
    docker start "$NAME-$number" >/dev/null
  done
  HOSTS=("$PREFIX.11" "$PREFIX.12" "$PREFIX.13")
}

remove_hosts() {
  local number
  for number in 1 2 3; do
    docker rm -fv "$NAME-$number" >/dev/null 2>&1 || true
  done
  docker network rm "$NAME" >/dev/null 2>&1 || true
  rm -rf "$FOLDER"
}

# As SSH would: a command for the host's shell.
install_hosts() {
  local number
  # shellcheck disable=SC2016 # meant for the host's shell
  printf '#!/bin/sh\nplace=$1\nshift\nexec docker exec -i "$place" sh -c "$*"\n' >"$FOLDER/ssh"
  chmod +x "$FOLDER/ssh"
  echo "$TOKEN" >"$FOLDER/token"
  cat >"$FOLDER/cluster.env" <<SETTINGS
HOSTS="host-1=${HOSTS[0]} host-2=${HOSTS[1]} host-3=${HOSTS[2]}"
SSH_HOSTS="$NAME-1 $NAME-2 $NAME-3"
TOKEN_FILE=$FOLDER/token
SECRETS_KEY_FILE=$FOLDER/secrets.key
STATISTICS_PASSWORD_FILE=$FOLDER/statistics-password
AUTHORITY=$FOLDER/authority
SETTINGS
  for number in 1 2 3; do
    await 60 "host-$number has systemd" docker exec "$NAME-$number" systemctl show --property=Version
  done
  SSH=$FOLDER/ssh "$ROOT/scripts/install-hosts.sh" "$FOLDER/cluster.env"
}

hand_over_images() {
  local number
  PAZ_LOCAL=1 "$ROOT/scripts/build-images.sh" >"$FOLDER/images.log" 2>&1 || die "$(tail -n 20 "$FOLDER/images.log")"
  docker save -o "$FOLDER/images.tar" paz/service-directory paz/scheduler paz/orchestrator paz/announcer paz/haproxy-confd paz/dns paz/demo-api
  for number in 1 2 3; do
    await 60 "host-$number has an engine" docker exec "$NAME-$number" docker info
    docker exec -i "$NAME-$number" docker load -q <"$FOLDER/images.tar" >/dev/null
  done
}

# api PART METHOD PATH [BODY]: as somebody outside asks a part of Paz, through the HAProxy of a host.
api() {
  curl -sS --fail-with-body --max-time 330 -X "$2" -H "Host: paz-$1.paz" -H "Authorization: Bearer $TOKEN" \
    ${4:+-H 'Content-Type: application/json' -d "$4"} "http://${HOSTS[1]}:8080$3"
}

# answers ADDRESS: what the service says through a front end.
answers() {
  curl -sS --fail-with-body --max-time 10 -H "Host: $SERVICE.paz" "http://$1/"
}

deploy_and_ask() {
  local host answer
  # The names answer when the run levels are started.
  api service-directory GET /services >/dev/null
  api scheduler GET /deployments >/dev/null
  api orchestrator-socket GET /health >/dev/null
  api service-directory POST /services "{\"name\": \"$SERVICE\", \"dockerRepository\": \"paz/demo-api\", \"numInstances\": 3, \"publicFacing\": true,
    \"ports\": [{\"container\": 8080}], \"healthCheck\": {\"path\": \"/health\"}, \"env\": {\"MESSAGE\": \"It works\"}}" >/dev/null
  api scheduler POST '/hooks/deploy?wait=true' "{\"serviceName\": \"$SERVICE\"}" >/dev/null
  for host in "${HOSTS[@]}"; do
    await 30 "$host answers" answers "$host:8080"
    await 30 "$host answers the public" answers "$host:80"
    answer=$(answers "$host:80")
    [[ $answer == *'"message":"It works"'*'"version":"1"'* ]] || die "$host answers: $answer"
  done
}

remove_service() {
  api scheduler DELETE "/services/$SERVICE"
  await 30 'its name is gone' gone "${HOSTS[2]}:8080"
}

gone() {
  [[ $(curl -s -o /dev/null -w '%{http_code}' --max-time 5 -H "Host: $SERVICE.paz" "http://$1/") == 404 ]]
}

tear_down() {
  local status=$?
  if [[ $KEEP == --keep ]]; then
    echo "The cluster stays up: docker rm -fv $NAME-{1,2,3}; docker network rm $NAME; rm -r $FOLDER"
  else
    remove_hosts
    say 'the cluster is taken down'
  fi
  ((status == 0)) || echo 'FAILED' >&2
}

vagrant_cluster() {
  "$ROOT/scripts/install-vagrant.sh"
  TOKEN=$(<"$ROOT/vagrant/token")
  read -ra HOSTS < <(sed -n 's/^HOSTS=//p' "$ROOT/vagrant/cluster.env" | tr -d '"' | sed 's/[^ ]*=//g')
}

container_cluster() {
  check_programs
  FOLDER=$(mktemp -d)
  trap tear_down EXIT
  start_hosts
  say "three hosts are up: $NAME-1, -2 and -3"
  install_hosts
  say 'they are a cluster'
  hand_over_images
  say 'they have the images'
  tar -C "$ROOT" -cz scripts units | docker exec -i "$NAME-1" sh -c 'mkdir /root/paz && tar -C /root/paz -xz'
  docker exec "$NAME-1" /root/paz/scripts/start-runlevel.sh 0 1 2
  say 'Paz is installed'
  SSH=$FOLDER/ssh "$ROOT/scripts/cluster-status.sh" "$FOLDER/cluster.env" || die 'the hosts are not as install-hosts.sh made them'
}

[[ -z $KEEP || $KEEP == --keep ]] || die "$KEEP (expected: --keep, or nothing)"
if [[ ${VAGRANT:-} == 1 ]]; then vagrant_cluster; else container_cluster; fi
deploy_and_ask
say "$SERVICE is deployed, and every host answers for it"
remove_service
say "$SERVICE is removed"
echo 'PASSED'
