# The demo service: made, deployed and asked, through the same APIs as any other.
DEMO=demo-api
DEMO_IMAGE=paz/demo-api:1

make_demo_image() {
  DONE="Image $DEMO_IMAGE is there"
  if [[ ! $(docker image inspect --format '{{.Created}}' "$DEMO_IMAGE" 2>/dev/null) > $(date -u -r "$ROOT/demo-api/server.pl" +%FT%T) ]]; then
    "$ROOT/demo-api/build.sh" "$DEMO_IMAGE" >"$PAZ_HOME/logs/demo-image.log" 2>&1 ||
      fail "The image $DEMO_IMAGE could not be made" "$PAZ_HOME/logs/demo-image.log"
    DONE="Image $DEMO_IMAGE made"
  fi
  # So that it is also found by its bare name, as the first steps in the README give it.
  docker tag "$DEMO_IMAGE" "${DEMO_IMAGE%:*}:latest"
}

deploy_demo() {
  local directory=http://127.0.0.1:$PAZ_SERVICE_DIRECTORY_PORT scheduler=http://127.0.0.1:$PAZ_SCHEDULER_PORT
  if demo_deployed "$directory" "$scheduler" && await 20 demo_answers; then
    DONE="$DEMO runs already"
    return
  fi
  create_demo "$directory"
  API_SECONDS=310 api POST "$scheduler/hooks/deploy?wait=true" "{\"serviceName\":\"$DEMO\",\"dockerRepository\":\"$DEMO_IMAGE\"}"
  [[ $API_STATUS == 200 ]] || fail "The scheduler did not deploy $DEMO (status $API_STATUS): $API_BODY" "$(part_log paz)"
  await 10 demo_answers || fail "$DEMO is deployed, but does not answer at $(demo_url)" "$(part_log paz)"
  DONE="$DEMO deployed"
}

# Deployed before, it comes back by itself; in a catalogue that does not know it (any more), a history means nothing.
demo_deployed() {
  api GET "$1/services/$DEMO"
  [[ $API_STATUS == 200 ]] || return 1
  api GET "$2/config/$DEMO/version/latest"
  [[ $API_STATUS == 200 ]]
}

create_demo() {
  api GET "$1/services/$DEMO"
  [[ $API_STATUS != 200 ]] || return 0
  api POST "$1/services" "{\"name\":\"$DEMO\",\"description\":\"The demo: says its message, version and instance\",
    \"dockerRepository\":\"$DEMO_IMAGE\",\"ports\":[{\"container\":8080}],\"env\":{\"MESSAGE\":\"Hello from Paz\"},
    \"healthCheck\":{\"path\":\"/health\"}}"
  [[ $API_STATUS == 201 ]] || fail "The service-directory did not take $DEMO (status $API_STATUS): $API_BODY" "$(part_log paz)"
}

demo_url() {
  printf 'http://%s.localhost:%s/' "$DEMO" "$PAZ_HTTP_PORT"
}

# Whether it answers through HAProxy; the answer in DEMO_ANSWER. Not every resolver knows the names under localhost.
demo_answers() {
  DEMO_ANSWER=$(curl -fs --max-time 3 --resolve "$DEMO.localhost:$PAZ_HTTP_PORT:127.0.0.1" "$(demo_url)")
}
