# Stops everything that `up` started, and the services' instances with it. What should run stays known: `up` starts it again.

command_down() {
  load_running_settings
  [[ -d $PAZ_HOME/run ]] || {
    echo "Paz is down ($PAZ_HOME)."
    return
  }
  lock_home
  stop_platform
  echo "Paz is down. Its data is kept in $PAZ_HOME; ./paz up starts it again."
}
