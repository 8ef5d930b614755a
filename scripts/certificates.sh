# The certificates of etcd and of its clients: an authority of the platform's own, whose key is thrown away once they are made, and a folder
# for each holder with ca.crt, tls.crt and tls.key. The common name of a client's certificate is its user in etcd, see etcd-roles.sh.

readonly CERTIFICATE_DAYS=1095
# What is left of these when they are made anew.
readonly RENEWAL_DAYS=365
readonly MAX_CLOCK_ERROR_DAYS=30
# metrics is for Prometheus: it may read no key.
readonly CERTIFICATE_CLIENTS=(root announcer confd orchestrator paz scheduler metrics)

# certificates_good FOLDER: whether all that make_certificates made are there, undamaged, and valid for long enough.
certificates_good() {
  local part files=(etcd/tls.crt)
  for part in "${CERTIFICATE_CLIENTS[@]}"; do
    files+=("$part/tls.crt")
  done
  (cd "$1" && sha256sum --check --status --strict checksums && [[ $(wc -l <checksums) == $((3 * ${#files[@]})) ]] &&
    openssl verify -attime $((EPOCHSECONDS + RENEWAL_DAYS * 86400)) -CAfile etcd/ca.crt "${files[@]}") >/dev/null 2>&1
}

# make_certificates FOLDER ADDRESS...: all anew, for an etcd that is reached at the addresses; as a whole or not at all.
make_certificates() {
  local folder=$1 new=$1.new client
  shift
  rm -rf "$new"
  (
    set -e
    umask 077
    mkdir "$new"
    cd "$new"
    certificate_settings "$@" >settings
    touch index
    new_request 'Paz authority of etcd' ca.key
    sign_request authority ca.crt -selfsign
    issue_certificate etcd server
    for client in "${CERTIFICATE_CLIENTS[@]}"; do
      issue_certificate "$client" client
    done
    find . -maxdepth 1 -type f -delete
    sha256sum ./*/* >checksums
  ) || return
  rm -rf "$folder" && mv -T "$new" "$folder" && sync -f "$folder"
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
  mkdir "$1"
  cp ca.crt "$1"
  new_request "$1" "$1/tls.key"
  sign_request "$2" "$1/tls.crt"
}

new_request() {
  openssl req -new -config settings -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" -keyout "$2" -out request
}

# sign_request KIND FILE [OPTION]: valid from some time ago on, for clocks that are put back.
sign_request() {
  local kind=$1 file=$2 from until
  shift 2
  TZ=UTC printf -v from '%(%Y%m%d%H%M%SZ)T' $((EPOCHSECONDS - MAX_CLOCK_ERROR_DAYS * 86400))
  TZ=UTC printf -v until '%(%Y%m%d%H%M%SZ)T' $((EPOCHSECONDS + CERTIFICATE_DAYS * 86400))
  openssl ca -config settings -batch -notext "$@" -extensions "$kind" -startdate "$from" -enddate "$until" -in request -out "$file"
}

# as_etcd_root COMMAND [ARGUMENT...]: runs it with what etcdctl needs to be the user root of this platform's etcd. The one way to etcdctl.
as_etcd_root() {
  local -x ETCDCTL_API=3 ETCDCTL_ENDPOINTS=https://127.0.0.1:$PAZ_ETCD_PORT
  local -x ETCDCTL_CACERT=$PAZ_HOME/certificates/root/ca.crt
  local -x ETCDCTL_CERT=$PAZ_HOME/certificates/root/tls.crt ETCDCTL_KEY=$PAZ_HOME/certificates/root/tls.key
  "$@"
}
