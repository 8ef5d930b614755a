#!/usr/bin/env bash
# Set-up, as far as it can be tried without installing anything.
. "$(dirname "$0")/assert.sh"
for file in text process part docker setup; do
  # shellcheck source=/dev/null
  . "$ROOT/scripts/$file.sh"
done

test_names_what_is_missing_where_there_is_no_apt() {
  local output status=0
  # shellcheck disable=SC2123  # nothing is to be found
  output=$(PATH=$TEST_FOLDER/nothing && install_missing "${RUN_NEEDS[@]}" 2>&1) || status=$?
  assert_equal 'exit status' 1 "$status"
  assert_contains message 'Missing on this machine, please install:' "$output"
  local program
  for program in 'a JDK, 17 or newer' Maven 'etcd:' 'etcdctl:' OpenSSL 'HAProxy, 2.6 or newer' 'Docker engine:' iptables nftables busybox curl; do
    assert_contains message "$program" "$output"
  done
}

test_installs_nothing_when_nothing_is_missing() {
  DONE=''
  install_missing 'bash|no-such-package|nothing'
  assert_equal 'what the step says' 'Everything needed is installed' "$DONE"
}

test_takes_the_first_package_that_the_release_has() {
  command -v apt-cache >/dev/null || skip 'this is no Debian'
  PACKAGES=(no-such-package/bash coreutils bash/no-such-package)
  choose_packages || failed 'some were not chosen'
  assert_equal chosen 'bash coreutils' "${CHOSEN[*]}"
}

test_names_packages_that_no_release_has() {
  command -v apt-cache >/dev/null || skip 'this is no Debian'
  PACKAGES=(no-such-package/no-such-one bash)
  ! choose_packages || failed 'a package was made up'
  assert_equal unknown no-such-package/no-such-one "${UNKNOWN[*]}"
}

# shellcheck disable=SC2317  # check_java calls them
test_refuses_an_old_jdk() {
  local output status=0
  javac() { echo 'javac 11.0.2'; }
  output=$(check_java 2>&1) || status=$?
  assert_equal 'exit status' 1 "$status"
  assert_contains message 'javac 11.0.2 is too old: install a JDK, 17 or newer' "$output"
  javac() { echo 'javac 21.0.1'; }
  check_java
}

test_host_ip_is_the_one_given() {
  assert_equal 'host ip' 10.1.2.3 "$(PAZ_HOST_IP=10.1.2.3 host_ip)"
}

test_host_ip_is_that_of_dockers_bridge() {
  docker version >/dev/null 2>&1 || skip 'no Docker engine runs'
  local image=paz-test/host-ip:$RANDOM$RANDOM container
  "$ROOT/demo-api/build.sh" "$image" >/dev/null
  container=$(docker run -d "$image")
  # shellcheck disable=SC2064  # the names as they are now
  trap "docker rm -f $container >/dev/null; docker rmi $image >/dev/null; clean_up" EXIT
  assert_equal 'host ip' "$(docker inspect -f '{{.NetworkSettings.Gateway}}' "$container")" "$(PAZ_HOST_IP='' host_ip)"
}

run_tests "$@"
