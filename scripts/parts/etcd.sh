# etcd, one member: what is announced and how it is routed. It listens on loopback only, and speaks only to who shows a certificate of
# this platform's authority; its HTTP gateway, which web pages could write to, is off.

ETCD_BEGINS_SECONDS=15 ETCD_ROLES_SECONDS=45

etcd_before() {
  begin_etcd
}

# Without its users whoever has a certificate could write every key, so it does not start then; the log says why they could not be made.
etcd_command() {
  if has_roles "$PAZ_HOME/data/etcd"; then
    etcd_of "$PAZ_HOME/data/etcd" "https://127.0.0.1:$PAZ_ETCD_PEER_PORT"
  else
    COMMAND=(bash -c 'echo "etcd does not start: its users and their rights could not be set" >&2; exit 1')
  fi
}

# etcd_of FOLDER PEERS: the process that keeps its data in the folder and listens for peers there, in COMMAND. Where it is told to be
# is the same always.
etcd_of() {
  local client=https://127.0.0.1:$PAZ_ETCD_PORT peer=https://127.0.0.1:$PAZ_ETCD_PEER_PORT own=$PAZ_HOME/certificates/etcd
  local program=(etcd) data=$1
  if etcd_gets "$1" "$own"; then
    program=(bash -c "$ETCD_AS_ITS_USER" - "$1" "$own" "etcd --data-dir $1 --listen")
    data=. own=/proc/self/fd/7
  fi
  # A clean environment: etcd would take its options from variables ETCD_*.
  COMMAND=(env -i "PATH=$PATH" "ETCD_UNSUPPORTED_ARCH=$(etcd_architecture)"
    "${program[@]}" --name paz --data-dir "$data"
    --listen-client-urls "$client" --advertise-client-urls "$client"
    --listen-peer-urls "$2" --initial-advertise-peer-urls "$peer" --initial-cluster "paz=$peer"
    --client-cert-auth --trusted-ca-file "$own/ca.crt" --cert-file "$own/tls.crt" --key-file "$own/tls.key"
    --peer-client-cert-auth --peer-cert-allowed-cn etcd --peer-trusted-ca-file "$own/ca.crt" --peer-cert-file "$own/tls.crt" --peer-key-file "$own/tls.key"
    --enable-grpc-gateway=false
    --auto-compaction-mode periodic --auto-compaction-retention 1h --snapshot-count 5000
    --quota-backend-bytes 536870912 --logger zap --log-level warn --log-outputs stderr)
}

ETCD_RIGHTS=(--reuid etcd --regid etcd --clear-groups --inh-caps=-all --bounding-set=-all --no-new-privs)
# Its user may not enter the home, nor root's own folder around it. So it starts in the folder of its data, and that of its certificates
# is opened for it before. Its title names the home, by which it is found when its pid file is lost.
ETCD_AS_ITS_USER="cd \"\$1\" && exec 7<\"\$2\" && shift 2 && exec setpriv ${ETCD_RIGHTS[*]} bash -c 'exec -a \"\$0\" etcd \"\$@\"' \"\$@\""

# etcd_gets FOLDER...: makes the folders those of the user etcd of its package, as whom it runs where root starts it; status 1 where there is
# none, or this may not give its rights up.
etcd_gets() {
  ((EUID == 0)) && setpriv "${ETCD_RIGHTS[@]}" true 2>/dev/null && chown -R etcd:etcd "$@" 2>/dev/null
}

# etcd that is killed while it writes the first entries of its log starts again, but never elects itself (seen with 3.4). So
# it begins in a folder beside, and the folder gets its name once etcd is well and has its users; one that a killed beginning left holds
# nothing that anybody wrote. Data without today's users, of an older Paz or from a backup, get them before etcd serves.
begin_etcd() {
  local data=$PAZ_HOME/data/etcd new=$PAZ_HOME/data/etcd.new
  ! has_roles "$data" || return 0
  if [[ -d $data ]]; then
    # Where it cannot begin, that is reported as every part's end.
    begin_in "$data" || true
  else
    rm -rf "$new"
    mkdir -p "$PAZ_HOME/data" && mkdir -m 700 "$new"
    if begin_in "$new"; then mv "$new" "$data"; else rm -rf "$new"; fi
  fi
}
# The table of roles that the data have.
ROLES_MARK=member/paz-roles

# has_roles FOLDER: whether the data there have today's users.
has_roles() {
  [[ $(cat "$1/$ROLES_MARK" 2>/dev/null) == "$(etcd_roles_version)" ]]
}

# begin_in FOLDER: whether etcd began there and has its users.
begin_in() {
  local etcd well=no
  run_beginning "$1" &
  etcd=$!
  AWAIT_EVERY=0.02 await "$ETCD_BEGINS_SECONDS" ready_or_ended "$etcd" || true
  ! etcd_ready || ! set_roles "$1" || well=yes
  kill -TERM "$etcd" 2>/dev/null || true
  wait "$etcd" || true
  [[ $well == yes ]]
}

# It ends by itself should nobody be left to end it.
run_beginning() {
  cd "$1" && exec </dev/null >&"$LOG_FD" 2>&1 || return
  close_inherited_files
  etcd_of "$1" unix://peer:0
  exec timeout $((ETCD_BEGINS_SECONDS + ETCD_ROLES_SECONDS)) "${COMMAND[@]}"
}

ready_or_ended() {
  etcd_ready || ! kill -0 "$1" 2>/dev/null
}

set_roles() {
  local said
  said=$(as_etcd_root set_etcd_roles 2>&1) || {
    printf '%s\n' "$said" >&"$LOG_FD"
    return 1
  }
  write_whole "$1/$ROLES_MARK" "$(etcd_roles_version)"
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
  local own=$PAZ_HOME/certificates/root
  [[ $(curl -q -s --noproxy '*' --max-time 2 --cacert "$own/ca.crt" --cert "$own/tls.crt" --key "$own/tls.key" \
    "https://127.0.0.1:$PAZ_ETCD_PORT/health") == '{"health":"true"'* ]]
}

etcd_stop() {
  STOP_SIGNAL=TERM STOP_SECONDS=10
}

etcd_mark() {
  printf '%s' "--data-dir $PAZ_HOME/data/etcd --listen"
}
