# What became of a request, by the X-Request-Id of its answer, from the orchestrator.

command_why() {
  [[ $REQUEST_ID =~ ^[A-Za-z0-9_-]{8,64}$ ]] ||
    usage_error './paz why wants the X-Request-Id of an answer (expected: 8 to 64 letters, digits, - and _).'
  API_ACCEPT=text/plain ask_orchestrator GET "/trace/$REQUEST_ID"
  printf '%s\n' "$API_BODY"
}
