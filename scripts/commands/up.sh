# Sets up, builds, starts and shows the platform; repairs one that is half there.

command_up() {
  now_ms
  local began=$NOW_MS
  if any_part_alive; then load_running_settings; else load_settings; fi
  require_accepted_terms
  lock_home
  require_room
  repair_pid_files etcd paz haproxy
  certificates_good "$PAZ_HOME/certificates" || stop_for_certificates
  SETUP_LOG=$PAZ_HOME/logs/setup.log
  if platform_well && supervisor_as_chosen; then
    protect_containers >/dev/null || true
    echo 'Paz is up already.'
    note_newer_sources
    show_where
    return
  fi
  step 'Look for what is needed' install_missing "${RUN_NEEDS[@]}"
  step 'Look for a Docker engine' use_docker
  step 'Check the ports' check_ports
  part_alive paz || {
    prepare paz
    make_secrets_key
  }
  make_token
  make_fleet_token
  make_statistics_password
  certificates_good "$PAZ_HOME/certificates" || step 'Make the certificates of etcd' renew_certificates
  start_parts
  [[ $OPTION_DEMO == no ]] || start_demo
  now_ms
  seconds_text $((NOW_MS - began))
  printf '\nPaz is up after %s.\n' "$SECONDS_TEXT"
  show_where
}

# Both ends have to take up new ones, and where they are of an older Paz, there are none. Services and their routes go on.
stop_for_certificates() {
  part_alive etcd || part_alive paz || return 0
  note 'The certificates of etcd are missing, damaged or due: etcd and the JVM start anew; services go on.'
  stop_supervisor
  stop_part paz
  stop_part etcd
}

renew_certificates() {
  make_certificates "$PAZ_HOME/certificates" 127.0.0.1 2>>"$SETUP_LOG" || fail 'The certificates were not made' "$SETUP_LOG"
}

note_newer_sources() {
  ! sources_newer "$PAZ_HOME/app/paz-standalone.jar" ||
    note "$(is_installed && echo 'The installed Paz is' || echo 'The sources are') newer than what runs; ./paz down, then ./paz up, runs what is newer."
}

prepare() {
  load_part "$1"
  step "Build" "$1_prepare"
}

start_parts() {
  local part parts=(etcd paz haproxy)
  [[ $DOCKER_OURS == no ]] || parts=(dockerd "${parts[@]}")
  save_settings
  write_whole "$PAZ_HOME/run/parts" "${parts[*]}" || fail_without_room
  local before=''
  for part in "${parts[@]}"; do
    ! part_alive "$part" || before+=" $part "
  done
  start_supervisor "${parts[@]}"
  for part in "${parts[@]}"; do
    load_part "$part"
    if [[ $before == *" $part "* ]]; then DONE_WORD='runs'; else DONE_WORD='started'; fi
    step "Start $part" await_part "$part"
  done
}

await_part() {
  AWAIT_EVERY=0.1 await 180 part_settled "$1" || fail "$1 does not answer after 180 s$(waiting_for "$1")" "$(part_log "$1")"
  read_part_state "$1"
  [[ $PART_STATE != failing ]] ||
    fail "$1 keeps dying ($PART_FAILURES times in a row, $PART_REASON). The supervisor goes on trying; ./paz down stops it." "$(part_log "$1")"
  DONE="$1 $DONE_WORD"
}

part_settled() {
  read_part_state "$1"
  [[ $PART_STATE == failing ]] || { part_alive "$1" && "$1_ready"; }
}

waiting_for() {
  read_part_state "$1"
  [[ $PART_STATE != waiting ]] || printf '; it waits for: %s' "$PART_REASON"
}

start_demo() {
  step 'Make the demo image' make_demo_image
  step "Deploy $DEMO" deploy_demo
  printf '\n%s\n  %s\n' "$(demo_url) answers through HAProxy:" "$DEMO_ANSWER"
}

show_where() {
  local authorization=" -H \"Authorization: Bearer \$(cat $PAZ_TOKEN_FILE)\""
  local password=" (user paz, password in $PAZ_HOME/haproxy/statistics-password)"
  [[ $PAZ_INSECURE == false ]] || authorization='' password=''
  local hint=''
  ! demo_answers || hint=$'\n'"  curl $(demo_url)"
  # An orchestrator that makes no link yet is asked again by ./paz open.
  AWAIT_EVERY=0.1 await 1 page_named || true
  sign_in_link || LINK='./paz open prints a link to it'
  cat <<WHERE

  web page            $LINK
  services            http://<name>.localhost:$PAZ_HTTP_PORT/
  statistics          http://127.0.0.1:$PAZ_STATS_PORT/$password
  data, logs          $PAZ_HOME

Next:$hint
  curl$authorization http://127.0.0.1:$PAZ_SERVICE_DIRECTORY_PORT/services
  ./paz status
WHERE
}
