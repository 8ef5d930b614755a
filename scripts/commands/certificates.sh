# Certificates of public host names: listed, uploaded and removed at the orchestrator. Keys stand in no command line and are never shown.

readonly MAX_PEM_BYTES=262144

command_certificates() {
  case ${CERTIFICATE_ACTION:-list} in
    list) list_certificates ;;
    upload) upload_certificate ;;
    remove) remove_certificate ;;
    *) usage_error './paz certificates wants one of list, upload, remove.' ;;
  esac
}

list_certificates() {
  [[ -z $CERTIFICATE_ID ]] || usage_error "\"$CERTIFICATE_ID\" is one word too many."
  API_ACCEPT=text/plain ask_orchestrator GET /certificates
  printf '%s\n' "$API_BODY"
}

upload_certificate() {
  local chain key
  check_certificate_id
  [[ -n $CERTIFICATE_CHAIN && -n $CERTIFICATE_KEY ]] ||
    usage_error './paz certificates upload wants --chain FILE and --key FILE, both PEM.'
  read_pem --chain "$CERTIFICATE_CHAIN"
  chain=$PEM
  read_pem --key "$CERTIFICATE_KEY"
  key=$PEM
  ask_orchestrator PUT "/certificates/$CERTIFICATE_ID" "@"<(printf '{"chain":"%s","key":"%s"}' "$chain" "$key")
  echo "Certificate $CERTIFICATE_ID is served within seconds. ./paz certificates lists its names and days left."
}

remove_certificate() {
  check_certificate_id
  ask_orchestrator DELETE "/certificates/$CERTIFICATE_ID"
  echo "Removed $CERTIFICATE_ID. No new connection gets it any more within seconds."
}

check_certificate_id() {
  local label='[a-z0-9]([a-z0-9-]*[a-z0-9])?'
  [[ $CERTIFICATE_ID =~ ^$label(\.$label)*$ && ${#CERTIFICATE_ID} -le 200 ]] ||
    usage_error "certificate: \"$CERTIFICATE_ID\" (expected: an ID of lower-case letters, digits, dots and hyphens, such as the host name)"
}

# read_pem FLAG FILE: the text of the file as JSON has it between quotes, in PEM.
read_pem() {
  [[ -f $2 && -r $2 ]] || usage_error "$1: \"$2\" (expected: a file that can be read)"
  (($(wc -c <"$2") <= MAX_PEM_BYTES)) || usage_error "$1: \"$2\" has more than $MAX_PEM_BYTES bytes (expected: PEM)"
  PEM=$(tr -d '\000' <"$2")
  PEM=${PEM//$'\r'/}
  [[ ! ${PEM//[$'\n\t']/} =~ [[:cntrl:]] ]] || usage_error "$1: \"$2\" is no text (expected: PEM, which begins with -----BEGIN)"
  PEM=${PEM//\\/\\\\}
  PEM=${PEM//\"/\\\"}
  PEM=${PEM//$'\t'/\\t}
  PEM=${PEM//$'\n'/\\n}
}
