# Runs the version that serves with another number of instances.

command_scale() {
  check_service
  check_number instances
  operate scale "{\"instances\":$SECOND_WORD}"
}
