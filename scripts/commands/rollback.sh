# Deploys an earlier version again, whole, as a new version.

command_rollback() {
  check_service
  check_number version
  ask_scheduler "/deployments/$SERVICE/$SECOND_WORD/rollback?wait=true"
  say_version
}
