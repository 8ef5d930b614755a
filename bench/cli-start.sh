#!/usr/bin/env bash
# How long a command of the command line takes that asks no platform: with Java's own archive of shared classes, without, and with one of its own.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
runs=${1:-20}
source "$here/machine.sh"
file=$root/cli/target/classes/io/paz/cli/download/paz
[[ -x $file ]] || (cd "$root" && mvn -q -B -DskipTests -pl cli -am process-classes)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export HOME=$folder
options=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m)

# measure NAME COMMAND...: medians of the time on the clock and of the processor's.
measure() {
  local name=$1
  shift
  TIMEFORMAT='%R %U %S'
  for _ in $(seq "$runs"); do
    { time "$@" >/dev/null 2>&1; } 2>&1
  done >"$folder/times"
  printf '%-44s n=%d   median %s s, of the processor %s s\n' "$name" "$runs" \
    "$(awk '{ print $1 }' "$folder/times" | median)" "$(awk '{ print $2 + $3 }' "$folder/times" | median)"
}

machine
java "${options[@]}" -Xlog:disable -XX:ArchiveClassesAtExit="$folder/own.jsa" -jar "$file" contexts >/dev/null 2>&1
measure 'paz contexts (limit 0.4 s)' "$file" contexts
measure 'without shared classes' java "${options[@]}" -Xshare:off -jar "$file" contexts
measure 'with an archive of its own classes' java "${options[@]}" -XX:SharedArchiveFile="$folder/own.jsa" -jar "$file" contexts
measure 'paz --help, which makes all commands' "$file" --help
