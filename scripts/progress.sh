# Follows a deployment or an operation: the scheduler's lines as they come, in colours where there is a terminal.

# follow_progress METHOD URL [BODY]: ends with status 0 when it is done, else with 1.
follow_progress() {
  local line outcome=none status=000 token=''
  [[ ! -r $PAZ_TOKEN_FILE ]] || token=$(<"$PAZ_TOKEN_FILE")
  while IFS= read -r line; do
    case $line in
      'HTTP '???) status=${line#HTTP } ;;
      *' is done after '*) outcome=good && printf '%s%s%s\n' "$GREEN" "$line" "$PLAIN" ;;
      *' is failed after '* | *' is superseded after '* | *' is rolled_back after '*) outcome=bad && printf '%s%s%s\n' "$RED" "$line" "$PLAIN" ;;
      *) show_progress "$line" ;;
    esac
  done < <(curl -sN -X "$1" -H 'Accept: text/plain' -w '\nHTTP %{http_code}\n' \
    -K <(printf 'header = "Authorization: Bearer %s"\n' "$token") \
    ${3:+-H 'Content-Type: application/json' --data-binary "$3"} "$2" || true)
  [[ $status != 000 ]] || fail "The scheduler does not answer on 127.0.0.1:$PAZ_SCHEDULER_PORT. ./paz status tells what runs."
  [[ $status != 200 || $outcome != none ]] ||
    fail 'The answer broke off; the work goes on. ./paz status tells what runs.'
  [[ $outcome == good ]] || exit 1
}

# A step: its time, its name, what proves it. Anything else is a line of the container, or the message of a refusal.
show_progress() {
  if [[ $1 =~ ^(\ *[0-9.]+\ s)\ \ ([a-z-]+)\ +(.*)$ ]]; then
    printf '%s%s%s  %-20s  %s%s%s\n' "$DIM" "${BASH_REMATCH[1]}" "$PLAIN" "${BASH_REMATCH[2]}" "$DIM" "${BASH_REMATCH[3]}" "$PLAIN"
  elif [[ $1 == '{'* ]]; then
    printf '%s%s%s\n' "$RED" "$(json_text message "$1")" "$PLAIN" >&2
  elif [[ -n $1 ]]; then
    printf '%s\n' "$1"
  fi
}
