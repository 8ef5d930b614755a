#!/usr/bin/env bash
# The firewall's rules in the real nftables, and what is said where there are none.
. "$(dirname "$0")/assert.sh"
for file in text process part home units docker firewall; do
  # shellcheck source=/dev/null
  . "$ROOT/scripts/$file.sh"
done
# shellcheck disable=SC2034
settings() {
  PAZ_HOST_IP=172.17.0.1 PAZ_HTTP_PORT=8080 PAZ_PUBLIC_PORT=8081
}

# The network is there.
# shellcheck disable=SC2317
docker() {
  [[ "$1 $2" == 'network inspect' || "$1 $2" == 'network rm' ]]
}

prepare_home() {
  settings
  mkdir -p "$PAZ_HOME/run"
  platform_id >/dev/null
  if ! command -v nft >/dev/null || ! run_nft list tables >/dev/null 2>&1; then skip 'no right to change the firewall'; fi
  trap 'remove_firewall; clean_up' EXIT
}

test_rules_are_put_in_place_again_and_again_and_removed() {
  prepare_home
  assert_contains 'before' 'the rules are not, or no longer' "$(firewall_state)"
  protect_containers
  local first
  first=$(run_nft -s list table inet "$TABLE")
  protect_containers
  assert_equal 'twice' "$first" "$(run_nft -s list table inet "$TABLE")"
  assert_equal 'state' '' "$(firewall_state)"
  remove_firewall
  assert_contains 'after' 'the rules are not, or no longer' "$(firewall_state)"
  if run_nft list table inet "$TABLE" >/dev/null 2>&1; then failed 'the table is still there'; fi
}

test_a_rule_that_somebody_took_away_is_missed() {
  prepare_home
  protect_containers
  run_nft flush chain inet "$TABLE" forward
  assert_contains 'state' './paz up makes them again' "$(firewall_state)"
}

test_says_how_to_get_rules_where_none_can_be_made() {
  settings
  mkdir -p "$PAZ_HOME/run"
  # shellcheck disable=SC2317
  command() {
    [[ $2 != nft ]]
  }
  assert_equal 'without nft' 'nft is not installed; as root: apt-get install nftables, then ./paz up' "$(protect_containers)"
  assert_equal 'state' 'nft is not installed; as root: apt-get install nftables, then ./paz up' "$(firewall_state)"
  unset -f command
  # shellcheck disable=SC2317
  nft() {
    return 1
  }
  # shellcheck disable=SC2317
  sudo() {
    return 1
  }
  assert_contains 'without rights' 'may not change the machine' "$(protect_containers)"
}

run_tests "$@"
