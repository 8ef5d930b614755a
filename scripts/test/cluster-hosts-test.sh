#!/usr/bin/env bash
# What hosts of a cluster get: their first configuration, and what is written over SSH.
. "$(dirname "$0")/assert.sh"

needs_jq() {
  command -v jq >/dev/null || skip 'jq is not installed'
}

test_user_data_is_what_the_units_of_a_host_give() {
  needs_jq
  assert_equal user-data "$("$ROOT/scripts/ignition.sh")" "$(cat "$ROOT/digitalocean/user-data.ign")"
}

# Ignition refuses a key that it does not know: only those of its specification 3.3.0 that are used here.
test_a_configuration_has_only_keys_that_ignition_knows() {
  needs_jq
  local configuration
  printf 'ssh-ed25519 AAAA somebody\n' >"$TEST_FOLDER.pub"
  configuration=$("$ROOT/scripts/ignition.sh" "$TEST_FOLDER.pub" 52:54:00:65:00:01 192.168.65.101/24)
  rm -f "$TEST_FOLDER.pub"
  assert_equal keys '["ignition","passwd","storage","systemd"] ["files"] ["units"] ["users"] ["name","sshAuthorizedKeys"]' \
    "$(jq -jc 'keys, " ", (.storage, .systemd | keys, " "), (.passwd | keys), " ", (.passwd.users[0] | keys)' <<<"$configuration")"
  assert_equal version 3.3.0 "$(jq -r .ignition.version <<<"$configuration")"
  assert_equal 'keys of files' '["contents","mode","path"]' "$(jq -c '[.storage.files[] | keys[]] | unique' <<<"$configuration")"
  assert_equal 'keys of units' '["contents","enabled","name"]' "$(jq -c '[.systemd.units[] | keys[]] | unique' <<<"$configuration")"
  assert_equal files '/etc/systemd/system.conf.d/10-paz.conf /etc/systemd/network/10-paz.network' "$(jq -r '[.storage.files[].path] | join(" ")' <<<"$configuration")"
  assert_contains network $'Address=192.168.65.101/24' "$(jq -r '.storage.files[1].contents.source | sub("data:;base64,"; "") | @base64d' <<<"$configuration")"
}

test_a_configuration_holds_each_unit_of_a_host_as_it_is() {
  needs_jq
  local file
  for file in "$ROOT"/units/host/*; do
    assert_equal "$file" "$(cat "$file")" "$(jq -r --arg name "$(basename "$file")" '.systemd.units[] | select(.name == $name).contents' "$ROOT/digitalocean/user-data.ign")"
  done
}

test_ruby_can_read_the_vagrantfile() {
  command -v ruby >/dev/null || skip 'ruby is not installed'
  assert_equal ruby 'Syntax OK' "$(ruby -c "$ROOT/vagrant/Vagrantfile")"
}

# settings LINE...: a file of settings that is well, and the lines; the later of two wins.
settings() {
  printf '%s\n' 'HOSTS="a=10.0.0.1 b=10.0.0.2"' "TOKEN_FILE=$TEST_FOLDER/token" "SECRETS_KEY_FILE=$TEST_FOLDER/secrets.key" "STATISTICS_PASSWORD_FILE=$TEST_FOLDER/statistics-password" "AUTHORITY=$TEST_FOLDER/authority" "$@" >"$TEST_FOLDER/cluster.env"
}

# Keeps what each host would have got, under the name of the place; MISSING is what the hosts say that they lack.
fake_ssh() {
  # shellcheck disable=SC2016 # meant for the program that is written
  printf '#!/bin/sh\ncase $2 in *list-machines*) echo "${MACHINES:-2}" && exit ;; *"command -v"*) printf "%%s" "${MISSING:-}" && exit ;; *"bash -s") cat >"%s/roles" && exit ;; *secrets.key.new*) [ "$1" != "${AWAY:-}" ] && cat >"%s/key-of-$1" && exit ;; *try-restart*) echo "$1" >>"%s/restarted" && exit ;; esac\nmkdir -p "%s/hosts/$1"\ntar -C "%s/hosts/$1" -xz\n' \
    "$TEST_FOLDER" "$TEST_FOLDER" "$TEST_FOLDER" "$TEST_FOLDER" "$TEST_FOLDER" >"$TEST_FOLDER/ssh"
  chmod +x "$TEST_FOLDER/ssh"
  export SSH=$TEST_FOLDER/ssh
}

install_hosts() {
  fake_ssh
  STATUS=0
  OUTPUT=$("$ROOT/scripts/install-hosts.sh" "$@" "$TEST_FOLDER/cluster.env" 2>&1) || STATUS=$?
}

test_each_host_gets_its_files() {
  local host=$TEST_FOLDER/hosts/core@10.0.0.1
  settings
  install_hosts
  assert_equal status 0 "$STATUS"
  assert_equal host.env "PAZ_HOST_IP=10.0.0.1
PAZ_HOSTS=10.0.0.1,10.0.0.2
PAZ_NETWORK=paz
PAZ_STATISTICS_PASSWORD_FILE=/run/secrets/statistics-password
PAZ_ETCD_ENDPOINTS=https://10.0.0.1:2379,https://10.0.0.2:2379
PAZ_BACKUPS=/var/lib/paz-backups
PATH=/opt/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
ETCDCTL_CACERT=/etc/paz/certificates/announcer/ca.crt
ETCDCTL_CERT=/etc/paz/certificates/announcer/tls.crt
ETCDCTL_KEY=/etc/paz/certificates/announcer/tls.key" "$(cat "$host/etc/paz/host.env")"
  assert_equal etcd.env $'ETCD_NAME=a\nETCD_INITIAL_CLUSTER=a=https://10.0.0.1:2380,b=https://10.0.0.2:2380\nETCD_INITIAL_CLUSTER_STATE=new' "$(cat "$host/etc/paz/etcd.env")"
  assert_equal fleet.env 'FLEET_METADATA=paz=home' "$(cat "$host/etc/paz/fleet.env")"
  assert_equal 'mode of the token' 600 "$(stat -c %a "$host/etc/paz/token")"
  assert_equal token "$(cat "$TEST_FOLDER/token")" "$(cat "$TEST_FOLDER/hosts/core@10.0.0.2/etc/paz/token")"
  assert_equal 'mode of the keys of secrets' 600 "$(stat -c %a "$host/etc/paz/secrets.key")"
  assert 'the keys of secrets are a line of an ID and 32 bytes' grep -qE '^[0-9a-f]{8} [0-9a-f]{64}$' "$host/etc/paz/secrets.key"
  assert_equal 'keys of secrets on the second host' "$(cat "$host/etc/paz/secrets.key")" "$(cat "$TEST_FOLDER/hosts/core@10.0.0.2/etc/paz/secrets.key")"
  assert_equal 'the password of statistics' "$(cat "$TEST_FOLDER/statistics-password") 600" "$(cat "$host/etc/paz/statistics-password") $(stat -c %a "$host/etc/paz/statistics-password")"
  assert_equal 'its length' 64 "$(tr -d '\n' <"$TEST_FOLDER/statistics-password" | wc -c)"
  assert 'the second host is no home' test ! -e "$TEST_FOLDER/hosts/core@10.0.0.2/etc/paz/fleet.env"
  assert 'no names are set at DNSimple' test ! -e "$host/etc/paz/dns.env"
  assert_equal units "$(ls "$ROOT/units/host")" "$(ls "$host/etc/systemd/system")"
}

test_each_host_gets_firewall_rules_with_its_address_and_those_of_all_hosts() {
  local rules
  settings 'READERS="10.0.0.9 10.1.0.0/16"' TLS_PORT=8443
  install_hosts
  assert_equal status 0 "$STATUS"
  rules=$(cat "$TEST_FOLDER/hosts/core@10.0.0.2/etc/paz/firewall.nft")
  assert_contains 'its own address' 'ip daddr 10.0.0.2 tcp dport 8080 return' "$rules"
  assert_contains 'hosts' 'elements = { 10.0.0.1, 10.0.0.2 }' "$rules"
  assert_contains 'public ports' 'tcp dport { 80, 8443 } return' "$rules"
  assert_contains 'HAProxy of other hosts' 'tcp dport { 80, 8080, 8443 } return' "$rules"
  assert_contains 'readers' 'elements = { 10.0.0.1, 10.0.0.2, 10.0.0.9, 10.1.0.0/16 }' "$rules"
  if command -v nft >/dev/null && nft list tables >/dev/null 2>&1; then
    assert_equal 'what nft says' '' "$(nft -c -f - <<<"$rules" 2>&1)"
  fi
}

test_each_host_gets_certificates_of_one_authority() {
  local host name
  settings
  install_hosts
  for host in a b; do
    host=$TEST_FOLDER/hosts/core@10.0.0.$([[ $host == a ]] && echo 1 || echo 2)/etc/paz/certificates
    assert_equal holders $'announcer\nconfd\netcd\nfleet\nmetrics\norchestrator\npaz\nroot\nscheduler' "$(ls "$host")"
    assert_equal 'files that others may read, and a key of the authority' '' \
      "$(find "$host" '(' -perm /077 -o -name ca.key ')')"
    for name in "$host"/*; do
      assert_equal "who signed ${name##*/}" "$name/tls.crt: OK" "$(openssl verify -CAfile "$TEST_FOLDER/authority/ca.crt" "$name/tls.crt")"
      assert_equal name "subject=CN = ${name##*/}" "$(openssl x509 -in "$name/tls.crt" -noout -subject)"
    done
  done
  assert 'that of fleet ends too soon' openssl x509 -noout -checkend $((19 * 365 * 86400)) -in "$host/fleet/tls.crt"
  assert_equal 'that of a part in four years' ended "$(openssl x509 -noout -checkend $((4 * 365 * 86400)) -in "$host/scheduler/tls.crt" >/dev/null || echo ended)"
  assert_contains 'addresses' 'IP Address:10.0.0.1, IP Address:10.0.0.2' "$(openssl x509 -in "$host/etcd/tls.crt" -noout -text)"
  assert 'keys of two hosts differ' test "$(cat "$TEST_FOLDER"/hosts/*1/etc/paz/certificates/root/tls.key)" != "$(cat "$TEST_FOLDER"/hosts/*2/etc/paz/certificates/root/tls.key)"
  assert_equal 'mode of the authority' 600 "$(stat -c %a "$TEST_FOLDER/authority/ca.key")"
  assert_equal 'the authority' $'ca.crt\nca.key' "$(ls "$TEST_FOLDER/authority")"
  assert_equal 'what sets the roles' set_cluster_roles "$(tail -n 1 "$TEST_FOLDER/roles")"
}

test_a_second_run_makes_new_certificates_of_the_same_authority() {
  local authority certificate=$TEST_FOLDER/hosts/core@10.0.0.1/etc/paz/certificates/root/tls.crt first
  settings
  install_hosts
  authority=$(cat "$TEST_FOLDER/authority/ca.crt") first=$(cat "$certificate")
  install_hosts
  assert_equal status 0 "$STATUS"
  assert_equal authority "$authority" "$(cat "$TEST_FOLDER/authority/ca.crt")"
  assert 'the certificate is another' test "$first" != "$(cat "$certificate")"
}

test_a_new_key_of_secrets_is_on_every_host_before_it_encrypts() {
  local keys=$TEST_FOLDER/secrets.key first
  settings
  install_hosts
  first=$(cat "$keys")
  AWAY=core@10.0.0.2 install_hosts --rotate-secrets
  assert_equal 'status with a host that is away' 1 "$STATUS"
  assert_contains message 'b did not get the new key; nothing was encrypted with it' "$OUTPUT"
  assert 'something was started again' test ! -e "$TEST_FOLDER/restarted"
  install_hosts --rotate-secrets
  assert_equal "status: $OUTPUT" 0 "$STATUS"
  assert_equal 'the first key' "$first" "$(head -n 1 "$keys")"
  assert_equal 'keys' 3 "$(grep -cE '^[0-9a-f]{8} [0-9a-f]{64}$' "$keys")"
  assert_equal 'mode' 600 "$(stat -c %a "$keys")"
  assert_equal 'keys of the first host' "$(cat "$keys")" "$(cat "$TEST_FOLDER/key-of-core@10.0.0.1")"
  assert_equal 'keys of the second host' "$(cat "$keys")" "$(cat "$TEST_FOLDER/key-of-core@10.0.0.2")"
  assert_equal 'started again' $'core@10.0.0.1\ncore@10.0.0.2' "$(cat "$TEST_FOLDER/restarted")"
}

test_what_a_host_lacks_is_said_before_anything_is_written() {
  settings
  export MISSING=' curl /opt/bin/etcdctl'
  install_hosts
  assert_equal status 1 "$STATUS"
  assert_equal message 'Missing on hosts; nothing was changed:
  a (core@10.0.0.1): curl /opt/bin/etcdctl
  b (core@10.0.0.2): curl /opt/bin/etcdctl
On Debian: apt-get install docker.io nftables curl. What is missing in /opt/bin: put it there, or name its archive with ETCD_URL and FLEET_URL.' "$OUTPUT"
  assert 'nothing was sent' test ! -e "$TEST_FOLDER/hosts"
}

test_a_host_may_do_without_a_journal_gateway() {
  settings
  export MISSING=' journal-gateway'
  install_hosts
  assert_equal status 0 "$STATUS"
  assert_contains message 'a (core@10.0.0.1) has no systemd-journal-gatewayd, so logs of its services will not be shown (on Debian: apt-get install systemd-journal-remote)' "$OUTPUT"
}

# The program that answers for SSH prints what is in the file of each host, and fails where there is none.
test_the_status_of_hosts_names_what_is_wrong_on_which() {
  local ssh=$TEST_FOLDER/ssh
  settings
  # shellcheck disable=SC2016 # meant for the program that is written
  printf '#!/bin/sh\ncat >"%s.script" && cat "%s.$1"\n' "$ssh" "$ssh" >"$ssh"
  chmod +x "$ssh"
  : >"$ssh.core@10.0.0.1"
  : >"$ssh.core@10.0.0.2"
  assert_equal 'when all is well' $'a: well\nb: well' "$(SSH=$ssh "$ROOT/scripts/cluster-status.sh" "$TEST_FOLDER/cluster.env")"
  assert_contains 'what a host runs' 'host_problems' "$(bash -n "$ssh.script" && tail -n 1 "$ssh.script")"
  printf 'etcd is not active\nfleet is not active\n' >"$ssh.core@10.0.0.1"
  rm "$ssh.core@10.0.0.2"
  STATUS=0
  OUTPUT=$(SSH=$ssh "$ROOT/scripts/cluster-status.sh" "$TEST_FOLDER/cluster.env") || STATUS=$?
  assert_equal status 1 "$STATUS"
  assert_contains 'what is wrong' $'a: etcd is not active\na: fleet is not active\nb: cannot be asked: cat: ' "$OUTPUT"
}

# Runs what a host is asked on this machine.
test_a_host_is_asked_for_each_program_that_units_and_sidekicks_call() {
  settings
  # shellcheck disable=SC2016 # meant for the program that is written
  printf '#!/bin/sh\nexec env -i PATH=%s /bin/sh -c "$2"\n' "$TEST_FOLDER/bin" >"$TEST_FOLDER/ssh"
  chmod +x "$TEST_FOLDER/ssh"
  mkdir "$TEST_FOLDER/bin"
  ln -s /bin/true "$TEST_FOLDER/bin/docker"
  ln -s /bin/true "$TEST_FOLDER/bin/timeout"
  STATUS=0
  OUTPUT=$(SSH=$TEST_FOLDER/ssh "$ROOT/scripts/install-hosts.sh" "$TEST_FOLDER/cluster.env" 2>&1) || STATUS=$?
  assert_equal status 1 "$STATUS"
  assert_contains message '  a (core@10.0.0.1): systemctl nft setpriv bash curl tar sha256sum /opt/bin/etcd /opt/bin/etcdctl /opt/bin/fleetd /opt/bin/fleetctl' "$OUTPUT"
}

test_a_fleet_that_does_not_find_together_is_told() {
  settings
  export MACHINES=1 PAZ_WAIT=1
  install_hosts
  assert_equal status 1 "$STATUS"
  assert_contains message 'fleet has 1 machines (expected: 2)' "$OUTPUT"
}

test_names_at_dnsimple() {
  local paz=$TEST_FOLDER/hosts/x@198.51.100.2/etc/paz
  echo secret >"$TEST_FOLDER/dns"
  settings 'SSH_HOSTS="x@198.51.100.1 x@198.51.100.2"' HOME_HOST=b DNS_ZONE=example.com DNS_ACCOUNT=12 "DNS_TOKEN_FILE=$TEST_FOLDER/dns"
  install_hosts
  assert_equal status 0 "$STATUS"
  assert_equal dns.env $'PAZ_ORCHESTRATOR_DNS_ZONE=example.com\nPAZ_ORCHESTRATOR_DNS_ACCOUNT=12' "$(cat "$paz/dns.env")"
  assert_equal dns.token 'secret 600' "$(cat "$paz/dns.token") $(stat -c %a "$paz/dns.token")"
  assert_equal fleet.env 'FLEET_METADATA=paz=home' "$(cat "$paz/fleet.env")"
}

test_https_and_an_authority() {
  local paz=$TEST_FOLDER/hosts/core@10.0.0.2/etc/paz
  echo hmac-sha256:paz:secret >"$TEST_FOLDER/key"
  echo PEM >"$TEST_FOLDER/root"
  settings TLS_PORT=443 ACME_EMAIL=admin@example.org ACME_ACCEPT_TERMS=true ACME_DIRECTORY=https://ca.example.org/dir "ACME_ROOT_FILE=$TEST_FOLDER/root" \
    ACME_DNS_ZONES=example.org DNS_SERVER=ns1.example.org:53 "DNS_KEY_FILE=$TEST_FOLDER/key"
  install_hosts
  assert_equal status 0 "$STATUS"
  assert_contains host.env PAZ_HAPROXY_TLS_BIND='*:443' "$(cat "$paz/host.env")"
  assert_equal acme.env 'PAZ_ORCHESTRATOR_ACME_EMAIL=admin@example.org
PAZ_ORCHESTRATOR_ACME_ACCEPT_TERMS=true
PAZ_ORCHESTRATOR_ACME_DIRECTORY=https://ca.example.org/dir
PAZ_ORCHESTRATOR_ACME_DNS_ZONES=example.org
PAZ_ORCHESTRATOR_ACME_ROOT_FILE=/run/secrets/acme-root' "$(cat "$paz/acme.env")"
  assert_equal acme.root.pem PEM "$(cat "$paz/acme.root.pem")"
  assert_equal dns.env $'PAZ_ORCHESTRATOR_DNS_ZONE=\nPAZ_ORCHESTRATOR_DNS_SERVER=ns1.example.org:53' "$(cat "$paz/dns.env")"
  assert_equal dns.key 'hmac-sha256:paz:secret 600' "$(cat "$paz/dns.key") $(stat -c %a "$paz/dns.key")"
}

# Whatever a host is told of HTTPS reaches the parts: a variable that no unit passes on is lost.
test_units_pass_the_settings_of_https_on() {
  local name
  for name in ACME_EMAIL ACME_ACCEPT_TERMS ACME_DIRECTORY ACME_ROOT_FILE ACME_CHALLENGE ACME_DNS_ZONES DNS_ZONE DNS_ACCOUNT DNS_SERVER; do
    assert_contains "unit of the orchestrator" "--env=PAZ_ORCHESTRATOR_$name=\${PAZ_ORCHESTRATOR_$name}" "$(<"$ROOT/units/1/paz-orchestrator.service")"
  done
  # shellcheck disable=SC2016 # as the unit has it
  assert_contains 'unit of HAProxy' '--env=PAZ_HAPROXY_TLS_BIND=${PAZ_HAPROXY_TLS_BIND}' "$(<"$ROOT/units/0/paz-haproxy.service")"
}

test_settings_that_are_refused_by_name() {
  local line message
  while IFS='|' read -r line message; do
    settings "$line"
    install_hosts
    assert_equal "$line" "1 $message" "$STATUS $OUTPUT"
  done <<'CASES'
HOSTS=|HOSTS: none (expected: name=address of each host, with blanks between)
HOSTS="a=host"|HOSTS: a=host (expected: name=address, host-1=192.168.65.101)
SSH_HOSTS="one"|SSH_HOSTS: 1 (expected: as many as HOSTS, 2)
READERS="10.0.0.9 x}"|READERS: x} (expected: an address or network, such as 10.0.0.9 or 10.1.0.0/16)
HOME_HOST=c|HOME_HOST: c (expected: one of a b)
ETCD_URL=https://example.com/etcd.tar.gz|ETCD_SHA256: none (expected: the SHA-256 of https://example.com/etcd.tar.gz, 64 hexadecimal digits)
DNS_ZONE=example.com|DNS_TOKEN_FILE: none cannot be read (expected: a file with the token of the account at DNSimple)
ACME_DNS_ZONES=example.com|DNS_TOKEN_FILE: none cannot be read (expected: a file with the token of the account at DNSimple)
DNS_SERVER=ns1.example.com|DNS_SERVER: ns1.example.com (expected: a host and a port, such as ns1.example.com:53)
TLS_PORT=https|TLS_PORT: https (expected: a port, such as 443)
ACME_EMAIL=admin@example.org|ACME_ACCEPT_TERMS: none (expected: true, once you have read the terms of service of the authority)
ACME_CHALLENGE=tls|ACME_CHALLENGE: tls (expected: http or dns)
ACME_DIRECTORY=https://a b|ACME_DIRECTORY: https://a b (expected: letters, digits and @:/._,%+~-)
ACME_ROOT_FILE=/none|ACME_ROOT_FILE: /none cannot be read (expected: a file in PEM)
CASES
  assert 'nothing was sent' test ! -e "$TEST_FOLDER/hosts"
}

test_a_line_that_is_no_setting_is_refused() {
  settings 'NONSENSE=1'
  install_hosts
  assert_contains message 'line 6: NONSENSE=1 (expected: NAME=value with one of HOSTS ' "$OUTPUT"
}

# backup_with_certificates_of_days_ago DAYS: what the backup warns of, on a host that was installed so long ago.
backup_with_certificates_of_days_ago() {
  mkdir -p "$TEST_FOLDER/bin"
  printf '#!/bin/sh\necho done\n' >"$TEST_FOLDER/bin/curl"
  chmod +x "$TEST_FOLDER/bin/curl"
  rm -rf "$TEST_FOLDER/made"
  (
    # shellcheck source=/dev/null
    . "$ROOT/scripts/certificates.sh"
    # Bash's own clock ends, and another takes its place.
    unset EPOCHSECONDS
    EPOCHSECONDS=$(($(date +%s) - $1 * 86400))
    make_certificates "$TEST_FOLDER/made" 127.0.0.1 2>/dev/null
  )
  echo token >"$TEST_FOLDER/token"
  PATH=$TEST_FOLDER/bin:$PATH PAZ_TOKEN_FILE=$TEST_FOLDER/token PAZ_CERTIFICATE=$TEST_FOLDER/made/root/tls.crt \
    "$ROOT/scripts/cluster-backup.sh" 10.0.0.1 2>"$TEST_FOLDER/warned" >/dev/null
  cat "$TEST_FOLDER/warned"
}

test_a_backup_warns_of_certificates_that_end_soon() {
  assert_equal 'in good time' '' "$(backup_with_certificates_of_days_ago 1000)"
  assert_contains 'soon' 'The certificates of etcd on this host end on ' "$(backup_with_certificates_of_days_ago 1065)"
}

run_tests "$@"
