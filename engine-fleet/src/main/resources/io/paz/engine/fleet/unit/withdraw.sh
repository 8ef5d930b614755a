# withdraw.sh KEY: removes the key of a container that ended. A container that moved to another host is announced by that
# host already, so only an address of this one is removed.
export ETCDCTL_API=3 ETCDCTL_ENDPOINTS="$PAZ_ETCD_ENDPOINTS"
e() {
  answer=$(etcdctl --dial-timeout=1s --command-timeout=2s "$@" 2>&1) && return
  echo "cannot withdraw $key: ${answer##*Error: }"
  return 1
}
key=$1
e get --print-value-only "$key" || exit 0
case $answer in
  "$PAZ_HOST_IP":*) e del "$key" ;;
esac
