# Replaces what serves by the same, as a new version, without dropping a request.

command_restart() {
  operate restart
}
