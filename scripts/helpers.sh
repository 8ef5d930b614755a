# What the scripts of a cluster share. Settings:
#   FLEETCTL            the program (fleetctl on the PATH, or /opt/bin/fleetctl)
#   FLEETCTL_ENDPOINT   fleet's API (http://127.0.0.1:49153, as a host of the cluster reaches it)
#   PAZ_WAIT            seconds to wait for units, and for names (300)
#   DEBUG=1             show each command
[[ ${DEBUG:-} != 1 ]] || set -x
CLUSTER_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
FLEETCTL=${FLEETCTL:-$(command -v fleetctl || echo /opt/bin/fleetctl)}
FLEETCTL_ENDPOINT=${FLEETCTL_ENDPOINT:-http://127.0.0.1:49153}
PAZ_WAIT=${PAZ_WAIT:-300}
# Services run without these; who starts a run level is told that they are missing, and does not wait for them.
OPTIONAL_UNITS=(paz-cadvisor.service paz-journal-gateway.service)

die() {
  printf '%s\n' "$@" >&2
  exit 1
}

fleet() {
  "$FLEETCTL" --endpoint="$FLEETCTL_ENDPOINT" "$@"
}

# check_fleet: fleetctl is there, and a fleet with machines answers it.
check_fleet() {
  local machines
  command -v "$FLEETCTL" >/dev/null ||
    die "$FLEETCTL is not installed (expected: fleet 1.0's fleetctl on the PATH, in /opt/bin, or its place in FLEETCTL)"
  machines=$(fleet list-machines --no-legend 2>&1) ||
    die "fleet does not answer at $FLEETCTL_ENDPOINT: $machines" "Run this on one of the hosts, as root: fleet's API listens on their loopback address only, and is for root."
  [[ -n $machines ]] || die "fleet at $FLEETCTL_ENDPOINT has no machine (expected: at least one; is fleetd running on the hosts?)"
}

# units_of LEVEL: the unit files of a run level, in UNITS; sidekicks come after what they announce.
units_of() {
  [[ -d $CLUSTER_ROOT/units/$1 ]] || die "run level: $1 (expected: $(cd "$CLUSTER_ROOT/units" && echo [0-9]))"
  UNITS=("$CLUSTER_ROOT/units/$1"/*.service)
}

# start_units FILE...: submits and starts them; one whose text changed is replaced.
start_units() {
  local file unit
  for file in "$@"; do
    unit=$(basename "$file")
    if fleet cat "$unit" >/dev/null 2>&1 && ! same_unit "$file"; then
      destroy_units "$file"
    fi
  done
  fleet start --no-block "$@" >/dev/null
}

# same_unit FILE: whether fleet holds it with this text; fleet joins continued lines and drops comments and blank lines.
same_unit() {
  [[ $(fleet cat "$(basename "$1")" | plain_unit) == "$(plain_unit <"$1")" ]]
}

plain_unit() {
  sed -e ':a' -e '/\\$/N; s/\\\n/ /; ta' | grep -v '^#' | tr -s ' \n' ' \n' | grep -v '^ *$'
}

# destroy_units FILE...: and waits until no host runs them.
destroy_units() {
  local file names=() deadline=$((SECONDS + PAZ_WAIT))
  for file in "$@"; do
    names+=("$(basename "$file")")
  done
  fleet destroy "${names[@]}" >/dev/null 2>&1 || true
  while fleet list-units --no-legend --fields=unit | grep -qxF -f <(printf '%s\n' "${names[@]}"); do
    ((SECONDS < deadline)) || die "fleet still runs some of ${names[*]} after $PAZ_WAIT s" "See: fleetctl list-units"
    sleep 1
  done
}

# wait_for_units FILE...: until all are active but those that are optional; shows each change of their number.
wait_for_units() {
  local deadline=$((SECONDS + PAZ_WAIT)) shown='' names
  names=$(printf '%s\n' "${@##*/}")
  while :; do
    count_units "$names"
    [[ $shown == "$COUNTS" ]] || echo "$COUNTS"
    shown=$COUNTS
    ((MISSING > 0)) || break
    ((SECONDS < deadline)) || die "Not all units are active after $PAZ_WAIT s:" "$STATES" "Look with: $FLEETCTL journal UNIT"
    sleep 1
  done
  [[ -z $STATES ]] || printf '%s\n' 'Not active, and not waited for, since services run without:' "${STATES%$'\n'}" "Look with: $FLEETCTL journal UNIT"
}

# count_units NAMES: of the units of these names, how many are active on each host that has them; a unit that no host has is
# waiting. In ACTIVE, COUNTS, MISSING (those that are not active and not optional) and, of all that are not active, STATES.
count_units() {
  local name states waiting=0 activating=0 failed=0 listed
  listed=$(fleet list-units --no-legend --fields=unit,active,sub,machine)
  ACTIVE=0 MISSING=0 STATES=''
  while IFS= read -r name; do
    states=$(sed -n "s/^${name//./\\.}[[:blank:]]\+\([^[:blank:]]*\).*/\1/p" <<<"$listed" | sort -u | tr '\n' ' ')
    case $states in
      'active ') ACTIVE=$((ACTIVE + 1)) && continue ;;
      '') waiting=$((waiting + 1)) ;;
      *failed*) failed=$((failed + 1)) ;;
      *) activating=$((activating + 1)) ;;
    esac
    STATES+="  $name ${states:-waiting}"$'\n'
    [[ " ${OPTIONAL_UNITS[*]} " == *" $name "* ]] || MISSING=$((MISSING + 1))
  done <<<"$1"
  COUNTS="$ACTIVE active, $activating activating, $waiting waiting, $failed failed"
}

# await_answers FILE...: until each host's HAProxy answers, and leads to what these units announce.
await_answers() {
  local deadline=$((SECONDS + PAZ_WAIT)) asked=() file
  for file in "$@"; do
    case $file in
      */paz-haproxy.service) asked+=('any.paz / HAProxy') ;;
      *-announce.service) asked+=("$(announced_name "$file").paz $(announced_path "$file") $(announced_name "$file")") ;;
    esac
  done
  ((${#asked[@]} > 0)) || return 0
  while :; do
    ask_hosts "${asked[@]}"
    [[ -n $UNANSWERED ]] || break
    ((SECONDS < deadline)) || die "Active, but not reached after $PAZ_WAIT s:" "$UNANSWERED" \
      "404: not announced; look with: $FLEETCTL journal paz-...-announce" \
      "503: announced, but that host does not reach it; no answer: look with: $FLEETCTL list-units, for paz-haproxy"
    sleep 1
  done
  printf '%s answers on every host\n' "${asked[@]##* }"
}

announced_name() {
  basename "$1" -announce.service
}

# announced_path FILE: what the unit asks for before it announces.
announced_path() {
  # shellcheck disable=SC2016 # as the unit writes it
  sed -n 's#.*"http://$$address\(/[^"]*\)".*#\1#p' "$1"
}

# ask_hosts "HOST_NAME PATH WHAT"...: those that a host does not answer for, and what came instead, in UNANSWERED.
ask_hosts() {
  local addresses address asked name path what status
  mapfile -t addresses < <(fleet list-machines --no-legend --full --fields=ip)
  UNANSWERED=''
  for address in "${addresses[@]}"; do
    for asked in "$@"; do
      read -r name path what <<<"$asked"
      status=$(curl -q -s -o /dev/null -w '%{http_code}' --noproxy '*' --max-time 5 -H "Host: $name" "http://$address:8080$path" || true)
      [[ $status == [23]?? || $what == HAProxy && $status != 000 ]] ||
        UNANSWERED+="  $what on $address:8080: ${status/000/no answer} (expected: 200)"$'\n'
    done
  done
  UNANSWERED=${UNANSWERED%$'\n'}
}
