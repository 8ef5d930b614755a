# announce.sh CONTAINER PORT PATH METHOD HOST STATUSES INTERVAL TIMEOUT RISE FALL KEY
#
# Registers the instance with this host's announcer, which keeps KEY = <host ip>:<published port> in etcd for as long as the container runs
# and is healthy. The connection stays open: what the announcer says of the instance comes through it and is printed, and its end is the
# withdrawal. While it is open this costs nothing. An announcer that went away is tried again every second by curl itself, without a
# new process each time.
set -u
socket=${PAZ_ANNOUNCER_SOCKET:-/run/paz/announcer.sock}
away="the announcer at $socket does not answer" client='' again=''

ask() { curl -q -g -s -N --noproxy "*" --unix-socket "$socket" "$@" http://announcer/instances; }

# Runs beside this shell, as curl itself.
register() {
  # shellcheck disable=SC2086  # several options
  exec curl -q -g -s -N --noproxy "*" --unix-socket "$socket" $again \
    --data-urlencode "container=$1" --data-urlencode "port=$2" --data-urlencode "path=$3" --data-urlencode "method=$4" \
    --data-urlencode "host=$5" --data-urlencode "statuses=$6" --data-urlencode "interval=$7" --data-urlencode "timeout=$8" \
    --data-urlencode "rise=$9" --data-urlencode "fall=${10}" --data-urlencode "key=${11}" \
    --data-urlencode "platform=$PAZ_PLATFORM" http://announcer/instances
}

# A trap runs at once during wait, but only after the end of any other command.
pause() { sleep "$1" & wait $!; }

withdraw() {
  trap '' TERM INT
  ask --max-time 8 --request DELETE --data-urlencode "key=$1" || echo "not withdrawn before its lease ends: $away"
  kill "$client" 2>/dev/null
  exit 0
}

# shellcheck disable=SC2154  # eleven arguments
key=${11}
trap 'withdraw "$key"' TERM INT
while :; do
  register "$@" &
  client=$!
  wait "$client"
  case $? in
    # Refused with a reason, or another one has registered the instance.
    0) again='' && pause 10 ;;
    # A curl that knows no such retry.
    2) again='' && pause 1 ;;
    7) [ -n "$again" ] || echo "not announced: $away; trying again every second"; again='--retry 999999999 --retry-delay 1 --retry-all-errors' ;;
    126 | 127) echo "not announced: curl cannot be run (PATH is $PATH)" && pause 10 ;;
    *) [ -n "$again" ] || echo "not renewed: $away; trying again every second"; again='--retry 999999999 --retry-delay 1 --retry-all-errors' ;;
  esac
done
