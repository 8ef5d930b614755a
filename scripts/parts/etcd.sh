# etcd, one member: what is announced and how it is routed. It listens on loopback only.

etcd_command() {
  local client=http://127.0.0.1:$PAZ_ETCD_PORT peer=http://127.0.0.1:$PAZ_ETCD_PEER_PORT
  # A clean environment: etcd would take its options from variables ETCD_*.
  COMMAND=(env -i "PATH=$PATH" "ETCD_UNSUPPORTED_ARCH=$(etcd_architecture)"
    etcd --name paz --data-dir "$PAZ_HOME/data/etcd"
    --listen-client-urls "$client" --advertise-client-urls "$client"
    --listen-peer-urls "$peer" --initial-advertise-peer-urls "$peer" --initial-cluster "paz=$peer"
    --auto-compaction-mode periodic --auto-compaction-retention 1h --snapshot-count 5000
    --quota-backend-bytes 536870912 --logger zap --log-level warn --log-outputs stderr)
}

# etcd 3.4 starts on an architecture that its authors do not test only when told its name.
etcd_architecture() {
  case $(uname -m) in
    aarch64) echo arm64 ;;
    *) uname -m ;;
  esac
}

etcd_can_start() {
  :
}

etcd_ready() {
  [[ $(curl -s --max-time 2 "http://127.0.0.1:$PAZ_ETCD_PORT/health") == '{"health":"true"'* ]]
}

etcd_stop() {
  STOP_SIGNAL=TERM STOP_SECONDS=10
}
