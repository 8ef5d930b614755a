# Free space, and what a cleanup would remove; or a cleanup. Both from the orchestrator.

command_space() {
  case $SECOND_WORD in
    '') API_ACCEPT=text/plain ask_orchestrator GET /space ;;
    cleanup) API_SECONDS=300 API_ACCEPT=text/plain ask_orchestrator POST /space/cleanup ;;
    *) usage_error "\"$SECOND_WORD\" is no word of space (expected: cleanup, or none)." ;;
  esac
  printf '%s\n' "$API_BODY" | printable
}
