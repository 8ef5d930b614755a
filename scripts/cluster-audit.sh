#!/usr/bin/env bash
# The audit logs of a cluster, which Paz's services keep on their home host: runs there, as root. Usage: cluster-audit.sh [verify | show [NUMBER]]
#   verify          whether nobody changed them, and each one's last number and hash; exit status 1 when one is broken
#   show [NUMBER]   the newest records of each (20)
set -euo pipefail
PARTS=(orchestrator scheduler service-directory)
DATA=${PAZ_DATA:-/var/lib/paz}

# read_log PART WORD [NUMBER]
read_log() {
  local part=$1 word=$2
  shift 2
  [[ -d $DATA/$part/audit ]] || {
    echo "$DATA/$part/audit: there is no audit log (expected: on the home host, after units/1/paz-$part.service was started)"
    return 2
  }
  docker run --rm --network=none --volume="$DATA/$part/audit:/audit/$part:ro" "paz/$part" audit "$word" "/audit/$part" "$@"
}

status=0
case ${1:-show} in
  verify) arguments=() ;;
  show) arguments=("${2:-20}") ;;
  *)
    echo "$1 (expected: verify, or show)" >&2
    exit 2
    ;;
esac
for part in "${PARTS[@]}"; do
  read_log "$part" "${1:-show}" "${arguments[@]}" || status=$(($? > status ? $? : status))
done
exit "$status"
