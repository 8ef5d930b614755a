# What a deployment would change, as a text; nothing is changed by looking.

command_preview() {
  check_service
  local body='{}'
  if [[ -n $SECOND_WORD ]]; then
    [[ $SECOND_WORD =~ ^[A-Za-z0-9./:@_-]+$ ]] || usage_error "image: \"$SECOND_WORD\" (expected: a reference such as team/app:1.2)"
    body="{\"dockerRepository\":\"$SECOND_WORD\"}"
  fi
  API_ACCEPT=text/plain ask_scheduler "/services/$SERVICE/preview" "$body"
  printf '%s\n' "$API_BODY"
}
