# announce.sh CONTAINER PORT PATH INTERVAL TIMEOUT RISE FALL KEY
#
# Keeps KEY = <host ip>:<published port> in etcd, under a lease of 30 s, for as long as the container runs and is healthy.
# It follows the container, not the container's unit: systemd does not start bound units again after a restart.
# PATH empty means that a TCP connection is enough. Processes are started sparingly between the container's first
# answer and its announcement, because that is time a deployment waits. Why a container is not announced is printed each
# time that it changes; the scheduler reads it for the reason of a deployment that failed.
set -u
name=$1 port=$2 path=$3 interval=$4 timeout=$5 rise=$6 fall=$7 key=$8
export ETCDCTL_API=3 ETCDCTL_ENDPOINTS="$PAZ_ETCD_ENDPOINTS"
lease= told=

e() { etcdctl --dial-timeout=1s --command-timeout=2s "$@" 2>/dev/null; }

# A trap runs at once during wait, but only after the end of any other command.
pause() { sleep "$1" & wait $!; }

grant() {
  lease=$(e lease grant 30) || { lease=; return 1; }
  lease=${lease#lease } lease=${lease%% *}
}

put() { { [ -n "$lease" ] || grant; } && e put --lease="$lease" "$key" "$address" >/dev/null; }

# Revoking takes the key away, too.
drop() { [ -z "$lease" ] || e lease revoke "$lease" >/dev/null; lease=; }

# Sets pid, ip and address, and what identifies the container, once it runs; or fails. Where the engine is not at its usual place, the docker command
# is asked; elsewhere curl, since the docker command takes twice its processor time, and the start of the container
# needs that itself. What the engine answers is taken apart by its keys: within a text, JSON has no such quotes.
find() {
  [ -S /var/run/docker.sock ] || { inspect; return; }
  json=$(curl -q -s --max-time 5 --unix-socket /var/run/docker.sock "http://docker/containers/$name/json")
  case $json in *'"Running":true'*) ;; *) return 1 ;; esac
  id=${json#*'"Id":"'} id=${id%%'"'*}
  started=${json#*'"StartedAt":"'} started=${started%%'"'*}
  image=${json#*'"Image":"'} image=${image%%'"'*}
  pid=${json#*'"Pid":'} pid=${pid%%,*}
  json=${json#*'"NetworkSettings":'}
  case $json in *"\"$port/tcp\":[{"*'"Networks":'*) ;; *) return 1 ;; esac
  ip=${json#*'"Networks":'} ip=${ip#*'"IPAddress":"'} ip=${ip%%'"'*}
  json=${json#*"\"$port/tcp\":[{"} json=${json#*'"HostPort":"'}
  address=$PAZ_HOST_IP:${json%%'"'*}
  [ -n "$ip" ]
}

inspect() {
  set -- $(docker inspect -f "{{.State.Running}} {{.State.Pid}}
    {{(index (index .NetworkSettings.Ports \"$port/tcp\") 0).HostPort}}
    {{.Id}} {{.Image}} {{.State.StartedAt}}
    {{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}" "$name" 2>/dev/null)
  [ "${1-}" = true ] && [ -n "${7-}" ] && pid=$2 address=$PAZ_HOST_IP:$3 id=$4 image=$5 started=$6 ip=$7
}

# Waits for the engine to start the container, up to 5 s, or fails. One lasting request instead of many: each would cost the processor
# time that the start itself needs. The engine tells once more what came about since a time, so nothing falls in between.
begun() {
  [ -S /var/run/docker.sock ] || return 1
  # The shell says "Terminated" of curl, which nobody is to wonder about in the log.
  {
    sh -c 'echo $$; exec curl -q -g -s -N --max-time 5 --unix-socket /var/run/docker.sock "$0"' \
      "http://docker/events?since=$since&filters=%7B%22container%22:%5B%22$name%22%5D,%22event%22:%5B%22start%22%5D%7D" |
      { read -r curl && read -r event && kill "$curl"; }
  } 2>/dev/null &
  wait $!
}

alive() { [ -d "/proc/$pid" ]; }

# The container's own address is asked: Docker's proxy accepts connections for containers that do not listen.
# curl connects, then stops at the telnet option that it does not know: a TCP check that sends nothing.
healthy() {
  if [ -n "$path" ]; then
    answer=$(curl -q -g -s -f -o /dev/null --noproxy "*" --path-as-is --max-time "$timeout" -w "%{http_code}" "http://$ip:$port$path")
    end=$?
    [ $end != 0 ] || return 0
  else
    answer=$(curl -q -s -o /dev/null --noproxy "*" --max-time "$timeout" -t PAZ=1 -w "%{num_connects}" "telnet://$ip:$port")
    end=$?
    [ "$answer" != 1 ] || return 0
  fi
  tell "$end $answer"
  return 1
}

tell() {
  [ "$1" != "$told" ] || return 0
  told=$1
  case $1 in
    "7 "*) echo "not announced: $(refused)" ;;
    "22 "*) echo "not announced: GET $path on port $port answers $answer" ;;
    "28 "*) echo "not announced: no answer${path:+ to GET $path} on port $port within $timeout s" ;;
    *) echo "not announced: the check of port $port failed, curl ended with $end" ;;
  esac
}

# Who listens where stands in /proc: number, local address:port, remote address:port, state; 0A is a socket that listens.
refused() {
  set -- $(sed -n "s/^ *[0-9]*: [0-9A-F]*:\([0-9A-F]*\) [0-9A-F]*:0000 0A .*/\1/p" "/proc/$pid/net/tcp" "/proc/$pid/net/tcp6" 2>/dev/null | sort -u)
  ports=
  for each; do ports="$ports, $((0x$each))"; done
  case "$ports, " in
    ", ") echo "nothing listens on port $port" ;;
    *", $port, "*) echo "port $port is open on the container's own 127.0.0.1 only" ;;
    *) echo "nothing listens on port $port; open are ${ports#, }" ;;
  esac
}

# Often at first, so that a quick container is announced quickly; then gently, it may be pulling its image. What keeps it is
# told once more when it should have begun: a program that opens its ports late is told apart from one on another port.
patiently() {
  n=$((n + 1)); [ $n != 100 ] || told=
  if [ $n -lt 20 ]; then pause 0.01; elif [ $n -lt 200 ]; then pause 0.05; else pause 1; fi
}

trap 'trap "" TERM INT; drop; exit 0' TERM INT
# A container takes a while to start, and is to have the processors meanwhile.
pause 0.15
grant
while :; do
  n=0 since=$(date +%s)
  until find; do begun || patiently; since=$(date +%s); done
  echo "container $id of image $image started at $started"

  n=0 good=0
  while alive && [ $good -lt "$rise" ]; do
    if healthy; then good=$((good + 1)); [ $good -ge "$rise" ] || pause "$interval"; else good=0; patiently; fi
  done
  [ $good -ge "$rise" ] || continue

  until put || { lease=; put; }; do pause 1; alive || continue 2; done
  told=
  echo "announced $address"

  # Checks run beside the loop: a slow one must hold up neither the lease nor the notice that the container ended.
  t=0 bad=0 check= next=$interval renew=10
  while alive && [ $bad -lt "$fall" ]; do
    pause 1; t=$((t + 1))
    if [ -n "$check" ] && ! kill -0 $check 2>/dev/null; then
      if wait $check; then bad=0; else bad=$((bad + 1)); fi; check=
    fi
    if [ -z "$check" ] && [ $t -ge "$next" ]; then healthy & check=$! next=$((t + interval)); fi
    if [ $t -ge $renew ]; then
      if e lease keep-alive --once "$lease" >/dev/null || { lease=; put; }; then renew=$((t + 10)); fi
    fi
  done
  drop
  echo "withdrew $address"
done
