# The network of this platform's containers, and the host's firewall rules for it: containers reach HAProxy, name servers and the world
# outside, and nothing else of the machine. The rules are a table of nftables of their own, so that neither Docker's nor anybody
# else's are touched, and none of those takes them away.

# Interface names have at most 15 characters.
network_names() {
  local id
  id=$(platform_id) || return 1
  NETWORK=paz-${id::12} BRIDGE=paz${id::10} TABLE=paz_${id::12}
}

# container_network: prints the name of the network, which is made where it is not there; where Docker refuses, that of its own bridge.
container_network() {
  local said
  network_names || return 1
  docker network inspect "$NETWORK" >/dev/null 2>&1 || said=$(make_network 2>&1) || {
    echo "Docker made no network for containers, which share its bridge now: $said" >&2
    echo bridge
    return
  }
  echo "$NETWORK"
}

# Instances do not reach each other in it, which Docker's rules see to as well.
make_network() {
  docker network create --driver bridge --label "io.paz.platform=${NETWORK#paz-}" --opt "com.docker.network.bridge.name=$BRIDGE" \
    --opt com.docker.network.bridge.enable_icc=false "$NETWORK"
}

# container_networks: the networks that containers come from: Docker's bridge for versions of an older Paz, and the platform's own.
container_networks() {
  local own
  network_names || return 1
  own=$(docker network inspect "$NETWORK" --format '{{range .IPAM.Config}}{{.Subnet}} {{end}}' 2>/dev/null | grep -oE '^[0-9.]+/[0-9]+' || true)
  echo "$(bridge_network) $own" | xargs
}

run_nft() {
  if ((EUID == 0)); then nft "$@"; else sudo -n nft "$@"; fi
}

# Replaced as a whole, in one transaction. Established connections are answers, to HAProxy too. A name server may stand at a
# link-local address, where clouds have what tells their secrets as well, so port 53 comes first.
firewall_rules() {
  cat <<RULES
table inet $TABLE
delete table inet $TABLE
table inet $TABLE {
  chain input {
    type filter hook input priority -10; policy accept;
    iifname != "$BRIDGE" return
    ct state established,related return
    meta l4proto { tcp, udp } th dport 53 return
    ip daddr $(host_ip) tcp dport $PAZ_HTTP_PORT return
    tcp dport { $PAZ_PUBLIC_PORT${PAZ_TLS_PORT:+, $PAZ_TLS_PORT} } return
    goto refuse
  }
  chain forward {
    type filter hook forward priority -10; policy accept;
    iifname != "$BRIDGE" return
    ct state established,related return
    oifname { "docker0", "$BRIDGE" } goto refuse
    oifname "paz*" goto refuse
    ct status dnat goto refuse
    meta l4proto { tcp, udp } th dport 53 return
    ip daddr 169.254.0.0/16 goto refuse
    ip6 daddr { fe80::/10, fd00:ec2::/32, fd20:ce::/32, fd00:42::/32 } goto refuse
  }
  # The kernel sends few ICMP answers a second; a program that gets none waits.
  chain refuse {
    meta l4proto tcp reject with tcp reset
    reject
  }
}
RULES
}

# protect_containers: the rules as they should be now; says why they cannot be put in place.
protect_containers() {
  local said
  network_names || return 1
  said=$(firewall_obstacle) || {
    echo "$said"
    return 1
  }
  said=$(firewall_rules | run_nft -f - 2>&1) || {
    echo "nft refuses them: $said"
    return 1
  }
  run_nft -s list table inet "$TABLE" >"$PAZ_HOME/run/firewall"
}

# firewall_obstacle: why no rules can be made here.
firewall_obstacle() {
  command -v nft >/dev/null || {
    echo 'nft is not installed; as root: apt-get install nftables, then ./paz up'
    return 1
  }
  run_nft list tables >/dev/null 2>&1 || {
    echo "$(id -un) may not change the machine's firewall; run ./paz up as root, or allow nft through sudo"
    return 1
  }
}

# firewall_state: nothing when containers are confined to what they may reach, else what is wrong and what mends it.
firewall_state() {
  network_names || return 1
  if ! docker network inspect "$NETWORK" >/dev/null 2>&1; then
    echo "the network of this platform's containers, $NETWORK, is not there; ./paz down, then ./paz up, makes it"
    return 1
  fi
  firewall_obstacle || return 1
  [[ $(run_nft -s list table inet "$TABLE" 2>/dev/null) == "$(cat "$PAZ_HOME/run/firewall" 2>/dev/null)" && -s $PAZ_HOME/run/firewall ]] || {
    echo 'the rules are not, or no longer, as Paz made them; ./paz up makes them again'
    return 1
  }
}

# Both go with the platform. A container that is not Paz's keeps the network.
remove_firewall() {
  local platform=''
  { read -r platform <"$PAZ_HOME/platform"; } 2>/dev/null || true
  [[ $platform =~ ^[0-9a-f]{32}$ ]] || return 0
  network_names
  docker network rm "$NETWORK" >/dev/null 2>&1 || true
  rm -f "$PAZ_HOME/run/firewall"
  ! command -v nft >/dev/null || run_nft delete table inet "$TABLE" >/dev/null 2>&1 || true
}
