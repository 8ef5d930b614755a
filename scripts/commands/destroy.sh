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
  remove_units
  local platform=''
  { read -r platform <"$PAZ_HOME/platform"; } 2>/dev/null || true
  step 'Remove the data' remove_home
  echo "Removed $PAZ_HOME."
  [[ ! $platform =~ ^[0-9a-f]{32}$ ]] || show_kept_images "paz.local/${platform::12}/*"
}

# show_kept_images REFERENCE: how to remove images of such names. One that was built here may have no other name, and a restored
# platform runs it.
show_kept_images() {
  [[ -n $(docker images -q --filter "reference=$1" 2>/dev/null) ]] || return 0
  echo 'Docker keeps the images that it ran, for a platform that is restored; to remove them:'
  echo "  docker rmi \$(docker images --filter 'reference=$1' --format '{{.Repository}}:{{.Tag}}')"
}

confirm() {
  local answer=''
  printf 'This stops all services and removes %s with everything in it.\n' "$PAZ_HOME"
  [[ ! -e $PAZ_HOME/secrets.key ]] || echo "Its backups need $PAZ_HOME/secrets.key: keep a copy, if you keep them."
  printf 'Type the folder to go on: '
  read -r answer || true
  [[ $answer == "$PAZ_HOME" ]] || fail "\"$answer\" is not $PAZ_HOME; nothing was changed"
}

# Containers that stopped and were not removed would hold the names of new ones.
remove_home() {
  rm -rf --one-file-system "$PAZ_HOME"
}
