# Stops everything and removes the data.

command_destroy() {
  check_home
  [[ -e $PAZ_HOME ]] || {
    echo "There is nothing to remove: $PAZ_HOME does not exist."
    return
  }
  is_paz_home || fail "PAZ_HOME: $PAZ_HOME does not look like Paz's (no file $HOME_MARK in it); it is left alone"
  [[ $OPTION_YES == yes ]] || confirm
  load_running_settings
  lock_home
  stop_platform
  step 'Remove the data' remove_home
  echo "Removed $PAZ_HOME."
}

confirm() {
  local answer=''
  printf 'This stops all services and removes %s with everything in it.\nType the folder to go on: ' "$PAZ_HOME"
  read -r answer || true
  [[ $answer == "$PAZ_HOME" ]] || fail "\"$answer\" is not $PAZ_HOME; nothing was changed"
}

# Containers that stopped and were not removed would hold the names of new ones.
remove_home() {
  rm -rf --one-file-system "$PAZ_HOME"
}
