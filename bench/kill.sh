#!/usr/bin/env bash
# bench/kill.sh [COUNT] [SEED]: the kill programme, which is a test of the scheduler, with more runs than that test has by
# itself. Prints its line of figures, and everything when an invariant is violated.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
runs=${1:-200}
seed=${2:-1}
source "$here/machine.sh"

machine
status=0
output=$(cd "$root" && mvn -q -B -pl scheduler -am verify -Dtest=KillProgrammeTest -Dsurefire.failIfNoSpecifiedTests=false \
  -DargLine="-Dpaz.kill.runs=$runs -Dpaz.kill.seed=$seed") || status=1
if ((status)); then
  printf '%s\n' "$output"
else
  grep -o 'kill programme:.*' <<<"$output"
fi
exit "$status"
