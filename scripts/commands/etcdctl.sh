# etcdctl with this platform's address and root's certificate, and the words that follow.

command_etcdctl() {
  load_running_settings
  [[ -e $PAZ_HOME/certificates ]] || fail "There are no certificates in $PAZ_HOME/certificates. ./paz up makes them."
  as_etcd_root exec etcdctl "${ETCDCTL_ARGUMENTS[@]}"
}
