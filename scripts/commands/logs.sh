# The last lines of the parts' logs, or of a service's instances; -f goes on as they are written.

command_logs() {
  local name=${OPTION_PART:-}
  OPTION_LINES=${OPTION_LINES:-100}
  if [[ ! $OPTION_LINES =~ ^[1-9][0-9]{0,4}$ ]] || ((OPTION_LINES > 10000)); then
    usage_error "-n: \"$OPTION_LINES\" (expected: a whole number from 1 to 10000)"
  fi
  if [[ -z $name ]] || is_part "$name"; then
    check_home
    part_logs "$name"
  else
    SERVICE=$name
    check_service
    load_running_settings
    service_logs
  fi
}

part_logs() {
  local logs=("$PAZ_HOME"/logs/*.log) option=()
  if supervised_by_systemd && [[ -z $1 || $(process_of "$1") =~ ^(etcd|paz|haproxy)$ ]]; then
    unit_logs "$1"
    return
  fi
  [[ -e ${logs[0]} ]] || fail "There are no logs in $PAZ_HOME/logs. ./paz up starts Paz."
  if [[ -n $1 ]]; then
    logs=("$PAZ_HOME/logs/$(process_of "$1").log")
    [[ -e ${logs[0]} ]] || fail "There is no log of \"$1\" (expected: $(log_names), or the name of a service)"
  fi
  [[ $OPTION_FOLLOW == no ]] || option=(-F)
  tail -n "$OPTION_LINES" "${option[@]}" -- "${logs[@]}" | printable
}

# unit_logs PART: from the journal, of all parts where none is given.
unit_logs() {
  local part parts=(etcd paz haproxy) option=(--no-pager --no-hostname -o short-iso -n "$OPTION_LINES")
  [[ -z $1 ]] || parts=("$(process_of "$1")")
  [[ $OPTION_FOLLOW == no ]] || option+=(-f)
  for part in "${parts[@]}"; do
    option+=(-u "$(unit_of "$part")")
  done
  journalctl "${option[@]}" | printable
}

# Whether a log of that name is the platform's: a part, or a step of `up` that has left one.
is_part() {
  case $1 in
    etcd | haproxy | paz | dockerd | supervisor | orchestrator | service-directory | scheduler | embedded-host | confd) ;;
    *)
      check_home
      [[ $1 != */* && -e $PAZ_HOME/logs/$1.log ]]
      ;;
  esac
}

# The services of Paz share one JVM, and its log.
process_of() {
  case $1 in
    orchestrator | service-directory | scheduler | embedded-host | confd) echo paz ;;
    *) echo "$1" ;;
  esac
}

log_names() {
  local log names=()
  for log in "$PAZ_HOME"/logs/*.log; do
    names+=("$(basename "$log" .log)")
  done
  echo "${names[*]}"
}

# Lines of all instances, merged by time, from the orchestrator.
service_logs() {
  local line status=000 token='' follow='' last=''
  [[ $OPTION_FOLLOW == no ]] || follow='&follow=true'
  [[ ! -r $PAZ_TOKEN_FILE ]] || token=$(<"$PAZ_TOKEN_FILE")
  while IFS= read -r line || [[ -n $line ]]; do
    case $line in
      'HTTP '[0-9][0-9][0-9]) status=${line#HTTP } ;;
      '') ;;
      '{"code":'*) last=$line ;;
      *) printf '%s\n' "$line" ;;
    esac
  done < <(curl -sN -H 'Accept: text/plain' -w '\nHTTP %{http_code}\n' \
    -K <(printf 'header = "Authorization: Bearer %s"\n' "$token") \
    "http://127.0.0.1:$PAZ_ORCHESTRATOR_PORT/services/$SERVICE/logs?lines=$OPTION_LINES$follow" | printable || true)
  case $status in
    200) ;;
    000) fail "The orchestrator does not answer on port $PAZ_ORCHESTRATOR_PORT. ./paz status says what runs." ;;
    404) fail "\"$SERVICE\" is neither a part ($(log_names)) nor a service that was deployed: $(json_text message "$last")" ;;
    *) fail "$(json_text message "$last")" ;;
  esac
}
