#!/usr/bin/env bash
# Resident memory of Paz's own Java on the running platform, once it has been idle for a while.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readings=${1:-10}
source "$here/machine.sh"

home=${PAZ_HOME:-$HOME/.paz}
read -r pid _ <"$home/run/paz.pid"

resident() {
  awk '/^VmRSS/ { printf "%.1f\n", $2 / 1024 }' "/proc/$pid/status"
}

machine
for _ in $(seq "$readings"); do
  sleep 1
  resident
done | median | awk -v n="$readings" '{ printf "resident memory of the platform'"'"'s Java, idle   n=%d   median %.1f MB   (limit 500, goal 350)\n", n, $1 }'
