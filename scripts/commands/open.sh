# Prints a link that signs a browser in.

command_open() {
  load_running_settings
  part_alive paz || fail "Paz does not run. ./paz up starts it."
  sign_in_link || fail "The orchestrator made no link (status $API_STATUS): $API_BODY" "$(part_log paz)"
  echo "$LINK"
  [[ $PAZ_INSECURE != false ]] || echo 'It signs you in once, within ten minutes.' >&2
}
