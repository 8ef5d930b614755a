# etcd, one member: what is announced and how it is routed. It listens on loopback only.

ETCD_BEGINS_SECONDS=15

etcd_command() {
  begin_etcd
  etcd_of "$PAZ_HOME/data/etcd" "http://127.0.0.1:$PAZ_ETCD_PORT" "http://127.0.0.1:$PAZ_ETCD_PEER_PORT"
}

# etcd_of FOLDER CLIENTS PEERS: the process that keeps its data in the folder and listens at these two, in COMMAND. Where it
# is told to be is the same always.
etcd_of() {
  local client=http://127.0.0.1:$PAZ_ETCD_PORT peer=http://127.0.0.1:$PAZ_ETCD_PEER_PORT
  # A clean environment: etcd would take its options from variables ETCD_*.
  COMMAND=(env -i "PATH=$PATH" "ETCD_UNSUPPORTED_ARCH=$(etcd_architecture)"
    etcd --name paz --data-dir "$1"
    --listen-client-urls "$2" --advertise-client-urls "$client"
    --listen-peer-urls "$3" --initial-advertise-peer-urls "$peer" --initial-cluster "paz=$peer"
    --auto-compaction-mode periodic --auto-compaction-retention 1h --snapshot-count 5000
    --quota-backend-bytes 536870912 --logger zap --log-level warn --log-outputs stderr)
}

# etcd that is killed while it writes the first entries of its log starts again, but never elects itself (seen with 3.4). So
# it begins in a folder beside, on sockets in that folder, and the folder gets its name once etcd is well; one that a killed
# beginning left holds nothing that anybody wrote.
begin_etcd() {
  local data=$PAZ_HOME/data/etcd new=$PAZ_HOME/data/etcd.new etcd well=no
  [[ ! -d $data ]] || return 0
  rm -rf "$new"
  mkdir -p "$new"
  run_beginning "$new" &
  etcd=$!
  AWAIT_EVERY=0.02 await "$ETCD_BEGINS_SECONDS" began_or_ended "$new" "$etcd" || true
  ! began "$new" || well=yes
  kill -TERM "$etcd" 2>/dev/null || true
  wait "$etcd" || true
  # Where it cannot begin, its ordinary start is tried, and reported as every part's.
  if [[ $well == yes ]]; then mv "$new" "$data"; else rm -rf "$new"; fi
}

# It ends by itself should nobody be left to end it.
run_beginning() {
  cd "$1" || return
  close_inherited_files
  etcd_of "$1" unix://client:0 unix://peer:0
  exec timeout "$ETCD_BEGINS_SECONDS" "${COMMAND[@]}" </dev/null >>"$(part_log etcd)" 2>&1
}

began_or_ended() {
  began "$1" || ! kill -0 "$2" 2>/dev/null
}

began() {
  [[ $(curl -s --max-time 2 --unix-socket "$1/client:0" http://etcd/health) == '{"health":"true"'* ]]
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

etcd_mark() {
  printf '%s' "--data-dir $PAZ_HOME/data/etcd --listen"
}
