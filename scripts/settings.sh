# The settings of one machine's Paz: a flag wins over the environment, the environment over $PAZ_HOME/config, that over
# the default. One table, from which flags, checks and the help text come.

# name | flag | default | what it is
SETTINGS=(
  'PAZ_HTTP_PORT|--http-port|8080|HAProxy: every service, on loopback and for containers'
  'PAZ_PUBLIC_PORT|--public-port|8081|HAProxy: public services, on all addresses'
  'PAZ_TLS_PORT|--tls-port||HAProxy: public services over HTTPS, on all addresses, 443 on a server; none when not given'
  'PAZ_TCP_PORTS|--tcp-ports||HAProxy: public ports for TCP services, on all addresses, such as 20000-20099; none when not given'
  'PAZ_STATS_PORT|--stats-port|8404|HAProxy: statistics and metrics, on loopback'
  'PAZ_ORCHESTRATOR_PORT|--orchestrator-port|9000|orchestrator: the API for people and pages, on loopback'
  'PAZ_SERVICE_DIRECTORY_PORT|--service-directory-port|9001|service-directory, on loopback'
  'PAZ_SCHEDULER_PORT|--scheduler-port|9002|scheduler, on loopback'
  'PAZ_HOST_PORT|--host-port|49153|embedded host: fleet API and journal, on loopback'
  'PAZ_ETCD_PORT|--etcd-port|2379|etcd, on loopback'
  'PAZ_ETCD_PEER_PORT|--etcd-peer-port|2380|etcd, for other members; on loopback'
  'PAZ_HOST_IP|--host-ip||where instances are reached; the gateway of the Docker bridge when not given'
  'PAZ_TOKEN_FILE|--token-file||file of the administrator token; when not given, token under PAZ_HOME'
  'PAZ_VOLUME_PATHS|--volume-paths||folders of this machine that services may mount, with commas between; none when not given'
  'PAZ_TRUSTED_PROXIES|--trusted-proxies||proxies in front whose X-Forwarded headers are believed: addresses or networks, with commas between'
  'PAZ_PROXY_PROTOCOL|--proxy-protocol||balancers in front that speak the PROXY protocol to the public port: addresses or networks, as above'
  'PAZ_DOMAIN|--domain||host of the page and the API over HTTPS, such as paz.example.org; on loopback only when not given'
  'PAZ_ACME_EMAIL|--acme-email||e-mail address for an ACME authority; if given, each domain of a public service gets a certificate'
  'PAZ_ACME_DIRECTORY|--acme-directory|https://acme-v02.api.letsencrypt.org/directory|directory of the ACME authority'
  'PAZ_ACME_ACCEPT_TERMS|--acme-accept-terms|false|the terms of service of that authority are accepted'
  'PAZ_ACME_ROOT_FILE|--acme-root-file||PEM of a private authority that its server has its certificate from'
  'PAZ_ACME_CHALLENGE|--acme-challenge|http|where that authority looks: http, and the DNS for wildcards only; or dns, for all domains in PAZ_ACME_DNS_ZONES'
  'PAZ_ACME_DNS_ZONES|--acme-dns-zones||zones that it is answered in, with commas between; a wildcard needs one'
  'PAZ_DNS_SERVER|--dns-server||HOST:PORT of the name server that takes updates of these zones (RFC 2136); when not given, they are at DNSimple'
  'PAZ_DNS_KEY_FILE|--dns-key-file||file with the TSIG key of that server, ALGORITHM:NAME:SECRET, mode 0600'
  'PAZ_DNS_ACCOUNT|--dns-account||number of the account at DNSimple'
  'PAZ_DNS_TOKEN_FILE|--dns-token-file||file with the token of the account at DNSimple'
  'PAZ_OIDC_ISSUER|--oidc-issuer||OpenID Connect provider that people may sign in through; none when not given'
  'PAZ_OIDC_CLIENT_ID|--oidc-client-id||client ID of Paz at the provider'
  'PAZ_OIDC_CLIENT_SECRET_FILE|--oidc-client-secret-file||file, of mode 0600, with the client secret; none for a public client'
  'PAZ_OIDC_REDIRECT_URL|--oidc-redirect-url||sign-in of the page as the provider has it registered: https://.../ui/sign-in'
  'PAZ_OIDC_SCOPES|--oidc-scopes|openid email profile|scopes that the provider is asked for'
  'PAZ_OIDC_ACCOUNT_CLAIM|--oidc-account-claim|email|claim whose value is the name of an account'
  'PAZ_OIDC_ROLE_CLAIM|--oidc-role-claim||claim with the groups of a person, for --oidc-roles'
  'PAZ_OIDC_ROLES|--oidc-roles||roles of people without an account: group=role with commas between'
  'PAZ_SUPERVISOR|--supervisor||who keeps the parts running: systemd or paz; when not given, systemd where it can, see docs/boot.md'
  'PAZ_INSECURE|--insecure|false|no token is asked for; everything listens on loopback only'
)
# The last line of what save_settings wrote: without it, it is not all there.
SETTINGS_END='# That is all.'
declare -A FLAG_VALUE=() CONFIG_VALUE=() FLAG_OF=() DEFAULT_OF=()
SETTING_NAMES=()

for setting in "${SETTINGS[@]}"; do
  IFS='|' read -r setting_name setting_flag setting_default _ <<<"$setting"
  SETTING_NAMES+=("$setting_name")
  FLAG_OF[$setting_name]=$setting_flag
  DEFAULT_OF[$setting_name]=$setting_default
done
unset setting setting_name setting_flag setting_default

# Debian's package has a folder and a user of its own, whose name its file package-user holds, and settings where an administrator looks.
DEFAULT_HOME=$HOME/.paz
PACKAGE_USER=''
PACKAGE_CONFIG=/etc/paz/config
[[ ! -e $ROOT/package-user ]] || {
  read -r PACKAGE_USER <"$ROOT/package-user"
  DEFAULT_HOME=/var/lib/paz
}

# setting_of FLAG: the name of the setting that the flag sets, in SETTING; status 1 for a flag that sets none.
setting_of() {
  for SETTING in "${SETTING_NAMES[@]}"; do
    [[ ${FLAG_OF[$SETTING]} != "$1" ]] || return 0
  done
  return 1
}

# Decides, checks and exports every setting of a platform that is about to start.
load_settings() {
  check_home
  [[ -z $PACKAGE_USER ]] || read_config "$PACKAGE_CONFIG"
  read_config "$PAZ_HOME/config"
  apply_settings
}

# The settings that the running platform was started with; what is given now and differs is refused, not ignored.
load_running_settings() {
  check_home
  refresh_pid_files
  if [[ $(tail -n 1 "$PAZ_HOME/run/settings" 2>/dev/null) == "$SETTINGS_END" ]]; then
    read_config "$PAZ_HOME/run/settings"
  elif ! recover_settings; then
    load_settings
    return
  fi
  local name given
  for name in "${SETTING_NAMES[@]}"; do
    given=${FLAG_VALUE[$name]:-${!name:-}}
    [[ -z $given || $given == "${CONFIG_VALUE[$name]:-}" ]] ||
      fail "Paz runs with $name=${CONFIG_VALUE[$name]:-}, not $given; to change it: ./paz down, then ./paz up again"
  done
  apply_settings
}

# The settings of a platform whose own note of them is gone or damaged, from the environment that its processes were started with.
recover_settings() {
  local part entry
  repair_pid_files etcd paz haproxy
  for part in supervisor paz haproxy; do
    part_alive "$part" || continue
    while IFS= read -rd '' entry; do
      [[ $entry =~ ^(PAZ_[A-Z_]+)=(.*)$ && -n ${FLAG_OF[${BASH_REMATCH[1]}]:-} ]] || continue
      CONFIG_VALUE[${BASH_REMATCH[1]}]=${BASH_REMATCH[2]}
    done 2>/dev/null <"/proc/$PROCESS_PID/environ"
    # The JVM is told an address that was looked up.
    [[ $part != paz ]] || CONFIG_VALUE[PAZ_HOST_IP]=''
    [[ -z ${CONFIG_VALUE[PAZ_HTTP_PORT]:-} ]] || return 0
  done
  return 1
}

apply_settings() {
  local name
  for name in "${SETTING_NAMES[@]}"; do
    decide_setting "$name"
  done
  PAZ_TOKEN_FILE=${PAZ_TOKEN_FILE:-$PAZ_HOME/token}
  PAZ_ETCD_ENDPOINT=https://127.0.0.1:$PAZ_ETCD_PORT
  export PAZ_HOME PAZ_ETCD_ENDPOINT "${SETTING_NAMES[@]}"
  check_settings
}

decide_setting() {
  local -n value=$1
  value=${FLAG_VALUE[$1]:-${value:-${CONFIG_VALUE[$1]:-${DEFAULT_OF[$1]}}}}
}

# A socket's path has 108 bytes at most, and HAProxy adds to it while it reloads.
check_home() {
  PAZ_HOME=${FLAG_VALUE[PAZ_HOME]:-${PAZ_HOME:-$DEFAULT_HOME}}
  [[ $PAZ_HOME == /* ]] || PAZ_HOME=$PWD/$PAZ_HOME
  PAZ_HOME=${PAZ_HOME%/}
  local unfit='[[:space:][:cntrl:]"'"'"'\\$,:;%#*?|&<>()]'
  [[ ! $PAZ_HOME =~ $unfit ]] || fail "PAZ_HOME: \"$PAZ_HOME\" (expected: a path without spaces, quotes or any of \\ \$ , : ; % # * ? | & < > ( ))"
  ((${#PAZ_HOME} <= 70)) || fail "PAZ_HOME: \"$PAZ_HOME\" is ${#PAZ_HOME} characters long (expected: at most 70, since sockets lie under it); give a shorter one with --home"
}

read_config() {
  [[ -e $1 ]] || return 0
  [[ -r $1 ]] || fail "$1 cannot be read"
  local line number=0
  while IFS= read -r line || [[ -n $line ]]; do
    number=$((number + 1))
    line=${line%$'\r'}
    [[ -n $line && $line != \#* ]] || continue
    [[ $line =~ ^([A-Z_]+)=(.*)$ && -n ${FLAG_OF[${BASH_REMATCH[1]}]:-} ]] ||
      fail "$1, line $number: \"$line\" (expected: KEY=value with one of ${SETTING_NAMES[*]})"
    CONFIG_VALUE[${BASH_REMATCH[1]}]=${BASH_REMATCH[2]}
  done <"$1"
}

check_settings() {
  local name
  local -A taken=()
  for name in "${SETTING_NAMES[@]}"; do
    [[ $name == *_PORT && ($name != PAZ_TLS_PORT || -n $PAZ_TLS_PORT) ]] || continue
    check_port "$name" "${!name}"
    [[ -z ${taken[${!name}]:-} ]] || fail "$name and ${taken[${!name}]} are both ${!name}; move one of them with ${FLAG_OF[$name]}"
    taken[${!name}]=$name
  done
  check_domain
  check_tcp_ports
  check_acme
  check_dns
  check_oidc
  [[ $PAZ_SUPERVISOR =~ ^(systemd|paz|)$ ]] || fail "PAZ_SUPERVISOR: \"$PAZ_SUPERVISOR\" (expected: systemd, paz or nothing)"
  [[ $PAZ_INSECURE == true || $PAZ_INSECURE == false ]] || fail "PAZ_INSECURE: \"$PAZ_INSECURE\" (expected: true or false)"
  [[ -z $PAZ_HOST_IP || $PAZ_HOST_IP =~ ^[0-9]{1,3}(\.[0-9]{1,3}){3}$ ]] || fail "PAZ_HOST_IP: \"$PAZ_HOST_IP\" (expected: an IPv4 address of this machine)"
  [[ $PAZ_VOLUME_PATHS =~ ^((/[^/,:]+)+(,(/[^/,:]+)+)*)?$ ]] ||
    fail "PAZ_VOLUME_PATHS: \"$PAZ_VOLUME_PATHS\" (expected: absolute paths with commas between, none of them /)"
  check_networks PAZ_TRUSTED_PROXIES
  check_networks PAZ_PROXY_PROTOCOL
  [[ $PAZ_TOKEN_FILE == /* ]] || fail "PAZ_TOKEN_FILE: \"$PAZ_TOKEN_FILE\" (expected: an absolute path)"
}

# The page is reached from outside over HTTPS only, and by who is asked for a token or a password.
check_domain() {
  [[ -n $PAZ_DOMAIN ]] || return 0
  local label='[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?'
  [[ ${#PAZ_DOMAIN} -le 190 && $PAZ_DOMAIN =~ ^($label\.)+$label$ && $PAZ_DOMAIN =~ [a-z]$ && ! $PAZ_DOMAIN =~ \.(paz|localhost)$ ]] ||
    fail "PAZ_DOMAIN: \"$PAZ_DOMAIN\" (expected: a host name in lower case, such as paz.example.org; none below .paz or .localhost)"
  [[ $PAZ_INSECURE == false ]] || fail "PAZ_DOMAIN: \"$PAZ_DOMAIN\" (expected: none with --insecure, which lets in everybody who reaches the page)"
  [[ -n $PAZ_TLS_PORT$PAZ_TRUSTED_PROXIES$PAZ_PROXY_PROTOCOL ]] ||
    fail "PAZ_DOMAIN: \"$PAZ_DOMAIN\" (expected: with --tls-port, or with the proxy in front that takes HTTPS, --trusted-proxies or --proxy-protocol)"
}

# Above 32767, the kernel chooses ports for connections.
check_tcp_ports() {
  [[ -n $PAZ_TCP_PORTS ]] || return 0
  if [[ ! $PAZ_TCP_PORTS =~ ^([1-9][0-9]{3,4})-([1-9][0-9]{3,4})$ ]] || ((BASH_REMATCH[1] < 1024 || BASH_REMATCH[1] > BASH_REMATCH[2] || BASH_REMATCH[2] > 32767)); then
    fail "PAZ_TCP_PORTS: \"$PAZ_TCP_PORTS\" (expected: two ports of 1024 to 32767 with - between, such as 20000-20099)"
  fi
  local name
  for name in "${SETTING_NAMES[@]}"; do
    [[ $name != *_PORT || -z ${!name} ]] || ((${!name} < BASH_REMATCH[1] || ${!name} > BASH_REMATCH[2])) ||
      fail "$name: ${!name} is one of $PAZ_TCP_PORTS, the ports for TCP services; move one of them with ${FLAG_OF[$name]} or --tcp-ports"
  done
}

check_acme() {
  [[ -z $PAZ_ACME_EMAIL || $PAZ_ACME_EMAIL =~ ^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,189}$ ]] ||
    fail "PAZ_ACME_EMAIL: \"$PAZ_ACME_EMAIL\" (expected: an e-mail address such as admin@example.com)"
  [[ $PAZ_ACME_DIRECTORY =~ ^https://[A-Za-z0-9.:-]+(/[A-Za-z0-9._~/-]*)?$ ]] ||
    fail "PAZ_ACME_DIRECTORY: \"$PAZ_ACME_DIRECTORY\" (expected: a URL that starts with https://)"
  [[ $PAZ_ACME_ACCEPT_TERMS == true || $PAZ_ACME_ACCEPT_TERMS == false ]] ||
    fail "PAZ_ACME_ACCEPT_TERMS: \"$PAZ_ACME_ACCEPT_TERMS\" (expected: true or false)"
  [[ -z $PAZ_ACME_ROOT_FILE || $PAZ_ACME_ROOT_FILE == /* && -r $PAZ_ACME_ROOT_FILE ]] ||
    fail "PAZ_ACME_ROOT_FILE: \"$PAZ_ACME_ROOT_FILE\" (expected: the absolute path of a file that can be read)"
}

# Zones that an authority is answered in have a provider: a name server with its key, or an account with its token.
check_dns() {
  local domain='([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])' name
  [[ $PAZ_ACME_CHALLENGE == http || $PAZ_ACME_CHALLENGE == dns ]] ||
    fail "PAZ_ACME_CHALLENGE: \"$PAZ_ACME_CHALLENGE\" (expected: http or dns)"
  [[ $PAZ_ACME_DNS_ZONES =~ ^($domain(,$domain)*)?$ ]] ||
    fail "PAZ_ACME_DNS_ZONES: \"$PAZ_ACME_DNS_ZONES\" (expected: domains with commas between, such as example.com,example.org)"
  [[ $PAZ_ACME_CHALLENGE == http || -n $PAZ_ACME_DNS_ZONES ]] ||
    fail 'PAZ_ACME_DNS_ZONES is missing (expected with PAZ_ACME_CHALLENGE=dns: the zones of the domains)'
  [[ -z $PAZ_DNS_SERVER || $PAZ_DNS_SERVER =~ ^[A-Za-z0-9.-]{1,253}:[1-9][0-9]{0,4}$ ]] ||
    fail "PAZ_DNS_SERVER: \"$PAZ_DNS_SERVER\" (expected: a host and a port, such as ns1.example.com:53)"
  [[ $PAZ_DNS_ACCOUNT =~ ^[0-9]{0,18}$ ]] || fail "PAZ_DNS_ACCOUNT: \"$PAZ_DNS_ACCOUNT\" (expected: digits)"
  for name in PAZ_DNS_KEY_FILE PAZ_DNS_TOKEN_FILE; do
    [[ -z ${!name} || ${!name} == /* && -r ${!name} ]] ||
      fail "$name: \"${!name}\" (expected: the absolute path of a file that can be read)"
  done
  [[ -n $PAZ_ACME_DNS_ZONES ]] || return 0
  if [[ -n $PAZ_DNS_SERVER ]]; then
    [[ -n $PAZ_DNS_KEY_FILE ]] || fail 'PAZ_DNS_KEY_FILE is missing (expected with PAZ_DNS_SERVER: the file with its TSIG key)'
  else
    [[ -n $PAZ_DNS_ACCOUNT && -n $PAZ_DNS_TOKEN_FILE ]] ||
      fail 'PAZ_ACME_DNS_ZONES has no provider (expected: PAZ_DNS_SERVER and PAZ_DNS_KEY_FILE, or PAZ_DNS_ACCOUNT and PAZ_DNS_TOKEN_FILE)'
  fi
}

# Sign-in through a provider is given whole, or not at all; who runs the provider must not be somebody on the way.
check_oidc() {
  local name secure='^(https://[^[:space:][:cntrl:]"?#]+|http://(localhost|127\.[0-9.]+|\[::1\])(:[0-9]+)?(/[^[:space:][:cntrl:]"?#]*)?)$'
  [[ -n $PAZ_OIDC_ISSUER ]] || {
    for name in PAZ_OIDC_CLIENT_ID PAZ_OIDC_CLIENT_SECRET_FILE PAZ_OIDC_REDIRECT_URL PAZ_OIDC_ROLE_CLAIM PAZ_OIDC_ROLES; do
      [[ -z ${!name} ]] || fail "${FLAG_OF[$name]} is given (expected: none without --oidc-issuer)"
    done
    return 0
  }
  for name in PAZ_OIDC_ISSUER PAZ_OIDC_REDIRECT_URL; do
    [[ ${!name} =~ $secure || $name == PAZ_OIDC_REDIRECT_URL && ${!name} =~ ^http://[a-z0-9.-]+\.localhost(:[0-9]+)?(/[A-Za-z0-9/_-]*)?$ ]] || fail "$name: \"${!name}\" (expected: a URL that starts with https://, without ? and #)"
  done
  [[ -n $PAZ_OIDC_CLIENT_ID ]] || fail '--oidc-client-id is missing (expected with --oidc-issuer: the client ID of Paz at the provider)'
  [[ ${PAZ_OIDC_ROLE_CLAIM:+given} == "${PAZ_OIDC_ROLES:+given}" ]] || fail '--oidc-role-claim or --oidc-roles is missing (expected: both, or neither)'
  [[ -z $PAZ_OIDC_ROLES || $PAZ_OIDC_ROLES =~ ^[^,=]+=(viewer|deployer|administrator)(,[^,=]+=(viewer|deployer|administrator))*$ ]] ||
    fail "PAZ_OIDC_ROLES: \"$PAZ_OIDC_ROLES\" (expected: group=role with commas between, role viewer, deployer or administrator)"
  [[ -n $PAZ_OIDC_CLIENT_SECRET_FILE ]] || return 0
  [[ $PAZ_OIDC_CLIENT_SECRET_FILE == /* && -r $PAZ_OIDC_CLIENT_SECRET_FILE ]] ||
    fail "PAZ_OIDC_CLIENT_SECRET_FILE: \"$PAZ_OIDC_CLIENT_SECRET_FILE\" (expected: the absolute path of a file that can be read)"
  [[ $(stat -L -c %a "$PAZ_OIDC_CLIENT_SECRET_FILE") =~ ^[0-7]?00$ ]] ||
    fail "PAZ_OIDC_CLIENT_SECRET_FILE: others may use \"$PAZ_OIDC_CLIENT_SECRET_FILE\" (expected: mode 0600; chmod 600 makes it so)"
}

# require_accepted_terms: fails, with where the terms are, when an authority is to be asked whose terms were not accepted.
require_accepted_terms() {
  [[ -n $PAZ_ACME_EMAIL && $PAZ_ACME_ACCEPT_TERMS == false ]] || return 0
  local directory terms
  directory=$(curl -q -fsS --proto '=https' --max-time 10 --max-filesize 65536 ${PAZ_ACME_ROOT_FILE:+--cacert "$PAZ_ACME_ROOT_FILE"} \
    "$PAZ_ACME_DIRECTORY" 2>/dev/null | head -c 65536 | tr -d '[:cntrl:]') || directory=''
  [[ $directory =~ \"termsOfService\"[[:space:]]*:[[:space:]]*\"([A-Za-z0-9:/._~?=\&%#-]{1,300})\" ]] && terms=${BASH_REMATCH[1]}
  fail "--acme-accept-terms is missing (expected with --acme-email, once you have read the terms of service: ${terms:-they are named by $PAZ_ACME_DIRECTORY})"
}

# check_networks NAME: its value is addresses or networks with commas between.
check_networks() {
  local network networks
  [[ ! ${!1} =~ [[:space:][:cntrl:]] && ${!1} != *, ]] || network=bad
  IFS=, read -r -a networks <<<"${!1}"
  for network in "${networks[@]}" ${network:+"$network"}; do
    is_network "$network" ||
      fail "$1: \"${!1}\" (expected: addresses or networks with commas between, such as 10.0.0.0/8,fd00::1)"
  done
}

is_network() {
  local bits=32 address=${1%%/*} part parts
  if [[ $address == *:* ]]; then
    bits=128
    [[ $address =~ ^([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}$ ||
      $address =~ ^([0-9a-fA-F]{1,4}(:[0-9a-fA-F]{1,4}){0,5})?::([0-9a-fA-F]{1,4}(:[0-9a-fA-F]{1,4}){0,5})?$ ]] || return 1
    IFS=: read -r -a parts <<<"$address"
    ((${#parts[@]} <= 8)) || return 1
  else
    [[ $address =~ ^[0-9]{1,3}(\.[0-9]{1,3}){3}$ ]] || return 1
    for part in ${address//./ }; do
      [[ $part == 0 || $part =~ ^[1-9] ]] && ((10#$part <= 255)) || return 1
    done
  fi
  [[ $1 != */* ]] || { [[ ${1#*/} =~ ^[0-9]{1,3}$ ]] && ((10#${1#*/} <= bits)); }
}

check_port() {
  if [[ ! $2 =~ ^[1-9][0-9]{0,4}$ ]] || (($2 > 65535)); then
    fail "$1: \"$2\" (expected: a port from 1 to 65535)"
  fi
}

settings_help() {
  local setting name flag default what
  for setting in "${SETTINGS[@]}"; do
    IFS='|' read -r name flag default what <<<"$setting"
    [[ $name =~ ^PAZ_(INSECURE|ACME_ACCEPT_TERMS)$ ]] || flag="$flag ${name##*_}"
    printf '  %-31s %-27s %s\n' "$flag" "$name" "$what${default:+ ($default)}"
  done
}

# What the running platform was started with, for the commands that come after `up`.
save_settings() {
  local name lines=()
  for name in "${SETTING_NAMES[@]}"; do
    lines+=("$name=${!name}")
  done
  write_whole "$PAZ_HOME/run/settings" "${lines[@]}" "$SETTINGS_END" || fail_without_room
}
