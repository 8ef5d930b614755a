#!/usr/bin/env bash
# Makes this host Paz's home: restores the newest backup of PAZ_BACKUPS under /var/lib/paz, which must hold none yet, and has fleet start
# Paz here. For a home that is lost, or was stopped for good: two homes at once would each count versions of their own. As root.
#   PAZ_BACKUPS   folder of the backups (/var/lib/paz-backups, or what /etc/paz/host.env says)
set -euo pipefail
[[ ${DEBUG:-} != 1 ]] || set -x
PARTS=(service-directory scheduler)
BACKUPS=${PAZ_BACKUPS:-$(sed -n 's/^PAZ_BACKUPS=//p' /etc/paz/host.env 2>/dev/null || true)}
BACKUPS=${BACKUPS:-/var/lib/paz-backups}

die() {
  printf '%s\n' "$@" >&2
  exit 1
}

# Paz runs elsewhere: its home must be gone, or stopped for good.
check_no_home() {
  local machines homes
  machines=$(curl -sS --fail-with-body --max-time 20 --unix-socket /run/fleet.sock http://fleet/fleet/v1/machines 2>&1) ||
    die "fleet does not answer on this host: $machines"
  homes=$(grep -o '"id":"[^"]*","metadata":{[^}]*"paz":"home"[^}]*}' <<<"$machines" | grep -vF "\"$(</etc/machine-id)\"" | cut -d '"' -f 4 || true)
  [[ -z $homes ]] || die "Paz has a home already: machine $homes" \
    'Stop that host first, or take paz=home out of its /etc/paz/fleet.env and restart its fleet.'
}

check_no_data() {
  local part
  for part in "${PARTS[@]}"; do
    [[ ! -e /var/lib/paz/$part/db ]] ||
      die "/var/lib/paz/$part/db: there is a store already; nothing was changed (expected: none; to give it up, move it away first)"
  done
}

# Both or neither.
restore_all() {
  local part
  for part in "${PARTS[@]}"; do
    mkdir -p "/var/lib/paz/$part"
    chown 10001:10001 "/var/lib/paz/$part"
    docker run --rm --network=none --volume="/var/lib/paz/$part:/data" --volume="$BACKUPS/$part:/backups" "paz/$part" restore /backups || {
      remove_restored
      die "$BACKUPS/$part was not restored; nothing was changed"
    }
  done
}

remove_restored() {
  local part
  for part in "${PARTS[@]}"; do
    rm -rf "/var/lib/paz/$part/db"
  done
}

# A fleet that is asked to end stops all units of its host; one that is killed comes back after 2 s and finds them as they were.
become_home() {
  if grep -q '^FLEET_METADATA=' /etc/paz/fleet.env 2>/dev/null; then
    sed -i '/^FLEET_METADATA=/{/paz=home/!s/$/,paz=home/}' /etc/paz/fleet.env
  else
    echo 'FLEET_METADATA=paz=home' >>/etc/paz/fleet.env
  fi
  systemctl kill --signal=KILL fleet.service
}

check_no_home
check_no_data
restore_all
become_home
echo "This host is Paz's home; fleet starts it here within seconds: fleetctl list-units"
