# API tokens of the platform: created, listed and revoked at the orchestrator.

command_token() {
  case $TOKEN_ACTION in
    create) create_token ;;
    list) list_tokens ;;
    revoke) revoke_token ;;
    *) usage_error './paz token wants one of create, list, revoke.' ;;
  esac
}

create_token() {
  local name scopes scope days body
  ((${#TOKEN_SCOPES[@]} > 0)) || usage_error './paz token create wants --scope read, --scope admin or --scope deploy:SERVICE.'
  for scope in "${TOKEN_SCOPES[@]}"; do
    [[ $scope =~ ^(read|admin|deploy:[a-z][a-z0-9-]*)$ ]] ||
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
