# The certificates of etcd and of its clients: an authority of the platform's own, and a folder for each holder with ca.crt, tls.crt and
# tls.key. The common name of a client's certificate is its user in etcd, see etcd-roles.sh. On one machine the authority's key is thrown
# away once they are made; that of a cluster is kept where its hosts are installed from.

readonly CERTIFICATE_DAYS=1095
# A cluster's authority, and fleet: it cannot take another certificate without leaving the cluster, which stops the host's units.
readonly AUTHORITY_DAYS=7300
# What is left of these when they are made anew.
readonly RENEWAL_DAYS=365
readonly MAX_CLOCK_ERROR_DAYS=30
# metrics is for Prometheus: it may read no key.
readonly CERTIFICATE_CLIENTS=(root announcer confd orchestrator paz scheduler metrics)
readonly CLUSTER_CERTIFICATE_CLIENTS=("${CERTIFICATE_CLIENTS[@]}" fleet)

# certificates_good FOLDER: whether all that make_certificates made are there, undamaged, and valid for long enough.
certificates_good() {
  local part files=(etcd/tls.crt)
  for part in "${CERTIFICATE_CLIENTS[@]}"; do
    files+=("$part/tls.crt")
  done
  (cd "$1" && sha256sum --check --status --strict checksums && [[ $(wc -l <checksums) == $((3 * ${#files[@]})) ]] &&
    openssl verify -attime $((EPOCHSECONDS + RENEWAL_DAYS * 86400)) -CAfile etcd/ca.crt "${files[@]}") >/dev/null 2>&1
}

# certificate_end FILE: when it ends, in seconds since 1970.
certificate_end() {
  local end
  end=$(openssl x509 -noout -enddate -in "$1" 2>/dev/null) && date -d "${end#*=}" +%s
}

# make_certificates FOLDER ADDRESS...: all anew, for an etcd that is reached at the addresses; as a whole or not at all.
make_certificates() {
  local folder=$1 new=$1.new
  shift
  rm -rf "$new"
  (
    umask 077
    mkdir "$new" && cd "$new" &&
      begin_signing "$@" &&
      new_authority "$CERTIFICATE_DAYS" &&
      issue_certificates "${CERTIFICATE_CLIENTS[@]}" &&
      find . -maxdepth 1 -type f -delete &&
      sha256sum ./*/* >checksums
  ) || return
  rm -rf "$folder" && mv -T "$new" "$folder" && sync -f "$folder"
}

# make_authority FOLDER: ca.crt and ca.key of a cluster's authority; as a whole or not at all.
make_authority() {
  local new=$1.new
  rm -rf "$new"
  (
    umask 077
    mkdir -p "$new" && cd "$new" && begin_signing && new_authority "$AUTHORITY_DAYS" && find . -type f ! -name 'ca.*' -delete
  ) && mv -T "$new" "$1"
}

# make_host_certificates AUTHORITY FOLDER ADDRESS...: those of a host of a cluster whose etcd is reached at the addresses, in a new folder.
make_host_certificates() {
  local folder=$2 authority
  authority=$(cd "$1" && pwd) || return
  shift 2
  (
    umask 077
    mkdir "$folder" && cd "$folder" &&
      cp "$authority/ca.crt" "$authority/ca.key" . &&
      begin_signing "$@" &&
      issue_certificates "${CLUSTER_CERTIFICATE_CLIENTS[@]}" &&
      find . -maxdepth 1 -type f -delete
  )
}

# begin_signing ADDRESS...: what openssl needs in this folder.
begin_signing() {
  certificate_settings "$@" >settings && touch index
}

# new_authority DAYS
new_authority() {
  new_request 'Paz authority of etcd' ca.key && sign_request authority ca.crt "$1" -selfsign
}

# issue_certificates CLIENT...: those of etcd and of these.
issue_certificates() {
  local client
  issue_certificate etcd server || return
  for client in "$@"; do
    issue_certificate "$client" client || return
  done
}

# certificate_settings ADDRESS...: prints what openssl is to know. Every member of etcd has the name etcd besides: that is what Java's client checks.
certificate_settings() {
  local names=DNS:etcd,DNS:localhost address
  for address in "$@"; do
    names+=,IP:$address
  done
  cat <<SETTINGS
[req]
distinguished_name = name
[name]
[ca]
default_ca = own
[own]
database = index
new_certs_dir = .
private_key = ca.key
certificate = ca.crt
rand_serial = yes
default_md = sha256
policy = any_name
[any_name]
commonName = supplied
[authority]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
# A member is a client of the other members.
extendedKeyUsage = serverAuth, clientAuth
subjectAltName = $names
[client]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth
SETTINGS
}

# issue_certificate NAME KIND: a folder of that name; KIND is a section of the settings.
issue_certificate() {
  local days=$CERTIFICATE_DAYS
  [[ $1 != fleet ]] || days=$AUTHORITY_DAYS
  mkdir "$1" && cp ca.crt "$1" && new_request "$1" "$1/tls.key" && sign_request "$2" "$1/tls.crt" "$days"
}

new_request() {
  openssl req -new -config settings -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" -keyout "$2" -out request
}

# sign_request KIND FILE DAYS [OPTION]: valid from some time ago on, for clocks that are put back.
sign_request() {
  local kind=$1 file=$2 days=$3 from until
  shift 3
  TZ=UTC printf -v from '%(%Y%m%d%H%M%SZ)T' $((EPOCHSECONDS - MAX_CLOCK_ERROR_DAYS * 86400))
  TZ=UTC printf -v until '%(%Y%m%d%H%M%SZ)T' $((EPOCHSECONDS + days * 86400))
  openssl ca -config settings -batch -notext "$@" -extensions "$kind" -startdate "$from" -enddate "$until" -in request -out "$file"
}

# as_etcd_root COMMAND [ARGUMENT...]: runs it with what etcdctl needs to be the user root of this platform's etcd. The one way to etcdctl.
as_etcd_root() {
  local -x ETCDCTL_API=3 ETCDCTL_ENDPOINTS=https://127.0.0.1:$PAZ_ETCD_PORT
  local -x ETCDCTL_CACERT=$PAZ_HOME/certificates/root/ca.crt
  local -x ETCDCTL_CERT=$PAZ_HOME/certificates/root/tls.crt ETCDCTL_KEY=$PAZ_HOME/certificates/root/tls.key
  "$@"
}
