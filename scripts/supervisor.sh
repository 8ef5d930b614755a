# Who keeps the parts running: systemd, with units of Paz's own (systemd.sh), where it is the machine's first process and root starts
# Paz; elsewhere Paz's own supervisor (supervise.sh). The commands go through these functions, and through the pid and state files,
# which are the same for both.

# choose_supervisor: what `up` starts the parts with, systemd or paz, in CHOSEN_SUPERVISOR.
choose_supervisor() {
  local obstacle
  CHOSEN_SUPERVISOR=paz
  [[ $PAZ_SUPERVISOR != paz ]] || return 0
  if obstacle=$(systemd_obstacle); then
    CHOSEN_SUPERVISOR=systemd
  elif [[ $PAZ_SUPERVISOR == systemd ]]; then
    fail "PAZ_SUPERVISOR: systemd cannot keep Paz running here: $obstacle (expected: paz, or nothing)"
  fi
}

# supervised: whether somebody starts the parts again when they end.
supervised() {
  supervised_by_systemd || part_alive supervisor
}

# supervisor_as_chosen: whether a running platform has the supervisor that `up` would give it, as it would be today.
supervisor_as_chosen() {
  choose_supervisor
  if [[ $CHOSEN_SUPERVISOR == systemd ]]; then units_current && ! part_alive supervisor; else part_alive supervisor; fi
}

# start_supervisor PART...: a supervisor that runs already is replaced: the parts go on, and the new one knows today's settings.
start_supervisor() {
  choose_supervisor
  stop_process "$PAZ_HOME/run/supervisor.pid" TERM 5
  rm -f "$PAZ_HOME"/run/*.state
  if [[ $CHOSEN_SUPERVISOR == systemd ]]; then
    start_with_systemd "$@"
  else
    ! supervised_by_systemd || disable_units
    setsid "$ROOT/scripts/supervise.sh" "$@" </dev/null >>"$(part_log supervisor)" 2>&1 {HOME_LOCK}>&- {PAUSE_FD}<&- &
    await 5 part_alive supervisor || fail 'The supervisor did not start' "$(part_log supervisor)"
  fi
}

# stop_supervisor: no part is started again by Paz's own; a unit of systemd is stopped together with its part.
stop_supervisor() {
  supervised_by_systemd && ! part_alive supervisor && return
  await_supervisor
  step 'Stop the supervisor' stop_process "$PAZ_HOME/run/supervisor.pid" TERM 5
}

# One whose pid file was lost writes it again when it is woken; a part that it would start again meanwhile is not stopped.
await_supervisor() {
  [[ -e $PAZ_HOME/run/supervisor.lock ]] || return 0
  supervisor_known || { wake_supervisor && await 3 supervisor_known; } || true
}

supervisor_known() {
  part_alive supervisor || (exec {SUPERVISOR_LOCK}>>"$PAZ_HOME/run/supervisor.lock" && flock -n "$SUPERVISOR_LOCK")
}

stop_part() {
  load_part "$1"
  part_alive "$1" || find_part "$1" || true
  "$1_stop"
  ! supervised_by_systemd || step "Stop the unit of $1" stop_unit "$1"
  step "Stop $1" stop_process "$PAZ_HOME/run/$1.pid" "$STOP_SIGNAL" "$STOP_SECONDS"
}

# reboot_obstacle: why the platform will not come back after a reboot, and what to do; nothing and status 0 when it will.
reboot_obstacle() {
  supervised_by_systemd && return
  local obstacle
  if [[ $PAZ_SUPERVISOR == paz ]]; then
    echo 'Paz was started with --supervisor paz; ./paz down, then ./paz up --supervisor systemd as root, installs units of systemd'
  elif obstacle=$(systemd_obstacle); then
    echo 'it runs without units of systemd; ./paz up installs them, services go on'
  else
    echo "$obstacle; let ./paz up run at boot"
  fi
  return 1
}
