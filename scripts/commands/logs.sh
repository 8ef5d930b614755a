# The last lines of the parts' logs; -f goes on as they are written.

command_logs() {
  check_home
  local logs=("$PAZ_HOME"/logs/*.log) option=()
  [[ -e ${logs[0]} ]] || fail "There are no logs in $PAZ_HOME/logs. ./paz up starts Paz."
  if [[ -n $OPTION_PART ]]; then
    logs=("$PAZ_HOME/logs/$(process_of "$OPTION_PART").log")
    [[ -e ${logs[0]} ]] || fail "There is no log of \"$OPTION_PART\" (expected: $(log_names))"
  fi
  [[ $OPTION_FOLLOW == no ]] || option=(-F)
  exec tail -n 100 "${option[@]}" -- "${logs[@]}"
}

# The services share one JVM, and its log.
process_of() {
  case $1 in
    service-directory | scheduler | embedded-host | confd) echo paz ;;
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
