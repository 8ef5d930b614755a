# announce.sh CONTAINER PORT PATH METHOD HOST STATUSES INTERVAL TIMEOUT RISE FALL KEY
#
# Keeps KEY = <host ip>:<published port> in etcd, under a lease of 30 s, for as long as the container runs and is healthy.
# It follows the container, not the container's unit: systemd does not start bound units again after a restart.
# PATH empty means that a socket that listens is enough, and the image's own HEALTHCHECK where it has one. Processes are started
# sparingly between the container's first answer and its announcement, because that is time a deployment waits. Why a container is
# not announced is printed each time that it changes; the scheduler reads it for the reason of a deployment that failed.
set -u
name=$1 port=$2 path=$3 method=$4 host=$5 statuses=$6 interval=$7 timeout=$8 rise=$9
shift 9
fall=$1 key=$2
export ETCDCTL_API=3 ETCDCTL_ENDPOINTS="$PAZ_ETCD_ENDPOINTS"
socket=/var/run/docker.sock lease= renewed=0 told= families="tcp tcp6"
case $method in HEAD) request=--head ;; *) request="--request $method" ;; esac

# Runs etcdctl, which has no time limit of its own for keep-alive. Sets answer, and where it fails why.
e() {
  answer=$(timeout 3 etcdctl --dial-timeout=1s --command-timeout=2s "$@" 2>&1) && return
  case $? in
    124) why="etcd at $PAZ_ETCD_ENDPOINTS does not answer within 3 s" ;;
    126 | 127) why="etcdctl cannot be run: $answer (PATH is $PATH)" ;;
    *) why="etcd at $PAZ_ETCD_ENDPOINTS: ${answer##*Error: }" ;;
  esac
  return 1
}

# A trap runs at once during wait, but only after the end of any other command.
pause() { sleep "$1" & wait $!; }

# Seconds since the boot, which go on while this process is paused.
clock() { read -r now rest </proc/uptime; now=${now%%.*}; }

grant() {
  clock
  lease=
  e lease grant 30 || return
  answer=${answer%% granted*} lease=${answer##* } renewed=$now
}

# Renews the lease, unless it has just been granted, and puts the key where it is missing. Repeated whole until it succeeds.
keep() {
  clock
  if [ -n "$lease" ] && [ $((now - renewed)) -ge 5 ]; then
    if e lease keep-alive --once "$lease"; then
      renewed=$now
      e get --print-value-only "$key" || return
      [ "$answer" != "$address" ] || return 0
    else
      case $answer in *'lease not found'*) lease= ;; *) return 1 ;; esac
    fi
  fi
  { [ -n "$lease" ] || grant; } && put
}

put() {
  e put --lease="$lease" "$key" "$address" && return
  case $answer in *'lease not found'*) lease= ;; esac
  return 1
}

# Revoking takes the key away, too.
drop() { [ -z "$lease" ] || e lease revoke "$lease" || echo "not withdrawn before its lease ends: $why"; lease=; }

tell() {
  [ "$1" = "$told" ] || echo "$1"
  told=$1
}

# Sets pid, ip and address, and what identifies the container, once it runs; or fails, with why where that is not for the time being.
# Where the engine is not at its usual place, the docker command is asked; elsewhere curl, since the docker command takes twice its
# processor time, and the start of the container needs that itself. What the engine answers is taken apart by its keys: within a
# text, JSON has no such quotes.
find() {
  why=
  [ -S $socket ] || { inspect; return; }
  ask "containers/$name/json" || return
  case $json in *'"Running":true'*) ;; *) return 1 ;; esac
  case $json in *"\"io.paz.platform\":\"$PAZ_PLATFORM\""*) ;; *) foreign; return ;; esac
  id=${json#*'"Id":"'} id=${id%%'"'*}
  started=${json#*'"StartedAt":"'} started=${started%%'"'*}
  image=${json#*'"Image":"'} image=${image%%'"'*}
  pid=${json#*'"Pid":'} pid=${pid%%,*}
  state
  json=${json#*'"NetworkSettings":'}
  case $json in *"\"$port/tcp\":[{"*'"Networks":'*) ;; *) return 1 ;; esac
  ip=${json#*'"Networks":'} ip=${ip#*'"IPAddress":"'} ip=${ip%%'"'*}
  json=${json#*"\"$port/tcp\":[{"} json=${json#*'"HostPort":"'}
  address=$PAZ_HOST_IP:${json%%'"'*}
  [ -n "$ip" ]
}

ask() {
  json=$(curl -q -s --max-time 5 --unix-socket $socket "http://docker/$1") && return
  why="Docker's socket $socket does not answer, curl ended with $?"
  return 1
}

foreign() { why="container $name is not of this platform"; return 1; }

# What the image's HEALTHCHECK reports; empty without one.
state() {
  case $json in
    *'"Health":{"Status":"none"'*) health= ;;
    *'"Health":{"Status":"'*) health=${json#*'"Health":{"Status":"'} health=${health%%'"'*} ;;
    *) health= ;;
  esac
}

inspect() {
  answer=$(docker inspect -f "{{.State.Running}} {{.State.Pid}}
    {{(index (index .NetworkSettings.Ports \"$port/tcp\") 0).HostPort}}
    {{.Id}} {{.Image}} {{.State.StartedAt}} {{index .Config.Labels \"io.paz.platform\"}}.
    {{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}" "$name" 2>&1) || {
    case $answer in *'No such'* | *'index out of range'* | *'index of untyped nil'*) ;; *) why="docker inspect: $answer" ;; esac
    return 1
  }
  set -- $answer
  [ "$1" = true ] && [ -n "${8-}" ] && pid=$2 address=$PAZ_HOST_IP:$3 id=$4 image=$5 started=$6 ip=$8 || return
  [ "$7" = "$PAZ_PLATFORM." ] || { foreign; return; }
  health=$(docker inspect -f '{{if .State.Health}}{{.State.Health.Status}}{{end}}' "$id" 2>/dev/null)
}

# Waits for the engine to start the container, up to 5 s, or fails. One lasting request instead of many: each would cost the processor
# time that the start itself needs. The engine tells once more what came about since a time, so nothing falls in between.
begun() {
  [ -S $socket ] && [ -z "$why" ] || return 1
  # The shell says "Terminated" of curl, which nobody is to wonder about in the log.
  {
    sh -c 'echo $$; exec curl -q -g -s -N --max-time 5 --unix-socket "$0" "$1"' $socket \
      "http://docker/events?since=$since&filters=%7B%22container%22:%5B%22$name%22%5D,%22event%22:%5B%22start%22%5D%7D" |
      { read -r curl && read -r event && kill "$curl"; }
  } 2>/dev/null &
  wait $!
}

alive() { [ -d "/proc/$pid" ]; }

# The container's own address is asked: Docker's proxy accepts connections for containers that do not listen.
healthy() {
  if [ -n "$path" ]; then
    # shellcheck disable=SC2086  # an option, or two words of one
    code=$(curl -q -g -s -o /dev/null --noproxy "*" --path-as-is --max-time "$timeout" -H "Host: $host" $request -w "%{http_code}" "http://$ip:$port$path")
    case $? in
      0) ! expected "$code" || return 0; why="$method $path on port $port answers $code" ;;
      7) listening; refused ;;
      28) why="no answer to $method $path on port $port within $timeout s" ;;
      126 | 127) why="curl cannot be run (PATH is $PATH)" ;;
      *) why="$method $path on port $port failed, curl ended with $?" ;;
    esac
  elif ! listening; then
    refused
  else
    [ -n "$health" ] || return 0
    if [ -S $socket ]; then ask "containers/$id/json" && state; else inspect; fi
    [ "$health" != healthy ] || return 0
    why="the image's HEALTHCHECK reports $health"
  fi
  tell "not announced: $why"
  return 1
}

# expected CODE: whether the statuses, such as 200-399,401, hold it.
expected() {
  rest=$statuses,
  while [ -n "$rest" ]; do
    each=${rest%%,*} rest=${rest#*,}
    [ "$1" -lt "${each%-*}" ] || [ "$1" -gt "${each#*-}" ] || return 0
  done
  return 1
}

# Whether something listens on the port for others than the container itself; where not, open has all ports that something listens on.
# Nobody is connected to: some programs count connections that say nothing, and lock their sender out. Who listens where stands in
# /proc: number, local address:port, remote address:port, state, which is 0A of a socket that listens. Those come first; to read on
# costs the kernel a walk over all connections of the machine, so the family that had the port is read first the next time.
listening() {
  open=
  for each in $families; do
    {
      read -r rest
      while read -r rest local rest code rest && [ "$code" = 0A ]; do
        number=$((0x${local##*:}))
        case "$open, " in *", $number, "*) ;; *) open="$open, $number" ;; esac
        case $local in
          ??????7F:* | 0000000000000000FFFF0000??????7F:* | 00000000000000000000000001000000:*) continue ;;
        esac
        [ $number != "$port" ] || { families="$each tcp tcp6"; return 0; }
      done
    } 2>/dev/null <"/proc/$pid/net/$each"
  done
  return 1
}

refused() {
  case "$open, " in
    ", ") why="nothing listens on port $port" ;;
    *", $port, "*) why="port $port is open on the container's own 127.0.0.1 only" ;;
    *) why="nothing listens on port $port; open are ${open#, }" ;;
  esac
}

# Often at first, so that a quick container is announced quickly; then gently, it may be pulling its image.
patiently() {
  n=$((n + 1))
  if [ $n -lt 20 ]; then pause 0.01; elif [ $n -lt 200 ]; then pause 0.05; else pause 1; fi
}

trap 'trap "" TERM INT; drop; exit 0' TERM INT
# A container takes a while to start, and is to have the processors meanwhile.
pause 0.15
grant
while :; do
  n=0 since=$(date +%s)
  until find; do [ -z "$why" ] || tell "not announced: $why"; begun || patiently; since=$(date +%s); done
  told=
  echo "container $id of image $image started at $started"

  n=0 good=0
  while alive && [ $good -lt "$rise" ]; do
    if healthy; then good=$((good + 1)); [ $good -ge "$rise" ] || pause "$interval"; else good=0; patiently; fi
  done
  [ $good -ge "$rise" ] || continue

  until keep; do tell "not announced: $why"; pause 1; { alive && healthy; } || continue 2; done
  told=
  echo "announced $address"

  # Checks run beside the loop: a slow one must hold up neither the lease nor the notice that the container ended.
  bad=0 check= next=$((now + interval))
  while alive && [ $bad -lt "$fall" ]; do
    pause 1; clock
    if [ -n "$check" ] && ! kill -0 $check 2>/dev/null; then
      if wait $check; then bad=0; else bad=$((bad + 1)); fi; check=
    fi
    if [ -z "$check" ] && [ $now -ge $next ]; then healthy & check=$! next=$((now + interval)); fi
    [ $((now - renewed)) -ge 10 ] || [ -n "$told" ] || continue
    if ! keep; then tell "not renewed: $why"; elif [ -n "$told" ]; then told=; echo "announced $address"; fi
  done
  drop
  echo "withdrew $address"
done
