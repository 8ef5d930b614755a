#!/usr/bin/env bash
# bench/etcd-tls.sh [ROUNDS]: what TLS, users and roles cost at etcd, beside a plain one in the same run.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
rounds=${1:-300}
source "$here/machine.sh"

machine
uptime
status=0
output=$(cd "$root" && mvn -q -B -pl etcd test -Dtest=TlsCost -DargLine="-Dpaz.etcd.rounds=$rounds") || status=1
if ((status)); then
  printf '%s\n' "$output"
else
  grep -o 'etcd over TLS:.*' <<<"$output"
fi
exit "$status"
