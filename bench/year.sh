#!/usr/bin/env bash
# bench/year.sh [DAYS]: what the scheduler keeps of a simulated year of 50 deployments a day, which is a test of the scheduler, with more
# days than that test has by itself. Prints records, size on disk, time to open and heap four times on the way.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
days=${1:-365}
source "$here/machine.sh"

machine
status=0
output=$(cd "$root" && mvn -q -B -pl scheduler -am verify -Dtest=RetentionTest -Dsurefire.failIfNoSpecifiedTests=false \
  -DargLine="-Dpaz.year.days=$days") || status=1
if ((status)); then
  printf '%s\n' "$output"
else
  grep -o 'year:.*' <<<"$output"
fi
exit "$status"
