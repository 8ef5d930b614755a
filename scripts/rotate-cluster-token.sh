#!/usr/bin/env bash
# Makes another administrator's token for a cluster while everything runs, without a call that is refused. Usage:
# rotate-cluster-token.sh [--overlap MINUTESm] SSH_HOST...
#   SSH_HOST    every host of the cluster, as SSH reaches it: core@10.0.0.11. Who signs in there may call sudo without a password
#   --overlap   how long the old token works on (10m); 0m ends it at once
# In the environment: TOKEN_FILE, the copy that install-hosts.sh places (~/.paz-cluster-token); SSH, the program (ssh); DEBUG=1, which
# shows each command, tokens included.
# One that was cut off is run again. Tokens stand in no command line: hosts read them from the standard input.
set -euo pipefail
[[ ${DEBUG:-} != 1 ]] || set -x
SSH=${SSH:-ssh -o BatchMode=yes -o ConnectTimeout=10}
TOKEN_FILE=${TOKEN_FILE:-$HOME/.paz-cluster-token}
OVERLAP=10m
# Longer than a rotation takes.
MIN_OVERLAP_SECONDS=600

# Writes the token and the lines of others that are accepted, first beside it, so that no moment lacks one that somebody sends; then the
# copies that the services of this host read.
# shellcheck disable=SC2016  # for the host
PLACE='set -e; umask 077
IFS= read -r token; cat >/etc/paz/token.accepted.new; printf "%s\n" "$token" >/etc/paz/token.new
for part in service-directory scheduler orchestrator; do
  folder=/run/paz/$part.tokens; [ -d $folder ] || continue
  for file in token.accepted token; do
    install -m 0400 -o 10001 /etc/paz/$file.new $folder/$file.new; mv $folder/$file.new $folder/$file
  done
done
sync; mv /etc/paz/token.accepted.new /etc/paz/token.accepted; mv /etc/paz/token.new /etc/paz/token; sync'

# Has each service read its copies again, and answers what they did.
# shellcheck disable=SC2016
RELOAD='set -e; . /etc/paz/host.env; IFS= read -r token
for part in service-directory scheduler orchestrator; do
  status=$(printf "header = \"Authorization: Bearer %s\"\n" "$token" | curl -sS -K - -o /dev/null -w "%{http_code}" --max-time 30 -X POST \
    -H "Host: paz-$part.paz" "http://$PAZ_HOST_IP:8080/token/reload") || status="none"
  echo "$part $status"
done'

die() {
  printf '%s\n' "$@" >&2
  exit 1
}

read_arguments() {
  while (($# > 0)); do
    case $1 in
      --overlap) OVERLAP=${2:-} && shift ;;
      --overlap=*) OVERLAP=${1#*=} ;;
      -*) die "There is no option $1." ;;
      *) HOSTS+=("$1") ;;
    esac
    shift
  done
  [[ $OVERLAP =~ ^(0|[1-9][0-9]{0,3})m$ ]] || die "--overlap: \"$OVERLAP\" (expected: a number of minutes, 0m to 9999m)"
  ((${#HOSTS[@]} > 0)) || die 'hosts: none (expected: rotate-cluster-token.sh SSH_HOST..., every host of the cluster)'
}

# on HOST PROGRAM: as root, with the standard input.
on() {
  # shellcheck disable=SC2086  # a program and its options
  $SSH "$1" "sudo sh -c '$2'"
}

# place_everywhere TOKEN LINE...
place_everywhere() {
  local host
  for host in "${HOSTS[@]}"; do
    printf '%s\n' "$@" | on "$host" "$PLACE" || die "$host did not take the token. What is accepted stays; run this again."
  done
}

# reload TOKEN: every service has read its files again, and accepts this one.
reload() {
  local answers
  answers=$(printf '%s\n' "$1" | on "${HOSTS[0]}" "$RELOAD") || die "${HOSTS[0]} could not ask the services. Both tokens work; run this again."
  [[ $(grep -c ' 204$' <<<"$answers") == 3 ]] ||
    die "A service did not read the token again: ${answers//$'\n'/, } (expected: 204 of each; 401 of a unit of an earlier release, which scripts/start-runlevel.sh replaces). Run this again."
}

# The token of the first host, in OLD, and the lines of others whose end has not come, in OTHERS.
read_present() {
  local lines token end now
  now=$(date +%s)
  mapfile -t lines < <(on "${HOSTS[0]}" 'cat /etc/paz/token; echo; cat /etc/paz/token.accepted 2>/dev/null || true' </dev/null | sed '/^$/d')
  OLD=${lines[0]:-}
  [[ $OLD =~ ^[!-~]+$ ]] || die "${HOSTS[0]} has no token in /etc/paz/token."
  OTHERS=()
  for token in "${lines[@]:1}"; do
    end=${token##* }
    [[ ! $end =~ ^[0-9]{1,11}$ ]] || ((end <= now)) || OTHERS+=("$token")
  done
}

rotate() {
  local new minutes=${OVERLAP%m} end accepted
  read_present
  new=$(od -An -v -w32 -N32 -tx1 /dev/urandom | tr -d ' ')
  end=$(($(date +%s) + (minutes * 60 > MIN_OVERLAP_SECONDS ? minutes * 60 : MIN_OVERLAP_SECONDS)))
  # Both, in both steps: whatever starts meanwhile accepts what anybody sends.
  accepted=("$new $end" "$OLD $end" "${OTHERS[@]}")
  place_everywhere "$OLD" "${accepted[@]:0:10}"
  reload "$OLD"
  reload "$new"
  (umask 077 && printf '%s' "$new" >"$TOKEN_FILE.new" && sync "$TOKEN_FILE.new" && mv "$TOKEN_FILE.new" "$TOKEN_FILE")
  place_everywhere "$new" "${accepted[@]:0:10}"
  reload "$new"
  if ((minutes == 0)); then
    place_everywhere "$new"
    reload "$new"
    echo "The new token is in $TOKEN_FILE and on every host; the old one ended."
  else
    echo "The new token is in $TOKEN_FILE and on every host; the old one works until $(date -d "@$end" '+%F %T')."
  fi
}

HOSTS=()
read_arguments "$@"
rotate
