#!/usr/bin/env bash
# Makes hosts a cluster: looks whether each has what it needs, writes /etc/paz there over SSH, new certificates for etcd included, puts the
# units of units/host there, starts the firewall, etcd and fleet, and gives each part its rights in etcd. Run again, it writes all anew and leaves what
# runs alone. With --rotate-secrets it makes a new key of what is stored secret, brings it to every host, and has Paz encrypt everything with it.
# Usage: install-hosts.sh [--rotate-secrets] SETTINGS
# SETTINGS is a file of NAME=value lines (vagrant/cluster.env is one):
#   HOSTS            name=address of each host, with blanks between: its address in the private network
#   SSH_HOSTS        where SSH reaches them, in the same order, when not at those addresses: core@203.0.113.7 ...
#   SSH_USER         who may call sudo there without a password (core)
#   HOME_HOST        the host that keeps Paz's own data (the first one)
#   TOKEN_FILE       the administrator's token; made when it is not there
#   SECRETS_KEY_FILE the keys of what is stored secret; made when it is not there
#   STATISTICS_PASSWORD_FILE   the password of HAProxy's statistics, user paz; made when it is not there
#   AUTHORITY        folder of the authority that signs etcd's certificates (~/.paz-cluster-authority); made when it is not there
#   ETCD_URL, ETCD_SHA256, FLEET_URL, FLEET_SHA256   archives that hosts fetch; none where etcd and fleet are in /opt/bin already
#   PAZ_BACKUPS      folder of the home host for backups (/var/lib/paz-backups)
#   READERS          addresses and networks besides the hosts that may read their journals and cAdvisor, with blanks between (none)
#   DNS_ZONE         zone that hosts and public services are to get names in
#   DNS_ACCOUNT, DNS_TOKEN_FILE                      of DNSimple, which keeps zones; or, of a name server that takes updates (RFC 2136):
#   DNS_SERVER, DNS_KEY_FILE                         HOST:PORT, and its TSIG key
#   TLS_PORT         HAProxy's port for HTTPS on every host, 443 as a rule; none without
#   ACME_EMAIL, ACME_ACCEPT_TERMS=true               certificates of an ACME authority, Let's Encrypt unless these name another:
#   ACME_DIRECTORY, ACME_ROOT_FILE                   its directory, and the root of its server's certificate where it is a private one
#   ACME_CHALLENGE, ACME_DNS_ZONES                   http or dns, and the zones that it is answered in, which wildcards need
# In the environment: SSH, the program (ssh); PAZ_WAIT, seconds to wait for fleet (300); DEBUG=1, which shows each command.
set -euo pipefail
[[ ${DEBUG:-} != 1 ]] || set -x
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
SSH=${SSH:-ssh -o BatchMode=yes -o ConnectTimeout=10}
# shellcheck source=certificates.sh
. "$ROOT/scripts/certificates.sh"
# shellcheck source=firewall.sh
. "$ROOT/scripts/firewall.sh"
NAMES=(HOSTS SSH_HOSTS SSH_USER HOME_HOST TOKEN_FILE SECRETS_KEY_FILE STATISTICS_PASSWORD_FILE AUTHORITY ETCD_URL ETCD_SHA256 FLEET_URL FLEET_SHA256 PAZ_BACKUPS READERS
  DNS_ZONE DNS_ACCOUNT DNS_TOKEN_FILE DNS_SERVER DNS_KEY_FILE TLS_PORT ACME_EMAIL ACME_ACCEPT_TERMS ACME_DIRECTORY ACME_ROOT_FILE ACME_CHALLENGE ACME_DNS_ZONES)
declare -A SETTING=([SSH_USER]=core [PAZ_BACKUPS]=/var/lib/paz-backups)

die() {
  printf '%s\n' "$@" >&2
  exit 1
}

read_settings() {
  local line number=0
  [[ -r $1 ]] || die "$1 cannot be read (expected: a file of NAME=value lines)"
  while IFS= read -r line || [[ -n $line ]]; do
    number=$((number + 1))
    [[ -n $line && $line != \#* ]] || continue
    [[ $line =~ ^([A-Z0-9_]+)=\"?([^\"]*)\"?$ && " ${NAMES[*]} " == *" ${BASH_REMATCH[1]} "* ]] ||
      die "$1, line $number: $line (expected: NAME=value with one of ${NAMES[*]})"
    SETTING[${BASH_REMATCH[1]}]=${BASH_REMATCH[2]}
  done <"$1"
}

check_settings() {
  local host name
  read -ra HOSTS <<<"${SETTING[HOSTS]:-}"
  read -ra SSH_HOSTS <<<"${SETTING[SSH_HOSTS]:-}"
  ((${#HOSTS[@]} > 0)) || die 'HOSTS: none (expected: name=address of each host, with blanks between)'
  for host in "${HOSTS[@]}"; do
    [[ $host =~ ^[a-z0-9-]+=[0-9]{1,3}(\.[0-9]{1,3}){3}$ ]] || die "HOSTS: $host (expected: name=address, host-1=192.168.65.101)"
  done
  ((${#SSH_HOSTS[@]} == 0 || ${#SSH_HOSTS[@]} == ${#HOSTS[@]})) ||
    die "SSH_HOSTS: ${#SSH_HOSTS[@]} (expected: as many as HOSTS, ${#HOSTS[@]})"
  read -ra READERS <<<"${SETTING[READERS]:-}"
  for host in "${READERS[@]}"; do
    [[ $host =~ ^[0-9]{1,3}(\.[0-9]{1,3}){3}(/[0-9]{1,2})?$ ]] || die "READERS: $host (expected: an address or network, such as 10.0.0.9 or 10.1.0.0/16)"
  done
  SETTING[HOME_HOST]=${SETTING[HOME_HOST]:-${HOSTS[0]%%=*}}
  [[ " ${HOSTS[*]}" == *" ${SETTING[HOME_HOST]}="* ]] || die "HOME_HOST: ${SETTING[HOME_HOST]} (expected: one of ${HOSTS[*]%%=*})"
  for name in ETCD FLEET; do
    [[ -z ${SETTING[${name}_URL]:-} || ${SETTING[${name}_SHA256]:-} =~ ^[0-9a-f]{64}$ ]] ||
      die "${name}_SHA256: ${SETTING[${name}_SHA256]:-none} (expected: the SHA-256 of ${SETTING[${name}_URL]}, 64 hexadecimal digits)"
  done
  check_zones
  check_https
}

# Zones have a provider.
check_zones() {
  [[ ${SETTING[DNS_SERVER]:-x:1} =~ ^[A-Za-z0-9.-]{1,253}:[1-9][0-9]{0,4}$ ]] ||
    die "DNS_SERVER: ${SETTING[DNS_SERVER]} (expected: a host and a port, such as ns1.example.com:53)"
  [[ -n ${SETTING[DNS_ZONE]:-}${SETTING[ACME_DNS_ZONES]:-} ]] || return 0
  if [[ -n ${SETTING[DNS_SERVER]:-} ]]; then
    [[ -r ${SETTING[DNS_KEY_FILE]:-} ]] || die "DNS_KEY_FILE: ${SETTING[DNS_KEY_FILE]:-none} cannot be read (expected: a file with the TSIG key of DNS_SERVER)"
  else
    [[ -r ${SETTING[DNS_TOKEN_FILE]:-} ]] ||
      die "DNS_TOKEN_FILE: ${SETTING[DNS_TOKEN_FILE]:-none} cannot be read (expected: a file with the token of the account at DNSimple)"
  fi
}

# The values go into files that units read.
check_https() {
  local name value
  value=${SETTING[TLS_PORT]:-443}
  [[ $value =~ ^[1-9][0-9]{0,3}$|^[1-5][0-9]{4}$|^6[0-5]{2}[0-9]{2}$ ]] || die "TLS_PORT: $value (expected: a port, such as 443)"
  for name in ACME_EMAIL ACME_DIRECTORY ACME_CHALLENGE ACME_DNS_ZONES; do
    [[ ${SETTING[$name]:-} =~ ^[A-Za-z0-9@:/._,%+~-]*$ ]] ||
      die "$name: ${SETTING[$name]} (expected: letters, digits and @:/._,%+~-)"
  done
  [[ ${SETTING[ACME_CHALLENGE]:-http} =~ ^(http|dns)$ ]] || die "ACME_CHALLENGE: ${SETTING[ACME_CHALLENGE]} (expected: http or dns)"
  [[ -z ${SETTING[ACME_EMAIL]:-} || ${SETTING[ACME_ACCEPT_TERMS]:-} == true ]] ||
    die "ACME_ACCEPT_TERMS: ${SETTING[ACME_ACCEPT_TERMS]:-none} (expected: true, once you have read the terms of service of the authority)"
  [[ -z ${SETTING[ACME_ROOT_FILE]:-} || -r ${SETTING[ACME_ROOT_FILE]} ]] ||
    die "ACME_ROOT_FILE: ${SETTING[ACME_ROOT_FILE]} cannot be read (expected: a file in PEM)"
}

make_token() {
  TOKEN_FILE=${SETTING[TOKEN_FILE]:-$HOME/.paz-cluster-token}
  [[ -s $TOKEN_FILE ]] || (umask 077 && od -An -N32 -tx1 /dev/urandom | tr -d ' \n' >"$TOKEN_FILE")
}

make_statistics_password() {
  STATISTICS_PASSWORD_FILE=${SETTING[STATISTICS_PASSWORD_FILE]:-$HOME/.paz-cluster-statistics-password}
  [[ -s $STATISTICS_PASSWORD_FILE ]] || (umask 077 && random_hex 32 >"$STATISTICS_PASSWORD_FILE")
}

# The keys of what is stored secret, one a line: an ID and 32 bytes. Every host needs them: each decrypts variables of its instances.
make_secrets_key() {
  SECRETS_KEY_FILE=${SETTING[SECRETS_KEY_FILE]:-$HOME/.paz-cluster-secrets.key}
  [[ -s $SECRETS_KEY_FILE ]] || (umask 077 && echo "$(random_hex 4) $(random_hex 32)" >"$SECRETS_KEY_FILE")
}

# The last key encrypts, all decrypt. Every host has it before something is encrypted with it: the parts that encrypt read it when they start.
rotate_secrets() {
  local number put restart
  (umask 077 && { cat "$SECRETS_KEY_FILE" && echo "$(random_hex 4) $(random_hex 32)"; } >"$SECRETS_KEY_FILE.new")
  mv "$SECRETS_KEY_FILE.new" "$SECRETS_KEY_FILE"
  # shellcheck disable=SC2016 # for the host's shell
  put='root=; [ "$(id -u)" = 0 ] || root=sudo
    $root sh -c "umask 077; cat >/etc/paz/secrets.key.new && mv /etc/paz/secrets.key.new /etc/paz/secrets.key"'
  # shellcheck disable=SC2016 # for the host's shell
  restart='root=; [ "$(id -u)" = 0 ] || root=sudo; $root systemctl try-restart paz-service-directory paz-scheduler paz-orchestrator'
  # shellcheck disable=SC2086 # SSH holds a program and its options
  for number in "${!HOSTS[@]}"; do
    $SSH "$(place "$number")" "$put" <"$SECRETS_KEY_FILE" || die "${HOSTS[number]%%=*} did not get the new key; nothing was encrypted with it. Run this again."
  done
  # shellcheck disable=SC2086 # SSH holds a program and its options
  for number in "${!HOSTS[@]}"; do
    $SSH "$(place "$number")" "$restart" </dev/null || die "Paz was not started again on ${HOSTS[number]%%=*}; run this again."
  done
  echo "Secrets are encrypted with key $(tail -n 1 "$SECRETS_KEY_FILE" | cut -c 1-8). Keep a copy of $SECRETS_KEY_FILE apart from the backups"
}

random_hex() {
  od -An -v -w"$1" -N"$1" -tx1 /dev/urandom | tr -d ' '
}

# Whoever has its key gets into etcd as root.
make_authority_once() {
  local said
  AUTHORITY=${SETTING[AUTHORITY]:-$HOME/.paz-cluster-authority}
  [[ -e $AUTHORITY ]] || said=$(make_authority "$AUTHORITY" 2>&1) || die "The authority of etcd's certificates was not made: $said"
  [[ -r $AUTHORITY/ca.crt && -r $AUTHORITY/ca.key ]] || die "AUTHORITY: $AUTHORITY (expected: a folder with ca.crt and ca.key, or none yet)"
}

# joined FORMAT SEPARATOR: each host's name and address in the format's two places.
joined() {
  local host text=''
  for host in "${HOSTS[@]}"; do
    # shellcheck disable=SC2059
    text+="${text:+$2}$(printf "$1" "${host%%=*}" "${host#*=}")"
  done
  printf '%s' "$text"
}

# commas WORD...: the words with commas between.
commas() {
  local words=$*
  printf '%s' "${words// /, }"
}

# check_host NAME PLACE: before anything is written, whether the host has what Paz's units and sidekicks call; ERRORS holds what is missing.
check_host() {
  local missing programs='systemctl docker nft setpriv bash curl tar timeout sha256sum'
  [[ -n ${SETTING[ETCD_URL]:-} ]] || programs+=' /opt/bin/etcd /opt/bin/etcdctl'
  [[ -n ${SETTING[FLEET_URL]:-} ]] || programs+=' /opt/bin/fleetd /opt/bin/fleetctl'
  # shellcheck disable=SC2086 # SSH holds a program and its options
  missing=$($SSH "$2" "for program in $programs; do command -v \$program >/dev/null || printf ' %s' \$program; done
    systemctl cat systemd-journal-gatewayd.socket >/dev/null 2>&1 || printf ' journal-gateway'" </dev/null) ||
    die "$1 ($2) cannot be reached"
  [[ $missing != *journal-gateway ]] ||
    printf '%s\n' "$1 ($2) has no systemd-journal-gatewayd, so logs of its services will not be shown (on Debian: apt-get install systemd-journal-remote)"
  missing=${missing% journal-gateway}
  [[ -z $missing ]] || ERRORS+="  $1 ($2):$missing"$'\n'
}

check_hosts() {
  local number ERRORS=''
  command -v openssl >/dev/null || die 'openssl is not installed (expected: on this machine, since it makes the certificates)'
  for number in "${!HOSTS[@]}"; do
    check_host "${HOSTS[number]%%=*}" "$(place "$number")"
  done
  [[ -z $ERRORS ]] || die 'Missing on hosts; nothing was changed:' "${ERRORS%$'\n'}" \
    'On Debian: apt-get install docker.io nftables curl. What is missing in /opt/bin: put it there, or name its archive with ETCD_URL and FLEET_URL.'
}

# place NUMBER: where SSH reaches the host.
place() {
  echo "${SSH_HOSTS[$1]:-${SETTING[SSH_USER]}@${HOSTS[$1]#*=}}"
}

# install_host NAME ADDRESS PLACE
install_host() {
  local settings
  settings=$(mktemp -d)
  host_files "$1" "$2" "$settings"
  # shellcheck disable=SC2016,SC2086 # for the host's shell; SSH holds a program and its options
  tar -C "$settings" -cz etc | $SSH "$3" 'root=; [ "$(id -u)" = 0 ] || root=sudo
    $root tar -C / --no-same-owner --no-overwrite-dir -xz &&
    $root systemctl daemon-reload && $root systemctl enable -q paz-binaries paz-firewall etcd fleet.socket fleet &&
    $root systemctl start --no-block docker paz-binaries fleet.socket etcd fleet &&
    $root systemctl try-reload-or-restart --no-block etcd && $root systemctl reload-or-restart --no-block paz-firewall' ||
    die "$1 ($3) could not be installed"
  rm -rf "$settings"
  echo "$1 ($2) is installed"
}

# host_files NAME ADDRESS FOLDER: what a host gets, as it will lie there.
host_files() {
  local paz=$3/etc/paz name said own=/etc/paz/certificates
  mkdir -p "$paz" "$3/etc/systemd/system"
  cp "$ROOT"/units/host/* "$3/etc/systemd/system/"
  (umask 077 && cp "$TOKEN_FILE" "$paz/token" && cp "$SECRETS_KEY_FILE" "$paz/secrets.key" && cp "$STATISTICS_PASSWORD_FILE" "$paz/statistics-password")
  said=$(make_host_certificates "$AUTHORITY" "$paz/certificates" 127.0.0.1 "${HOSTS[@]#*=}" 2>&1) || die "The certificates of $1 were not made: $said"
  # Every unit of Paz and of services reads it; systemd's own PATH has no /opt/bin, where etcdctl is. The etcdctl of services is the announcer's user.
  {
    printf 'PAZ_HOST_IP=%s\nPAZ_HOSTS=%s\nPAZ_NETWORK=paz\nPAZ_STATISTICS_PASSWORD_FILE=/run/secrets/statistics-password\nPAZ_ETCD_ENDPOINTS=%s\nPAZ_BACKUPS=%s\nPATH=%s\n' "$2" "$(joined '%.0s%s' ,)" "$(joined 'https://%.0s%s:2379' ,)" "${SETTING[PAZ_BACKUPS]}" \
      /opt/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
    etcdctl_settings "$own/announcer"
    [[ -z ${SETTING[TLS_PORT]:-} ]] || echo "PAZ_HAPROXY_TLS_BIND=*:${SETTING[TLS_PORT]}"
  } >"$paz/host.env"
  {
    printf 'ETCDCTL_API=3\nETCDCTL_ENDPOINTS=https://127.0.0.1:2379\nPATH=%s\n' /opt/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
    etcdctl_settings "$own/root"
  } >"$paz/etcdctl.env"
  printf 'ETCD_NAME=%s\nETCD_INITIAL_CLUSTER=%s\nETCD_INITIAL_CLUSTER_STATE=new\n' "$1" "$(joined '%s=https://%s:2380' ,)" >"$paz/etcd.env"
  cluster_firewall_rules "$2" "$(joined '%.0s%s' ', ')" "$(commas "${READERS[@]}")" "${SETTING[TLS_PORT]:-}" >"$paz/firewall.nft"
  [[ $1 != "${SETTING[HOME_HOST]}" ]] || echo 'FLEET_METADATA=paz=home' >"$paz/fleet.env"
  for name in ETCD_URL ETCD_SHA256 FLEET_URL FLEET_SHA256; do
    [[ -z ${SETTING[$name]:-} ]] || echo "$name=${SETTING[$name]}" >>"$paz/binaries.env"
  done
  dns_files "$paz"
  acme_files "$paz"
}

# dns_files FOLDER: who keeps the zones.
dns_files() {
  [[ -n ${SETTING[DNS_ZONE]:-}${SETTING[ACME_DNS_ZONES]:-} ]] || return 0
  if [[ -n ${SETTING[DNS_SERVER]:-} ]]; then
    printf 'PAZ_ORCHESTRATOR_DNS_ZONE=%s\nPAZ_ORCHESTRATOR_DNS_SERVER=%s\n' "${SETTING[DNS_ZONE]:-}" "${SETTING[DNS_SERVER]}" >"$1/dns.env"
    (umask 077 && cp "${SETTING[DNS_KEY_FILE]}" "$1/dns.key")
  else
    printf 'PAZ_ORCHESTRATOR_DNS_ZONE=%s\nPAZ_ORCHESTRATOR_DNS_ACCOUNT=%s\n' "${SETTING[DNS_ZONE]:-}" "${SETTING[DNS_ACCOUNT]:-}" >"$1/dns.env"
    (umask 077 && cp "${SETTING[DNS_TOKEN_FILE]}" "$1/dns.token")
  fi
}

# acme_files FOLDER: which authority is asked, and how.
acme_files() {
  local name
  [[ -n ${SETTING[ACME_EMAIL]:-} ]] || return 0
  for name in ACME_EMAIL ACME_ACCEPT_TERMS ACME_DIRECTORY ACME_CHALLENGE ACME_DNS_ZONES; do
    [[ -z ${SETTING[$name]:-} ]] || echo "PAZ_ORCHESTRATOR_$name=${SETTING[$name]}"
  done >"$1/acme.env"
  [[ -n ${SETTING[ACME_ROOT_FILE]:-} ]] || return 0
  cp "${SETTING[ACME_ROOT_FILE]}" "$1/acme.root.pem"
  echo 'PAZ_ORCHESTRATOR_ACME_ROOT_FILE=/run/secrets/acme-root' >>"$1/acme.env"
}

# etcdctl_settings FOLDER: whose certificate etcdctl shows.
etcdctl_settings() {
  printf 'ETCDCTL_CACERT=%s\nETCDCTL_CERT=%s\nETCDCTL_KEY=%s\n' "$1/ca.crt" "$1/tls.crt" "$1/tls.key"
}

# set_roles PLACE: once etcd has found together.
set_roles() {
  local deadline=$((SECONDS + ${PAZ_WAIT:-300})) said
  # shellcheck disable=SC2016,SC2086 # for the host's shell; SSH holds a program and its options
  until said=$({ cat "$ROOT/scripts/etcd-roles.sh" && echo set_cluster_roles; } |
    $SSH "$1" 'root=; [ "$(id -u)" = 0 ] || root=sudo; $root bash -s' 2>&1); do
    ((SECONDS < deadline)) || die "etcd did not take its users and their roles: $said" 'Look on a host with: systemctl status paz-binaries etcd'
    sleep 1
  done
  echo 'etcd has its users and their roles'
}

# Until every host is a machine of fleet, as the first one tells.
await_fleet() {
  local deadline=$((SECONDS + ${PAZ_WAIT:-300})) machines=0
  until ((machines == ${#HOSTS[@]})); do
    ((SECONDS < deadline)) || die "fleet has $machines machines (expected: ${#HOSTS[@]})" \
      'Look on a host with: systemctl status paz-binaries etcd fleet'
    sleep 1
    # shellcheck disable=SC2016,SC2086 # for the host's shell; SSH holds a program and its options
    machines=$($SSH "$1" 'root=; [ "$(id -u)" = 0 ] || root=sudo; $root /opt/bin/fleetctl --endpoint=http://127.0.0.1:49153 list-machines --no-legend 2>/dev/null | wc -l' </dev/null) || machines=0
  done
  echo "fleet has $machines machines"
}

main() {
  local number host rotate=''
  [[ ${1:-} != --rotate-secrets ]] || { rotate=1 && shift; }
  [[ $# == 1 ]] || die 'settings: none (expected: install-hosts.sh [--rotate-secrets] SETTINGS)'
  read_settings "$1"
  check_settings
  if [[ -n $rotate ]]; then
    make_secrets_key
    rotate_secrets
    return
  fi
  check_hosts
  make_token
  make_secrets_key
  make_statistics_password
  make_authority_once
  for number in "${!HOSTS[@]}"; do
    host=${HOSTS[$number]}
    install_host "${host%%=*}" "${host#*=}" "$(place "$number")"
  done
  set_roles "$(place 0)"
  await_fleet "$(place 0)"
  echo "The administrator's token is in $TOKEN_FILE, the authority of etcd's certificates in $AUTHORITY"
  echo "The keys of stored secrets are in $SECRETS_KEY_FILE; keep a copy apart from the backups"
}

[[ ${BASH_SOURCE[0]} != "$0" ]] || main "$@"
