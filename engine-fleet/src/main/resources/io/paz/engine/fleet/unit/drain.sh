# drain.sh CONTAINER PORT SECONDS KEY
#
# Runs before SIGTERM. Takes KEY away where that has not happened yet, so that no new request comes, then waits until no
# connection to the container's PORT is open, at most SECONDS. Quiet is what was seen three times in a row: a load
# balancer that takes over a new configuration may still pass on a request that it had in hand.
# Whatever is open counts, for a request that waits for its answer, or a WebSocket, looks like an idle connection.
set -u
name=$1 port=$(printf %04X "$2") seconds=$3 key=$4
end=$(($(date +%s) + seconds))
export ETCDCTL_API=3 ETCDCTL_ENDPOINTS="$PAZ_ETCD_ENDPOINTS"

e() {
  answer=$(etcdctl --dial-timeout=1s --command-timeout=2s "$@" 2>&1) && return
  echo "cannot withdraw $key: ${answer##*Error: }"
  return 1
}

# Lines of /proc/net/tcp: number, local address:port, remote address:port, state; 01 is an established connection.
busy() { grep -qs "^ *[0-9]*: [0-9A-F]*:$port [0-9A-F]*:[0-9A-F]* 01 " "/proc/$pid/net/tcp" "/proc/$pid/net/tcp6"; }

[ "$seconds" -gt 0 ] || exit 0
pid=$(docker inspect -f "{{index .Config.Labels \"io.paz.platform\"}} {{.State.Pid}}" "$name" 2>/dev/null) || exit 0
case $pid in "$PAZ_PLATFORM "*) pid=${pid##* } ;; *) exit 0 ;; esac
[ -d "/proc/$pid" ] || exit 0

if e get --print-value-only "$key"; then
  case $answer in "$PAZ_HOST_IP":*) e del "$key" && sleep 1 ;; esac
fi

quiet=0
while [ -d "/proc/$pid" ] && [ $quiet -lt 3 ]; do
  if [ "$(date +%s)" -ge $end ]; then echo "connections to $name are still open after $seconds s"; exit 0; fi
  if busy; then quiet=0; else quiet=$((quiet + 1)); fi
  [ $quiet -ge 3 ] || sleep 0.2
done
echo "no connection to $name is open"
