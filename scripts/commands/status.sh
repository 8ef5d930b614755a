# What runs: parts, services, known holes, places. Exit status 0 when all is well, 1 when something is not, 3 when Paz is down.

# A part that is younger than this and does not answer is still starting.
readonly STARTING_SECONDS=30
# So long before the certificates of etcd end, it is trouble.
readonly CERTIFICATE_WARNING_DAYS=60
# As the orchestrator's log says.
readonly HTTPS_WARNING_DAYS=14

command_status() {
  load_running_settings
  if ! any_part_alive && ! supervised; then
    echo "Paz is down ($PAZ_HOME). ./paz up starts it."
    exit 3
  fi
  TROUBLE=0
  show_parts
  echo
  show_services
  show_drift
  show_space
  show_versions
  show_certificates
  show_https
  show_domains
  show_firewall
  show_old_processes
  show_boot
  printf '\nData %s, logs %s\n' "$PAZ_HOME/data" "$PAZ_HOME/logs"
  exit "$TROUBLE"
}

show_parts() {
  local part
  printf '%-12s %-28s %-20s %8s %9s %9s\n' PART STATE SINCE PID MEMORY RESTARTS
  supervised_by_systemd || show_part supervisor
  for part in $(running_parts); do
    show_part "$part"
  done
}

show_part() {
  local state since='' pid='' memory=''
  read_part_state "$1"
  if part_alive "$1"; then
    pid=$PROCESS_PID
    since=$(date -r "$PAZ_HOME/run/$1.pid" '+%F %T')
    memory=$(memory_of "$1" "$pid")
    state=$(living_state "$1")
  else
    state=$(dead_state)
  fi
  [[ $state == running ]] || TROUBLE=1
  printf '%-12s %-28s %-20s %8s %9s %9s\n' "$1" "$state" "$since" "$pid" "$memory" "$PART_RESTARTS"
}

living_state() {
  if [[ $1 == supervisor ]]; then
    echo running
    return
  fi
  load_part "$1"
  if "$1_ready"; then
    echo running
  elif (($(date +%s) - $(date -r "$PAZ_HOME/run/$1.pid" +%s) < STARTING_SECONDS)); then
    echo 'starting'
  else
    echo 'runs, does not answer'
  fi
}

# On a full disk the supervisor could not write what it waits for.
dead_state() {
  has_room "$PAZ_HOME/run" || {
    echo "waits for room on the disk"
    return
  }
  case $PART_STATE in
    failing) echo "keeps dying ($PART_REASON)" ;;
    restarting) echo "starting again ($PART_REASON)" ;;
    waiting) echo "waits for $PART_REASON" ;;
    *) echo 'not running' ;;
  esac
}

# memory_of PART PID: resident memory of the process, and of those below it, since HAProxy's work is done by a child; but
# the parts below the supervisor have lines of their own.
memory_of() {
  local below=(--ppid "$2")
  [[ $1 != supervisor ]] || below=()
  ps -o rss= --pid "$2" "${below[@]}" | awk '{ sum += $1 } END { printf "%d MB", sum / 1024 }'
}

# The certificates of etcd, where something is to be done about them; ./paz up makes new ones a year before they end.
show_certificates() {
  local end words advice='./paz up makes new ones; services go on.'
  if ! end=$(certificate_end "$PAZ_HOME/certificates/etcd/tls.crt"); then
    words='are missing or damaged'
  elif ((end <= EPOCHSECONDS)); then
    words="ended on $(date -d "@$end" +%F), so that the parts of Paz do not reach it"
  elif ((end <= EPOCHSECONDS + RENEWAL_DAYS * 86400)); then
    words="end on $(date -d "@$end" +%F), in $(((end - EPOCHSECONDS) / 86400)) days"
  else
    return 0
  fi
  ((${end:-0} > EPOCHSECONDS + CERTIFICATE_WARNING_DAYS * 86400)) || TROUBLE=1
  echo "The certificates of etcd $words. $advice"
}

# The certificates of public services, where HTTPS is served; one that ends within two weeks is trouble.
show_https() {
  [[ -n $PAZ_TLS_PORT ]] || return 0
  API_ACCEPT=text/plain api GET "http://127.0.0.1:$PAZ_ORCHESTRATOR_PORT/certificates"
  if [[ $API_STATUS != 200 ]]; then
    TROUBLE=1
    echo "Certificates: not known, $(answer_trouble orchestrator)"
    return
  fi
  API_BODY=${API_BODY%$'\n'}
  if [[ $API_BODY != *$'\n'* ]]; then
    echo "Certificates: none yet; HTTPS at port $PAZ_TLS_PORT answers no name"
    return
  fi
  echo
  printable <<<"$API_BODY"
  ! awk -v days="$HTTPS_WARNING_DAYS" 'NR > 1 && ($1 == "expired" || $1 ~ /^[0-9]+$/ && $1 + 0 < days) { found = 1 } END { exit !found }' <<<"$API_BODY" || {
    TROUBLE=1
    echo "A certificate has expired or ends within $HTTPS_WARNING_DAYS days: upload a renewed one, see docs/https.md."
  }
}

# Domains of public services, with their certificates; nothing where there are none.
show_domains() {
  local state domain words
  API_ACCEPT=text/plain api GET "http://127.0.0.1:$PAZ_ORCHESTRATOR_PORT/domains"
  [[ $API_STATUS != 404 ]] || return 0
  [[ $API_STATUS == 200 ]] || {
    TROUBLE=1
    echo "Domains: not known, $(answer_trouble orchestrator)"
    return
  }
  [[ -n $API_BODY ]] || return 0
  API_BODY=$(printable <<<"$API_BODY")
  echo
  printf '%-40s %s\n' DOMAIN CERTIFICATE
  while read -r state domain words; do
    [[ $state == well ]] || TROUBLE=1
    printf '%-40s %s\n' "$domain" "$words"
  done <<<"$API_BODY"
}

show_boot() {
  local obstacle
  echo
  if obstacle=$(reboot_obstacle); then
    echo "Boot: comes back after a reboot (units of systemd: $(unit_of etcd), $(unit_of paz), $(unit_of haproxy))"
  else
    echo "Boot: will not come back after a reboot: $obstacle"
  fi
}

# Processes of HAProxy that a long connection, such as a WebSocket, keeps beyond a reload; nothing where there are none.
show_old_processes() {
  local count
  count=$(old_processes) || true
  ((${count:-0} == 0)) ||
    echo "HAProxy: $count old processes live on with connections that are still open; beyond 16 the oldest ends"
}

# As HAProxy's statistics say; nothing when they do not answer.
old_processes() {
  local file=$PAZ_HOME/haproxy/statistics-password
  { [[ ! -r $file ]] || printf 'user = "paz:%s"\n' "$(<"$file")"; } |
    curl -s -m 2 -I -K - "http://127.0.0.1:$PAZ_STATS_PORT/" |
    awk 'tolower($1) == "x-paz-old-processes:" && $2 + 0 > 0 { print $2 + 0 }'
}

show_services() {
  api GET "http://127.0.0.1:$PAZ_SERVICE_DIRECTORY_PORT/services"
  if [[ $API_STATUS != 200 ]]; then
    TROUBLE=1
    echo "Services: not known, $(answer_trouble service-directory)"
    return
  fi
  local names name
  SERVICES=$API_BODY
  names=$(service_names "$SERVICES")
  [[ -n $names ]] || {
    echo 'Services: none yet'
    return
  }
  read_serving || {
    TROUBLE=1
    echo "Which services serve is not known, $(answer_trouble scheduler)"
  }
  printf '%-40s %-16s %-10s %s\n' SERVICE STATE SERVING URL
  for name in $names; do
    show_service "$name"
  done
}

# read_serving: what the scheduler says of each service, by name: what is under way or its state in SERVICE_STATE, "1 of 2" in SERVING,
# and the lines of the instances that do not serve in PROBLEMS.
read_serving() {
  local kind name state serving wanted
  declare -gA SERVICE_STATE=() SERVING=() PROBLEMS=()
  SERVING_KNOWN=no
  API_ACCEPT=text/plain api GET "http://127.0.0.1:$PAZ_SCHEDULER_PORT/services"
  [[ $API_STATUS == 200 ]] || return 1
  SERVING_KNOWN=yes
  while read -r kind name state serving wanted; do
    if [[ $kind == service ]]; then
      SERVICE_STATE[$name]=$state
      SERVING[$name]="$serving of $wanted"
    elif [[ $kind == problem ]]; then
      PROBLEMS[$name]+="  $state $serving $wanted"$'\n'
    fi
  done <<<"$API_BODY"
}

# show_service NAME: its line, and one for each instance that does not serve. While something is under way, instances come and go.
show_service() {
  local state=${SERVICE_STATE[$1]:-none} words
  [[ $SERVING_KNOWN == yes ]] || state=unknown
  case $state in
    none) words='not deployed' ;;
    unknown) words='not known' ;;
    running) words=running ;;
    stopped) words=stopped ;;
    stop) words=stopping ;;
    deploy) words=deploying ;;
    scale) words=scaling ;;
    *) words=${state}ing ;;
  esac
  if [[ $state == running && -n ${PROBLEMS[$1]:-} ]]; then
    words='not serving'
    [[ ${SERVING[$1]} == 0\ * ]] || words='partly serving'
    TROUBLE=1
  fi
  printf '%-40s %-16s %-10s %s\n' "$1" "$words" "${SERVING[$1]:--}" "$(service_address "$1")"
  printf '%s' "${PROBLEMS[$1]:-}"
}

# service_address NAME: the URL of a service; of one of TCP the port at which HAProxy listens for it.
service_address() {
  local port
  port=$(grep -oE '(\[|\},)\{"name":"'"$1"'"[^}]*"ports":\[\{[^]}]*"publicPort":[0-9]+' <<<"${SERVICES:-}" | grep -oE '[0-9]+$' || true)
  if [[ -n $port ]]; then echo "tcp://localhost:$port"; else echo "http://$1.localhost:$PAZ_HTTP_PORT/"; fi
}

# answer_trouble PART: why it gave no answer that could be used.
answer_trouble() {
  if [[ $API_STATUS == 000 ]]; then
    echo "since the $1 does not answer"
  else
    echo "since the $1 answers with status $API_STATUS: $API_BODY"
  fi
}

# One line each, and only if something runs that should not, or should but does not, or routes were put right.
show_drift() {
  api GET "http://127.0.0.1:$PAZ_SCHEDULER_PORT/drift"
  [[ $API_STATUS == 200 ]] || return 0
  drift_line "$API_BODY"
  restored_line "$API_BODY"
}

# One line for each file system with little room.
show_space() {
  API_ACCEPT=text/plain api GET "http://127.0.0.1:$PAZ_SCHEDULER_PORT/space"
  [[ $API_STATUS == 200 ]] || return 0
  space_lines "$API_BODY" | printable
}

# space_lines TEXT
space_lines() {
  sed -nE 's/^disk (.*, (low|exhausted) \(.*)$/Disk: \1; .\/paz space says what can be removed/p' <<<"$1"
}

# restored_line REPORT: whose routing keys etcd lost, or somebody changed, within a day. A service's name stands before its time.
restored_line() {
  local services
  services=$(grep -oE '"service":"[a-z0-9.-]+","at":[0-9]+' <<<"$1" | cut -d '"' -f 4 | paste -sd ' ' | sed 's/ /, /g' || true)
  [[ -z $services ]] || echo "Routes: keys of $services were lost or changed within a day, and put right; GET /drift of the scheduler names them"
}

# drift_line REPORT: the units' names, and how many of them Paz does not mend by itself. No name holds a quote.
drift_line() {
  local units alone state='"state":"unknown"' since='"unknownSince":([0-9]+)'
  units=$(grep -oE '"unit":"[^"]+"' <<<"$1" | cut -d '"' -f 4 | paste -sd ' ' | sed 's/ /, /g' || true)
  alone=$(grep -oE '"mended":false' <<<"$1" | wc -l || true)
  if [[ $1 =~ $state && $1 =~ $since ]]; then
    echo "Drift: not known since $(date -d "@$((BASH_REMATCH[1] / 1000))" '+%F %T'), since the engine does not answer"
  elif [[ -n $units ]]; then
    echo "Drift: $units; $alone of them need you, GET /drift of the scheduler says what to do"
  fi
}

# Where the rules can be, they should be.
show_firewall() {
  local said
  said=$(firewall_state) && return
  echo "Containers reach more of this machine than they should: $said"
  firewall_obstacle >/dev/null && TROUBLE=1
}

# service_names DOCUMENTS: the name stands first in each document of the list, and nowhere else after "[" or "},".
service_names() {
  grep -oE '(\[|\},)\{"name":"[a-z0-9.-]+"' <<<"$1" | cut -d '"' -f 4 || true
}
