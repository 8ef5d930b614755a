#!/usr/bin/env bash
# Has Paz back up its data while it runs, into the folder PAZ_BACKUPS of its host (/var/lib/paz-backups, or what /etc/paz/host.env there
# says); the newest 7 are kept. Usage: cluster-backup.sh [HOST]
# It warns when the certificates of this host end soon.
#   HOST             private address of any host; that of /etc/paz/host.env when not given
#   PAZ_TOKEN_FILE   the administrator's token (/etc/paz/token)
set -euo pipefail
[[ ${DEBUG:-} != 1 ]] || set -x
host=${1:-$(sed -n 's/^PAZ_HOST_IP=//p' /etc/paz/host.env 2>/dev/null || true)}
token_file=${PAZ_TOKEN_FILE:-/etc/paz/token}
[[ -n $host ]] || {
  echo 'host: none (expected: cluster-backup.sh HOST, or PAZ_HOST_IP in /etc/paz/host.env)' >&2
  exit 1
}
[[ -r $token_file ]] || {
  echo "PAZ_TOKEN_FILE: $token_file cannot be read (expected: the administrator's token)" >&2
  exit 1
}
# The backup is made once a day, so somebody hears of it in time.
certificate=${PAZ_CERTIFICATE:-/etc/paz/certificates/root/tls.crt}
if [[ -r $certificate ]] && ! openssl x509 -noout -checkend $((60 * 86400)) -in "$certificate" >/dev/null; then
  echo "The certificates of etcd on this host end on $(openssl x509 -noout -enddate -in "$certificate" | cut -d = -f 2)." \
    'Run install-hosts.sh, then docs/installation-cluster.md, "Certificates".' >&2
fi
# The scheduler first: a service that it knows is in the directory's backup then.
for part in scheduler service-directory orchestrator; do
  answer=$(curl -sS --fail-with-body --max-time 300 -X POST -H "Host: paz-$part.paz" \
    -K <(printf 'header = "Authorization: Bearer %s"\n' "$(<"$token_file")") "http://$host:8080/backups" 2>&1) || {
    echo "$part made no backup: $answer" >&2
    echo "Look at: fleetctl list-units, for paz-$part and paz-$part-announce" >&2
    exit 1
  }
  echo "$part: $answer"
done
