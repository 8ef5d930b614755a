# Deploys an earlier version again, whole, as a new version.

command_rollback() {
  check_service
  check_number version
  load_running_settings
  follow_progress POST "http://127.0.0.1:$PAZ_SCHEDULER_PORT/deployments/$SERVICE/$SECOND_WORD/rollback?wait=true"
}
