#!/usr/bin/env bash
# bench/leader-changes.sh [COUNT]: the real confd, started as its image starts it, while the leader of an etcd of three members dies when a
# key changes, COUNT times (25). It is a test of haproxy-confd, with more rounds than that test has by itself. PAZ_CONFD names
# confd. Prints its line of figures, and everything when a route did not come in time.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
rounds=${1:-25}
source "$here/machine.sh"

[[ -x ${PAZ_CONFD:-} ]] || {
  echo "PAZ_CONFD: ${PAZ_CONFD:-none} (expected: the path of the real confd)" >&2
  exit 2
}
machine
status=0
output=$(cd "$root" && mvn -q -B -pl haproxy-confd -am verify -Dtest=LeaderChangesTest -Dsurefire.failIfNoSpecifiedTests=false \
  -DargLine="-Dpaz.leader.rounds=$rounds") || status=1
if ((status)); then
  printf '%s\n' "$output"
else
  grep -o 'leader changes:.*' <<<"$output"
fi
exit "$status"
