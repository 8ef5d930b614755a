# Installs what is missing, through apt where there is apt; elsewhere says what is missing and how to get it.

# program | Debian package, or several of which the first that the release has is taken | on other systems
JAVA_PROGRAM=javac
JAVA_NEEDS=(
  'javac|openjdk-17-jdk-headless/openjdk-21-jdk-headless|a JDK, 17 or newer: https://adoptium.net'
  'mvn|maven|Maven, 3.9 or newer: https://maven.apache.org/install.html'
)
# An installed Paz has nothing to build.
[[ -e $ROOT/pom.xml ]] || {
  JAVA_PROGRAM=java
  JAVA_NEEDS=('java|openjdk-17-jre-headless/openjdk-21-jre-headless|a Java runtime, 17 or newer: https://adoptium.net')
}
RUN_NEEDS=(
  "${JAVA_NEEDS[@]}"
  'etcd|etcd-server|etcd: https://etcd.io/docs/latest/install'
  'etcdctl|etcd-client|etcdctl: https://etcd.io/docs/latest/install'
  'openssl|openssl|OpenSSL: https://www.openssl.org'
  'haproxy|haproxy|HAProxy, 2.6 or newer: https://www.haproxy.org'
  'dockerd|docker.io|Docker engine: https://docs.docker.com/engine/install'
  'docker|docker-cli/docker.io|Docker command line: https://docs.docker.com/engine/install'
  'iptables|iptables|iptables: https://www.netfilter.org'
  'nft|nftables|nftables: https://www.netfilter.org'
  'busybox|busybox-static|busybox: https://busybox.net'
  'perl|perl-base|perl: https://www.perl.org/get.html'
  'curl|curl|curl: https://curl.se'
  'ss|iproute2|ss, of iproute2: https://wiki.linuxfoundation.org/networking/iproute2'
  'ps|procps|ps: https://gitlab.com/procps-ng/procps'
  'flock|util-linux|flock and setsid, of util-linux: https://github.com/util-linux/util-linux'
)
TEST_NEEDS=(
  'systemd-analyze|systemd|systemd (systemd-analyze only): https://systemd.io'
  'docker-registry|docker-registry|the registry of Docker distribution: https://distribution.github.io/distribution'
  'shellcheck|shellcheck|ShellCheck: https://www.shellcheck.net'
  'git|git|git: https://git-scm.com'
  'jq|jq|jq: https://jqlang.org'
  'ruby|ruby|Ruby: https://www.ruby-lang.org'
  '/lib/systemd/systemd-journal-gatewayd|systemd-journal-remote|systemd-journal-gatewayd: https://systemd.io'
  'promtool|prometheus|promtool, of Prometheus: https://prometheus.io/download'
  'dnsmasq|dnsmasq-base|dnsmasq: https://dnsmasq.org'
  'socat|socat|socat: http://www.dest-unreach.org/socat'
  'knotd|knot|Knot DNS: https://www.knot-dns.cz'
  'pebble|pebble|Pebble, the ACME server for tests: https://github.com/letsencrypt/pebble'
  'chromium|chromium/chromium-browser|Chromium: https://www.chromium.org'
)

# install_missing NEED...: leaves everything that is there as it is.
install_missing() {
  find_missing "$@"
  if ((${#MISSING[@]} > 0)); then
    command -v apt-get >/dev/null || fail "Missing on this machine, please install:"$'\n'"$(printf '  %s\n' "${MISSING[@]}")"
    as_root_or_fail "apt-get install -y --no-install-recommends ${PACKAGES[*]%%/*}"
    install_packages
    find_missing "$@"
    ((${#MISSING[@]} == 0)) || fail "Still missing after the installation:"$'\n'"$(printf '  %s\n' "${MISSING[@]}")" "$SETUP_LOG"
    DONE="Installed ${CHOSEN[*]}"
  else
    DONE='Everything needed is installed'
  fi
  check_java
}

# The needs that are not met in MISSING, the packages that meet them in PACKAGES. sbin is not on everybody's path.
find_missing() {
  local need program package elsewhere
  MISSING=() PACKAGES=()
  for need in "$@"; do
    IFS='|' read -r program package elsewhere <<<"$need"
    command -v "$program" >/dev/null && continue
    MISSING+=("$elsewhere")
    PACKAGES+=("$package")
  done
}

install_packages() {
  : >>"$SETUP_LOG"
  # The lists of a fresh machine are empty or old.
  choose_packages || {
    update_lists
    choose_packages || fail "apt does not know ${UNKNOWN[*]}" "$SETUP_LOG"
  }
  hold_services
  apt_install || {
    update_lists
    apt_install || fail "apt-get install ${CHOSEN[*]} failed" "$SETUP_LOG"
  }
  release_services
  forget_services
}

# choose_packages: for each of PACKAGES the first alternative that apt can install, in CHOSEN; the others in UNKNOWN.
choose_packages() {
  local package alternative
  CHOSEN=() UNKNOWN=()
  for package in "${PACKAGES[@]}"; do
    for alternative in ${package//\// } ''; do
      [[ -z $alternative || $(apt-cache policy "$alternative" 2>/dev/null) != *'Candidate: '[^\(]* ]] || break
    done
    if [[ -z $alternative ]]; then
      UNKNOWN+=("$package")
    elif [[ " ${CHOSEN[*]-} " != *" $alternative "* ]]; then
      CHOSEN+=("$alternative")
    fi
  done
  ((${#UNKNOWN[@]} == 0))
}

update_lists() {
  as_root apt-get update >>"$SETUP_LOG" 2>&1 </dev/null || fail 'apt-get update failed' "$SETUP_LOG"
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=120 \
    "${CHOSEN[@]}" >>"$SETUP_LOG" 2>&1 </dev/null
}

# Debian starts a service when it installs it; Paz runs its own. A policy of somebody else's stays.
readonly POLICY=/usr/sbin/policy-rc.d
readonly POLICY_MARK='Placed by paz while it installs packages'

hold_services() {
  [[ ! -e $POLICY ]] || return 0
  printf '#!/bin/sh\n# %s: nothing starts by itself.\nexit 101\n' "$POLICY_MARK" | as_root tee "$POLICY" >/dev/null
  as_root chmod 755 "$POLICY"
}

release_services() {
  ! grep -qs "$POLICY_MARK" "$POLICY" || as_root rm -f "$POLICY"
}

# Only services that this installation brought are kept from starting at the next boot; Docker's engine is what Paz uses.
forget_services() {
  systemd_runs || return 0
  local package
  for package in "${CHOSEN[@]}"; do
    case $package in
      etcd-server) as_root systemctl disable etcd.service >>"$SETUP_LOG" 2>&1 || true ;;
      prometheus) as_root systemctl disable prometheus.service >>"$SETUP_LOG" 2>&1 || true ;;
      systemd-journal-remote) as_root systemctl disable systemd-journal-gatewayd.socket >>"$SETUP_LOG" 2>&1 || true ;;
      docker-registry) as_root systemctl disable docker-registry.service >>"$SETUP_LOG" 2>&1 || true ;;
      knot) as_root systemctl disable knot.service >>"$SETUP_LOG" 2>&1 || true ;;
      haproxy) as_root systemctl disable haproxy.service >>"$SETUP_LOG" 2>&1 || true ;;
    esac
  done
}

systemd_runs() {
  [[ -d /run/systemd/system ]]
}

as_root() {
  if ((EUID == 0)); then
    "$@"
  else
    sudo "$@"
  fi
}

# as_root_or_fail COMMAND: fails, with the command to run, for a user who can not become root.
as_root_or_fail() {
  ((EUID == 0)) && return
  command -v sudo >/dev/null || fail "This needs root, and there is no sudo. As root, run:"$'\n'"  $1"
  stop_clock
  sudo -v || fail "This needs root. As root, run:"$'\n'"  $1"
}

check_java() {
  local version
  # java's version is in quotes, javac's is not.
  version=$("$JAVA_PROGRAM" -version 2>&1 | head -n 1)
  if [[ ! $version =~ \ \"?([0-9]+) ]] || ((BASH_REMATCH[1] < 17)); then
    fail "$version is too old: install ${JAVA_NEEDS[0]##*|}; put it first on PATH"
  fi
}
