# What the scripts of a cluster share. Settings:
#   FLEETCTL            the program (fleetctl)
#   FLEETCTL_ENDPOINT   fleet's API (http://127.0.0.1:49153, as a host of the cluster reaches it)
#   PAZ_WAIT            seconds to wait for units (300)
#   DEBUG=1             show each command
[[ ${DEBUG:-} != 1 ]] || set -x
CLUSTER_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
FLEETCTL=${FLEETCTL:-fleetctl}
FLEETCTL_ENDPOINT=${FLEETCTL_ENDPOINT:-http://127.0.0.1:49153}
PAZ_WAIT=${PAZ_WAIT:-300}

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
    die "$FLEETCTL is not installed (expected: fleet 1.0's fleetctl on the PATH, or its place in FLEETCTL)"
  machines=$(fleet list-machines --no-legend 2>&1) ||
    die "fleet does not answer at $FLEETCTL_ENDPOINT: $machines" "Set FLEETCTL_ENDPOINT to the API of one of the hosts."
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

# wait_for_units FILE...: until all are active; shows each change of their number.
wait_for_units() {
  local deadline=$((SECONDS + PAZ_WAIT)) shown='' names
  names=$(printf '%s\n' "${@##*/}")
  while :; do
    count_units "$names"
    [[ $shown == "$COUNTS" ]] || echo "$COUNTS"
    shown=$COUNTS
    ((ACTIVE < $#)) || return 0
    ((SECONDS < deadline)) || break
    sleep 1
  done
  die "Not all units are active after $PAZ_WAIT s:" "$STATES" "Look with: fleetctl journal UNIT"
}

# count_units NAMES: of the units of these names, how many are active on each host that has them; a unit that no host has is
# waiting. In ACTIVE, COUNTS and, those that are not active, STATES.
count_units() {
  local name states waiting=0 activating=0 failed=0 listed
  listed=$(fleet list-units --no-legend --fields=unit,active,sub,machine)
  ACTIVE=0 STATES=''
  while IFS= read -r name; do
    states=$(awk -v unit="$name" '$1 == unit { print $2 }' <<<"$listed" | sort -u | tr '\n' ' ')
    case $states in
      'active ') ACTIVE=$((ACTIVE + 1)) ;;
      '') waiting=$((waiting + 1)) ;;
      *failed*) failed=$((failed + 1)) ;;
      *) activating=$((activating + 1)) ;;
    esac
    [[ $states == 'active ' ]] || STATES+="  $name ${states:-waiting}"$'\n'
  done <<<"$1"
  COUNTS="$ACTIVE active, $activating activating, $waiting waiting, $failed failed"
}
