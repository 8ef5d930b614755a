# withdraw.sh KEY: removes the key of a container that ended. A container that moved to another host is announced by that
# host already, so only an address of this one is removed.
export ETCDCTL_API=3 ETCDCTL_ENDPOINTS="$PAZ_ETCD_ENDPOINTS"
e() { etcdctl --dial-timeout=1s --command-timeout=2s "$@"; }
case "$(e get --print-value-only "$1")" in
  "$PAZ_HOST_IP":*) e del "$1" >/dev/null ;;
esac
