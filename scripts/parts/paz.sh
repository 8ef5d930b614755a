# The JVM: orchestrator, service-directory, scheduler, embedded host and embedded confd.

paz_prepare() {
  if is_installed; then
    DONE='Paz is installed'
  else
    build_if_needed
    unpack_jar
  fi
  place_app
}

# No container runs before the rules for it are there.
paz_before() {
  local said
  container_network >/dev/null
  said=$(protect_containers) || echo "Containers are not kept from the machine by a firewall: $said" >&2
}

# haproxy_user: the user that HAProxy's workers become, where there is one and this may give its rights up.
haproxy_user() {
  if [[ -n ${PAZ_HAPROXY_USER+known} ]]; then
    printf '%s' "$PAZ_HAPROXY_USER"
  else
    ! chroot --userspec=haproxy:haproxy / true 2>/dev/null || printf haproxy
  fi
}

# haproxy_connections: how many connections a front end may have; HAProxy does not start when it may not open the files for them.
haproxy_connections() {
  local files=13
  [[ -z $PAZ_TLS_PORT ]] || files=17
  [[ -z $PAZ_TCP_PORTS ]] || files=$((files + 2))
  if (ulimit -n $((files * 4000 - 2000))) 2>/dev/null; then echo 4000; else echo $((($(ulimit -Hn) - 1000) / files)); fi
}

# RocksDB unpacks its native library, 17 MB, at each start: at a fixed place, a JVM that is killed leaves one behind and not
# one more each time.
#
# An idle JVM keeps what it has once used. Few areas of malloc, a small young generation and a heap that follows what lives in it
# take 25 MB from it, and cost a busier one more collections.
paz_command() {
  local network
  network=$(container_network)
  COMMAND=(env "PAZ_HOST_IP=$(host_ip)" "PAZ_NETWORK=$network" "PAZ_BRIDGE_NETWORK=$(container_networks)" "PAZ_PLATFORM=$(platform_id)" "PAZ_HAPROXY_USER=$(haproxy_user)" "PAZ_HAPROXY_MAXCONN=${PAZ_HAPROXY_MAXCONN:-$(haproxy_connections)}" "ROCKSDB_SHAREDLIB_DIR=$PAZ_HOME/run" MALLOC_ARENA_MAX=2 java -XX:+UseSerialGC -XX:NewRatio=5 -XX:MinHeapFreeRatio=15 -XX:MaxHeapFreeRatio=25 -XX:TieredStopAtLevel=1 -Xms32m -Xmx256m -Xss512k -XX:MaxMetaspaceSize=200m -XX:ReservedCodeCacheSize=48m
    -XX:+ExitOnOutOfMemoryError -Dfile.encoding=UTF-8 -jar "$PAZ_HOME/app/paz-standalone.jar")
}

paz_can_start() {
  [[ -s $PAZ_HOME/app/paz-standalone.jar ]] || {
    echo "$PAZ_HOME/app/paz-standalone.jar, which ./paz up puts there"
    return 1
  }
  host_ip >/dev/null || {
    echo "the bridge network of Docker's engine; where there is none, give --host-ip"
    return 1
  }
}

paz_ready() {
  local port
  for port in "$PAZ_ORCHESTRATOR_PORT" "$PAZ_SERVICE_DIRECTORY_PORT" "$PAZ_SCHEDULER_PORT" "$PAZ_HOST_PORT"; do
    curl -fs --max-time 2 -o /dev/null "http://127.0.0.1:$port/health" || return 1
  done
}

paz_stop() {
  STOP_SIGNAL=TERM STOP_SECONDS=15
}

paz_mark() {
  printf '%s' "-jar $PAZ_HOME/app/paz-standalone.jar"
}
