# The audit log: its last records, or with "verify" whether it is whole. Works while Paz is down too.
# Exit status 0: shown, or whole; 1: broken; 2: it cannot be read.

command_audit() {
  load_running_settings
  local jar=$PAZ_HOME/app/paz-standalone.jar log=${AUDIT_FOLDER:-$PAZ_HOME/data/audit} status=0
  [[ -s $jar ]] || fail "There is no platform in $PAZ_HOME. ./paz up makes one."
  case ${AUDIT_WORD:-show} in
    show) set -- show "$log" "${OPTION_LINES:-20}" ;;
    verify) set -- verify "$log" ;;
    *) usage_error "\"$AUDIT_WORD\" is no word of audit (expected: verify, or none)." ;;
  esac
  [[ ${OPTION_LINES:-20} =~ ^[1-9][0-9]{0,4}$ ]] || usage_error "-n: \"$OPTION_LINES\" (expected: 1 to 99999)."
  java -XX:TieredStopAtLevel=1 -jar "$jar" audit "$@" || status=$?
  exit "$status"
}
