# API tokens of the platform: created, listed and revoked at the orchestrator; and the rotation of the administrator's token.

command_token() {
  case $TOKEN_ACTION in
    create) create_token ;;
    list) list_tokens ;;
    revoke) revoke_token ;;
    rotate) rotate_token ;;
    *) usage_error './paz token wants one of create, list, revoke, rotate.' ;;
  esac
}

create_token() {
  local name scopes scope days body
  ((${#TOKEN_SCOPES[@]} > 0)) || usage_error './paz token create wants --scope read, --scope admin or --scope deploy:SERVICE.'
  for scope in "${TOKEN_SCOPES[@]}"; do
    [[ $scope =~ ^(read|admin|deploy:[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)?)$ ]] ||
      usage_error "--scope: \"$scope\" (expected: read, admin or deploy:SERVICE)"
    scopes+=${scopes:+,}\"$scope\"
  done
  name=${TOKEN_NAME:-${TOKEN_SCOPES[*]}}
  [[ $name =~ ^[A-Za-z0-9\ .,:_@/-]{1,60}$ ]] ||
    usage_error "--name: \"$name\" (expected: 1 to 60 letters, digits, spaces and .,:_@/-)"
  [[ $TOKEN_EXPIRES =~ ^([1-9][0-9]{0,3})d$ ]] || usage_error "--expires: \"$TOKEN_EXPIRES\" (expected: a number of days such as 90d)"
  days=${BASH_REMATCH[1]}
  body="{\"name\":\"$name\",\"scopes\":[$scopes],\"expiresInDays\":$days}"
  ask_orchestrator POST /tokens "$body"
  json_text token "$API_BODY"
  echo "Shown this once. Expires in $days days; ./paz token revoke $(json_text id "$API_BODY") ends it earlier." >&2
}

list_tokens() {
  API_ACCEPT=text/plain ask_orchestrator GET /tokens
  printf '%s\n' "$API_BODY"
}

revoke_token() {
  [[ $TOKEN_ID =~ ^[0-9a-f]{16}$ ]] || usage_error "./paz token revoke wants the id of a token, which ./paz token list shows."
  ask_orchestrator DELETE "/tokens/$TOKEN_ID"
  echo "Revoked $TOKEN_ID. What it is being answered ends within seconds."
}

# Every part accepts the new token before any sends it, and the old one for a while after; so no request is refused meanwhile.
rotate_token() {
  [[ -z $TOKEN_ID && ${TOKEN_OVERLAP:-10m} =~ ^(0|[1-9][0-9]{0,3})m$ ]] ||
    usage_error "./paz token rotate [--overlap 10m] (expected: a number of minutes that the old token works on, 0m to 9999m)"
  local overlap=$((BASH_REMATCH[1] * 60)) file old new others end now
  load_running_settings
  [[ $PAZ_INSECURE != true ]] || fail 'There is no token, because of --insecure.'
  part_alive paz || fail 'Paz is down; ./paz up starts it, and the token is rotated while it runs.'
  lock_home
  file=$(readlink -f "$PAZ_TOKEN_FILE")
  old=$(<"$file")
  new=$(random_hex 32)
  now=$(date +%s)
  end=$((now + (overlap > 60 ? overlap : 60)))
  mapfile -t others < <(accepted_tokens "$file" "$now")
  step 'Have every part accept the new token' accept_tokens "$file" "$new $end" "${others[@]}"
  step 'Have every part use it' use_token "$file" "$new" "$old $end" "${others[@]}"
  if ((overlap == 0)); then
    step 'End the old token' accept_tokens "$file"
    echo "The new token is in $PAZ_TOKEN_FILE; the old one ended, and the addresses of /hooks/dockerhub/SERVICE/SECRET changed."
  else
    echo "The new token is in $PAZ_TOKEN_FILE. The old one, and the addresses of /hooks/dockerhub/SERVICE/SECRET of before, work until $(date -d "@$end" '+%F %T')."
  fi
}

# accepted_tokens FILE NOW: lines of tokens of earlier rotations whose end has not come.
accepted_tokens() {
  local token end
  [[ -e $1.accepted ]] || return 0
  while read -r token end; do
    [[ ! $end =~ ^[0-9]{1,11}$ ]] || ((end <= $2)) || printf '%s %s\n' "$token" "$end"
  done <"$1.accepted"
}

# accept_tokens FILE [LINE...]: beside the one in the file.
accept_tokens() {
  if (($# > 1)); then
    (umask 077 && write_whole "$1.accepted" "${@:2}") || fail_without_room
  else
    rm -f "$1.accepted"
  fi
  reload_tokens
}

# use_token FILE TOKEN LINE...
use_token() {
  (umask 077 && write_whole "$1" "$2" && sync "$1") || fail_without_room
  accept_tokens "$1" "${@:3}"
}

reload_tokens() {
  local port
  give_home
  for port in "$PAZ_SERVICE_DIRECTORY_PORT" "$PAZ_SCHEDULER_PORT" "$PAZ_ORCHESTRATOR_PORT"; do
    API_SECONDS=30 api POST "http://127.0.0.1:$port/token/reload"
    [[ $API_STATUS == 204 ]] ||
      fail "The service on port $port did not read the token again (status $API_STATUS): $(json_text message "$API_BODY"). The old and the new token work until the overlap ends; run ./paz token rotate again." "$(part_log paz)"
  done
}
