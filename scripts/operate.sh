# What is asked of the scheduler for one service. Words come from the command line, and go into addresses: each is checked before.

check_service() {
  [[ -n $SERVICE ]] || usage_error "./paz $COMMAND_NAME wants a service."
  [[ $SERVICE =~ ^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)?$ ]] || usage_error "service: \"$SERVICE\" (expected: the name of a service)"
}

# check_number NAME: the second word.
check_number() {
  [[ $SECOND_WORD =~ ^[1-9][0-9]{0,8}$ ]] || usage_error "$1: \"$SECOND_WORD\" (expected: a whole number from 1)"
}

# ask_scheduler PATH [BODY]: its answer, once all is done; what it refuses is a failure with its own reason.
ask_scheduler() {
  load_running_settings
  API_SECONDS=0 api POST "http://127.0.0.1:$PAZ_SCHEDULER_PORT$1" ${2:+"$2"}
  case $API_STATUS in
    200) ;;
    000) fail "The scheduler does not answer on port $PAZ_SCHEDULER_PORT. ./paz status tells more." ;;
    *) fail "$(json_text message "$API_BODY")" ;;
  esac
}

# json_text NAME DOCUMENT: a text of the document's; the whole document when it has none of that name.
json_text() {
  local pattern="\"$1\":\"(([^\"\\\\]|\\\\.)*)\"" text
  if [[ $2 =~ $pattern ]]; then
    text=${BASH_REMATCH[1]}
    text=${text//\\\"/\"}
    printf '%s\n' "${text//\\\\/\\}"
  else
    printf '%s\n' "$2"
  fi
}

# operate ROUTE [BODY]: an operation on the version that serves; shows each step as it happens.
operate() {
  check_service
  load_running_settings
  follow_progress POST "http://127.0.0.1:$PAZ_SCHEDULER_PORT/services/$SERVICE/$1?wait=true" ${2:+"$2"}
}

# ask_orchestrator METHOD PATH [BODY]: what it refuses is a failure with its own reason.
ask_orchestrator() {
  load_running_settings
  API_SECONDS=30 api "$1" "http://127.0.0.1:$PAZ_ORCHESTRATOR_PORT$2" ${3:+"$3"}
  case $API_STATUS in
    2??) ;;
    000) fail "The orchestrator does not answer on port $PAZ_ORCHESTRATOR_PORT. ./paz status tells more." ;;
    *) fail "$(json_text message "$API_BODY")" ;;
  esac
}
