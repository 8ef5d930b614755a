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

# firewall_rules TABLE BRIDGE ADDRESS HTTP_PORT PUBLIC_PORTS: the rules for containers behind a bridge, with the host's address and HAProxy's
# ports. Replaced as a whole, in one transaction. Established connections are answers, to HAProxy too. A name server may stand at a
# link-local address, where clouds have what tells their secrets as well, so port 53 comes first. Containers have no IPv6.
firewall_rules() {
  cat <<RULES
table inet $1
delete table inet $1
table inet $1 {
  chain input {
    type filter hook input priority -10; policy accept;
    iifname != "$2" return
    meta nfproto ipv6 goto refuse
    ct state established,related return
    meta l4proto { tcp, udp } th dport 53 return
    ip daddr $3 tcp dport $4 return
    tcp dport { $5 } return
    goto refuse
  }
  chain forward {
    type filter hook forward priority -10; policy accept;
    iifname != "$2" return
    meta nfproto ipv6 goto refuse
    ct state established,related return
    oifname { "docker0", "$2" } goto refuse
    oifname "paz*" goto refuse
    ct status dnat goto refuse
    meta l4proto { tcp, udp } th dport 53 return
    ip daddr 169.254.0.0/16 goto refuse
  }
  # The kernel sends few ICMP answers a second; a program that gets none waits.
  chain refuse {
    meta l4proto tcp reject with tcp reset
    reject
  }
}
RULES
}

# cluster_firewall_rules ADDRESS HOSTS READERS [TLS_PORT]: those of a cluster's host with this address. HOSTS are the addresses of all hosts, READERS
# further addresses and networks that may read the journal and cAdvisor, which ask for no password; both with commas between. On the host
# itself these, and fleet's API, are for root and the user of Paz's images.
cluster_firewall_rules() {
  firewall_rules paz paz0 "$1" 8080 "80${4:+, $4}${PAZ_TCP_PORTS:+, $PAZ_TCP_PORTS}"
  cat <<RULES
table inet paz {
  set hosts {
    type ipv4_addr
    elements = { $2 }
  }
  set readers {
    type ipv4_addr
    flags interval
    auto-merge
    elements = { $2${3:+, $3} }
  }
  chain other_hosts {
    type filter hook forward priority -9; policy accept;
    iifname != "paz0" return
    ct state established,related return
    ip daddr != @hosts return
    meta l4proto { tcp, udp } th dport 53 return
    tcp dport { 80, 8080${4:+, $4} } return
    goto refuse
  }
  chain doors {
    type filter hook input priority -9; policy accept;
    iifname "lo" return
    ct state established,related return
    tcp dport { 4194, 19531 } goto readers_only
  }
  chain readers_only {
    ip saddr @readers return
    goto refuse
  }
  chain local_users {
    type filter hook output priority -9; policy accept;
    oifname != "lo" return
    ct state established,related return
    meta skuid { 0, 10001 } return
    tcp dport { 4194, 19531, 49153 } goto refuse
  }
}
RULES
}

own_rules() {
  firewall_rules "$TABLE" "$BRIDGE" "$(host_ip)" "$PAZ_HTTP_PORT" "$PAZ_PUBLIC_PORT${PAZ_TLS_PORT:+, $PAZ_TLS_PORT}${PAZ_TCP_PORTS:+, $PAZ_TCP_PORTS}"
}

# protect_containers: the rules as they should be now; says why they cannot be put in place.
protect_containers() {
  local said
  network_names || return 1
  said=$(firewall_obstacle) || {
    echo "$said"
    return 1
  }
  said=$(own_rules | run_nft -f - 2>&1) || {
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
