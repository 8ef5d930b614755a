#!/usr/bin/env bash
# Makes this host Paz's home: restores the newest backup of PAZ_BACKUPS under /var/lib/paz, which must hold none yet, and has fleet start
# Paz here. For a home that is lost, or was stopped for good: two homes at once would each count versions of their own. As root. One that
# was interrupted is run again. Usage: cluster-restore.sh [--unverified]
#   --unverified       takes backups that the keys of this host did not sign, such as those of an older Paz, without accounts and tokens
#   PAZ_BACKUPS        folder of the backups (/var/lib/paz-backups, or what /etc/paz/host.env says)
#   PAZ_SECRETS_KEY    the keys that they must be signed with (/etc/paz/secrets.key)
set -euo pipefail
[[ ${DEBUG:-} != 1 ]] || set -x
PARTS=(service-directory scheduler)
# What is restored and not in place yet.
RESTORED=/var/lib/paz/restored
BACKUPS=${PAZ_BACKUPS:-$(sed -n 's/^PAZ_BACKUPS=//p' /etc/paz/host.env 2>/dev/null || true)}
BACKUPS=${BACKUPS:-/var/lib/paz-backups}
KEYS=${PAZ_SECRETS_KEY:-/etc/paz/secrets.key}
UNVERIFIED=${1:-}
# A backup of an earlier release has none, and nobody gets in by one whose maker is not known.
[[ ! -e $BACKUPS/orchestrator || -n $UNVERIFIED ]] || PARTS+=(orchestrator)

die() {
  printf '%s\n' "$@" >&2
  exit 1
}

# Paz runs elsewhere: its home must be gone, or stopped for good.
check_no_home() {
  local machines homes
  machines=$(fleet_api 2>&1) ||
    die "fleet does not answer on this host: $machines"
  homes=$(grep -o '"id":"[^"]*","metadata":{[^}]*"paz":"home"[^}]*}' <<<"$machines" | grep -vF "\"$(</etc/machine-id)\"" | cut -d '"' -f 4 || true)
  [[ -z $homes ]] || die "Paz has a home already: machine $homes" \
    'Stop that host first, or take paz=home away from it: docs/operations.md, "Backup, and another home".'
}

# A run that was interrupted leaves RESTORED, whole, or not at all; what is still in there is put in place by the next one.
restore_data() {
  local part
  [[ -e $RESTORED ]] || restore_beside
  for part in "${PARTS[@]}"; do
    [[ ! -e $RESTORED/$part/db ]] || put_in_place "$part"
  done
  sync -f /var/lib/paz
}

restore_beside() {
  local part unfinished=$RESTORED.unfinished
  for part in "${PARTS[@]}"; do
    check_no_data "$part"
  done
  [[ -s $KEYS ]] ||
    die "PAZ_SECRETS_KEY: $KEYS is not there; nothing was changed (expected: the keys that the backups are signed with, from your copy)"
  install -D -m 0400 -o 10001 "$KEYS" /run/paz/restore.secrets.key
  docker rm -f paz-restore >/dev/null 2>&1 || true
  rm -rf "$unfinished"
  for part in "${PARTS[@]}"; do
    mkdir -p "$unfinished/$part"
    chown 10001:10001 "$unfinished/$part"
    docker run --rm --name=paz-restore --network=none --volume="$unfinished/$part:/data" --volume="$BACKUPS/$part:/backups" \
      --volume=/run/paz/restore.secrets.key:/run/secrets/backups-key:ro "paz/$part" restore /backups \
      --backups-key-file /run/secrets/backups-key ${UNVERIFIED:+"$UNVERIFIED"} || die "$BACKUPS/$part was not restored; nothing was changed"
  done
  sync -f "$unfinished"
  mv -T "$unfinished" "$RESTORED"
}

check_no_data() {
  [[ ! -e /var/lib/paz/$1/db ]] ||
    die "/var/lib/paz/$1/db: there is a store already; nothing was changed (expected: none; to give it up, move it away first)"
}

put_in_place() {
  check_no_data "$1"
  mkdir -p "/var/lib/paz/$1"
  chown 10001:10001 "/var/lib/paz/$1"
  [[ ! -e $RESTORED/$1/audit || -e /var/lib/paz/$1/audit ]] || mv -T "$RESTORED/$1/audit" "/var/lib/paz/$1/audit"
  mv -T "$RESTORED/$1/db" "/var/lib/paz/$1/db"
}

# Through fleet's API, which keeps it for good and moves no unit. A fleet that is started anew would be no machine of the cluster until
# its 30 s are over, and stop what the host runs when it is one again. The file is for a cluster whose etcd is made anew.
become_home() {
  local machine answer
  machine=$(</etc/machine-id)
  if grep -q '^FLEET_METADATA=' /etc/paz/fleet.env 2>/dev/null; then
    sed -i '/^FLEET_METADATA=/{/paz=home/!s/$/,paz=home/}' /etc/paz/fleet.env
  else
    echo 'FLEET_METADATA=paz=home' >>/etc/paz/fleet.env
  fi
  answer=$(fleet_api -X PATCH -H 'Content-Type: application/json' \
    -d "[{\"op\": \"add\", \"path\": \"/$machine/metadata/paz\", \"value\": {\"value\": \"home\"}}]" 2>&1) ||
    die "fleet did not take paz=home for this host: $answer" 'The data is restored; run this again to go on.'
}

# fleet_api OPTION...: the machines of fleet, as the API of this host's fleet answers.
fleet_api() {
  curl -q -sS --fail-with-body --max-time 20 --unix-socket /run/fleet.sock "$@" http://fleet/fleet/v1/machines
}

[[ -z $UNVERIFIED || $UNVERIFIED == --unverified ]] || die "$UNVERIFIED (expected: --unverified, or nothing)"
check_no_home
restore_data
become_home
rm -rf "$RESTORED" /run/paz/restore.secrets.key
echo "This host is Paz's home; fleet starts it here within seconds: /opt/bin/fleetctl list-units"
