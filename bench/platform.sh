# Sourced: a platform of a bench's own, of this or another folder of Paz, and what its processes use, read from /proc.
#
# Processes are put into groups: jvm, supervisor, etcd, haproxy, docker (dockerd and containerd), and instances (everything else that the
# platform started: commands of units and what they started). Containers and their shims are in none of them.

# start_platform FOLDER: ./paz up of that folder, without the demo, in a home and on ports of its own. PAZ_HOME names the home.
start_platform() {
  local base=$((20000 + RANDOM % 10000)) names=(HTTP PUBLIC STATS SERVICE_DIRECTORY SCHEDULER HOST ETCD ETCD_PEER ORCHESTRATOR) i
  PAZ_HOME=$(mktemp -d /tmp/paz-bench.XXXXXX)/home
  export PAZ_HOME PAZ_INSECURE=true
  for i in "${!names[@]}"; do
    export "PAZ_${names[i]}_PORT=$((base + i))"
  done
  PLATFORM=$1
  "$PLATFORM/paz" up --no-demo >"${PAZ_HOME%/home}/up.log" 2>&1 || {
    cat "${PAZ_HOME%/home}/up.log" >&2
    return 1
  }
  docker image inspect "$DEMO_IMAGE" >/dev/null 2>&1 || "$PLATFORM/demo-api/build.sh" "$DEMO_IMAGE" >/dev/null
}
DEMO_IMAGE=paz/demo-api:1

stop_platform() {
  [[ -n ${PLATFORM:-} ]] || return 0
  "$PLATFORM/paz" destroy --yes >"${PAZ_HOME%/home}/destroy.log" 2>&1 || cat "${PAZ_HOME%/home}/destroy.log" >&2
  rm -rf "${PAZ_HOME%/home}"
  PLATFORM=''
}

# deploy_demos SERVICES INSTANCES: so many services of the demo's image, with so many instances each; returns once all are announced.
deploy_demos() {
  local number
  for ((number = 1; number <= $1; number++)); do
    call POST "$PAZ_SERVICE_DIRECTORY_PORT/services" "{\"name\":\"bench-$number\",\"dockerRepository\":\"$DEMO_IMAGE\",
      \"numInstances\":$2,\"ports\":[{\"container\":8080}],\"healthCheck\":{\"path\":\"/health\"}}"
    call POST "$PAZ_SCHEDULER_PORT/hooks/deploy?wait=true" "{\"serviceName\":\"bench-$number\",\"dockerRepository\":\"$DEMO_IMAGE\"}"
  done
  await_announced $(($1 * $2))
}

call() {
  local answer
  answer=$(curl -sS -m 900 -X "$1" -H 'Content-Type: application/json' -d "$3" -w '\n%{http_code}' "http://127.0.0.1:$2" || true)
  [[ ${answer##*$'\n'} == 2* ]] || {
    echo "$1 $2: $answer" >&2
    return 1
  }
}

await_announced() {
  local deadline=$((SECONDS + 900))
  until (($(announced) >= $1)); do
    ((SECONDS < deadline)) || {
      echo "only $(announced) of $1 instances are announced after 900 s" >&2
      return 1
    }
    sleep 0.2
  done
}

# announced: how many instances etcd holds; the keys are those that begin with /paz/services/bench-.
announced() {
  bench_etcdctl get --prefix --keys-only /paz/services/bench- | grep -c . || true
}

# bench_etcdctl ARGUMENT...: also of a platform of before etcd asked for a certificate.
bench_etcdctl() {
  local own=$PAZ_HOME/certificates/root
  if [[ -d $own ]]; then
    ETCDCTL_API=3 etcdctl --endpoints="https://127.0.0.1:$PAZ_ETCD_PORT" --cacert="$own/ca.crt" --cert="$own/tls.crt" --key="$own/tls.key" "$@"
  else
    ETCDCTL_API=3 etcdctl --endpoints="http://127.0.0.1:$PAZ_ETCD_PORT" "$@"
  fi
}

PROCESS_GROUPS=(jvm supervisor etcd haproxy docker docker-proxy instances)

# sample READINGS SECONDS: reads the processes so many times, so many seconds apart, and leaves the medians of each group in PERCENT (of a
# core), MEMORY (MiB of PSS) and COUNT (processes).
sample() {
  local reading folder group
  declare -gA PERCENT=() MEMORY=() COUNT=()
  folder=$(mktemp -d)
  for ((reading = 0; reading <= $1; reading++)); do
    ((reading == 0)) || sleep "$2"
    { echo "at $EPOCHREALTIME"; "$BENCH/processes.pl" "$PAZ_HOME"; } >"$folder/$reading"
  done
  for group in "${PROCESS_GROUPS[@]}"; do
    PERCENT[$group]=$(for ((reading = 1; reading <= $1; reading++)); do
      awk -v group="$group" -v tick="$(getconf CLK_TCK)" '
        $1 == "at" { began = at; at = $2 }
        $1 == group { before = ticks; ticks = $2 }
        END { printf "%.3f\n", (ticks - before) / tick / (at - began) * 100 }' "$folder/$((reading - 1))" "$folder/$reading"
    done | median)
    MEMORY[$group]=$(awk -v group="$group" '$1 == group { printf "%.2f\n", $3 / 1024 }' "$folder"/* | median)
    COUNT[$group]=$(awk -v group="$group" '$1 == group { print $4 }' "$folder"/* | median)
  done
  rm -rf "$folder"
}

# line NAME PERCENT MEMORY: a row of what side_by_side prints.
line() {
  printf '%s|%s|%s\n' "$1" "$2" "$3"
}

# side_by_side FUNCTION BEFORE: prints what the function prints for this folder, lines of NAME|PERCENT|MEMORY, and where the folder BEFORE is
# given the same of that one in columns before it.
side_by_side() {
  local folder
  folder=$(mktemp -d)
  if [[ -n $2 ]]; then
    "$1" "$(cd "$2" && pwd)" >"$folder/before"
    "$1" "$(dirname "$BENCH")" >"$folder/after"
    printf '%-26s %20s %20s\n' '' before after
    join_columns "$folder/before" "$folder/after"
  else
    "$1" "$(dirname "$BENCH")" >"$folder/after"
    join_columns "$folder/after"
  fi
  rm -rf "$folder"
}

join_columns() {
  awk -F '|' '
    !($1 in row) { names[++n] = $1 }
    { row[$1] = row[$1] sprintf(" %8s %% %6s MiB", $2, $3) }
    END { for (i = 1; i <= n; i++) printf "%-26s%s\n", names[i], row[names[i]] }' "$@"
}
