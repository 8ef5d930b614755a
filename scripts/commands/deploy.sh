# Deploys a service and shows each step as it happens. Exit status 0 when the new version is done, 1 when it is not.

command_deploy() {
  check_service
  [[ $SECOND_WORD =~ ^[A-Za-z0-9._:/@+-]*$ ]] || usage_error "image: \"$SECOND_WORD\" (expected: team/app, team/app:1.2 or the like)"
  load_running_settings
  follow_progress POST "http://127.0.0.1:$PAZ_SCHEDULER_PORT/hooks/deploy?wait=true" \
    "{\"serviceName\":\"$SERVICE\"${SECOND_WORD:+,\"dockerRepository\":\"$SECOND_WORD\"}}"
}
