#!/usr/bin/env bash
# Which versions have known holes, and what `status` says of them.
. "$(dirname "$0")/assert.sh"
for file in text setup versions; do
  # shellcheck source=/dev/null
  . "$ROOT/scripts/$file.sh"
done

test_compares_by_number() {
  local row a b
  for row in '2.6.15 2.6.15' '2.6.16 2.6.15' '2.10.0 2.9.9' '2.7 2.6.15' '1.1.12+ds1 1.1.12' '17.0.21.1 17.0.21' '2.08.0 2.8.0'; do
    read -r a b <<<"$row"
    assert "$a is older than $b" version_at_least "$a" "$b"
  done
  for row in '2.6.14 2.6.15' '2.6 2.6.1' '1.9.99 1.10.0' '2.6.12-1+deb12u1 2.6.15' '17.0.21 17.0.21.1' 'x 1'; do
    read -r a b <<<"$row"
    assert "$a is not older than $b" not version_at_least "$a" "$b"
  done
}

test_a_fix_counts_in_its_own_series_and_in_newer_ones() {
  local version
  for version in 2.4.24 2.6.15 2.6.20 2.8.2 2.9.0 3.0.1; do
    assert "$version has no fix" release_has_fix "$version" '2.4.24 2.6.15 2.7.10 2.8.2'
  done
  for version in 2.4.23 2.5.99 2.6.14 2.7.9 2.8.1 1.9; do
    assert "$version has the fix" not release_has_fix "$version" '2.4.24 2.6.15 2.7.10 2.8.2'
  done
}

test_a_package_has_the_fix_under_the_old_number() {
  command -v dpkg >/dev/null || skip 'dpkg is not installed'
  local version
  for version in 2.6.12-1+deb12u1 2.6.12-1+deb12u2 2.6.12-1+deb12u10 2.6.12-2; do
    assert "$version has no fix" package_has_fix "$version" '2.2.9-2+deb11u6 2.6.12-1+deb12u1'
  done
  for version in '' 2.6.12-1 2.6.12-1~bpo11+1 2.6.11-1+deb12u9 2.7.1-1 2.6.12; do
    assert "$version has the fix" not package_has_fix "$version" '2.2.9-2+deb11u6 2.6.12-1+deb12u1'
  done
  assert_equal 'Debian 12' '' "$(holes_of haproxy 2.6.12 2.6.12-1+deb12u2)"
  assert_contains 'its authors' CVE-2023-40225 "$(holes_of haproxy 2.6.12)"
  assert_contains 'before the update' CVE-2023-40225 "$(holes_of haproxy 2.6.12 2.6.12-1)"
}

test_each_row_names_a_program_a_fix_and_a_hole() {
  local row
  for row in "${VERSION_MINIMA[@]}"; do
    [[ $row =~ ^(haproxy|etcd|docker|containerd|runc|java)\|([0-9.]+\ ?)+\|[^|]*\|CVE-20[0-9]{2}-[0-9]+[^|]*\|[^|]+$ ]] || failed "$row"
  done
}

# program NAME TEXT: one on the PATH that prints the text.
program() {
  mkdir -p "$TEST_FOLDER/bin"
  printf '#!/bin/sh\ncat <<"END"\n%s\nEND\n' "$2" >"$TEST_FOLDER/bin/$1"
  chmod 755 "$TEST_FOLDER/bin/$1"
  PATH=$TEST_FOLDER/bin:$PATH
}

old_programs() {
  program haproxy 'HAProxy version 2.6.12-1 2023/04/01 - https://haproxy.org/'
  program etcd $'etcd Version: 3.5.29\nGit SHA: 1234567'
  program java $'openjdk version "21.0.6" 2025-01-21\nOpenJDK Runtime Environment'
  program docker $'Engine 27.1.1\ncontainerd v1.7.29\nrunc 1.3.3\ndocker-init 0.19.0'
  program dpkg-query ''
}

test_says_what_to_update_and_is_no_trouble() {
  TROUBLE=0
  old_programs
  show_versions >"$TEST_FOLDER/out"
  assert_equal 'what is said' 'Update haproxy 2.6.12-1: CVE-2023-40225 (requests that other servers read otherwise); see https://www.haproxy.org
Update etcd 3.5.29: CVE-2026-44283 (who has one part of Paz may read and touch keys of another); see https://etcd.io/docs/latest/install
Update java 21.0.6: CVE-2025-21587 (connections with TLS are read or changed); see https://adoptium.net' "$(<"$TEST_FOLDER/out")"
  assert_equal trouble 0 "$TROUBLE"
}

test_names_the_package_that_mends_it() {
  old_programs
  # shellcheck disable=SC2317
  read_packages() {
    declare -gA PACKAGE=([haproxy]=haproxy [etcd]=etcd-server [java]=openjdk-21-jre-headless:amd64) \
      PACKAGE_VERSION=([haproxy]=2.6.12-1 [etcd]=3.5.29-1 [java]=21.0.6+7-1)
  }
  program apt-cache $'haproxy:\n  Installed: 2.6.12-1\n  Candidate: 2.6.12-1+deb12u4'
  assert_contains 'a newer one is known' '; as root: apt-get install --only-upgrade haproxy, then ./paz down and ./paz up' "$(show_versions)"
  assert_contains 'without its architecture' '--only-upgrade openjdk-21-jre-headless, then' "$(show_versions)"
  program apt-cache $'etcd-server:\n  Candidate: 3.5.29-1'
  assert_contains 'none is known' '; apt-get update as root may bring a newer etcd-server, else see https://etcd.io/' "$(show_versions)"
}

test_finds_the_package_of_a_program() {
  local name
  name=$(dpkg-query -S "$(readlink -f "$(command -v perl)")" 2>/dev/null) || skip 'perl is not of a Debian package'
  declare -A VERSION=([perl]="$(dpkg-query -W -f '${Version}' perl-base | cut -d - -f 1)")
  read_packages
  assert_equal package "${name%%:*}" "${PACKAGE[perl]%:*}"
  assert_equal version "$(dpkg-query -W -f '${Version}' perl-base)" "${PACKAGE_VERSION[perl]}"
  # shellcheck disable=SC2034
  VERSION[perl]=4.0
  read_packages
  assert_equal 'of another version' '' "${PACKAGE[perl]:-}"
}

test_what_a_program_says_does_not_steer_the_terminal() {
  old_programs
  program docker $'Engine 20.1\e]0;x\a'
  program haproxy nothing
  show_versions >"$TEST_FOLDER/out"
  assert_equal 'escape characters' '' "$(grep -n $'\e' "$TEST_FOLDER/out" || true)"
  assert_contains 'what is not known' 'Versions of haproxy, containerd, runc are not known' "$(<"$TEST_FOLDER/out")"
}

not() {
  ! "$@"
}

run_tests "$@"
