# HAProxy in master-worker mode. Its configuration is written by the embedded confd, which reloads it over master.sock.

haproxy_command() {
  COMMAND=(haproxy -W -S "$PAZ_HOME/haproxy/master.sock,mode,600" -f "$PAZ_HOME/haproxy/haproxy.cfg"
    -p "$PAZ_HOME/haproxy/haproxy.pid")
}

haproxy_can_start() {
  [[ -s $PAZ_HOME/haproxy/haproxy.cfg ]] || {
    echo 'its configuration, which the JVM writes'
    return 1
  }
}

haproxy_ready() {
  port_answers "$PAZ_HTTP_PORT" && port_answers "$PAZ_STATS_PORT"
}

haproxy_stop() {
  STOP_SIGNAL=TERM STOP_SECONDS=5
}

haproxy_mark() {
  printf '%s' "haproxy -W -S $PAZ_HOME/haproxy/master.sock"
}
