# Replaces what serves by the same, as a new version, without dropping a request.

command_restart() {
  check_service
  ask_scheduler "/services/$SERVICE/restart?wait=true"
  say_version
}
