# The link that signs a browser in: it works once, and for ten minutes.

# sign_in_link: the link in LINK. Behind the #, which no browser sends and no log sees, stands the ticket.
sign_in_link() {
  local page ticket
  page=$(page_url)
  LINK=$page
  [[ $PAZ_INSECURE == false ]] || return 0
  api POST "http://127.0.0.1:$PAZ_ORCHESTRATOR_PORT/session/tickets"
  ticket=$(sed -n 's/.*"ticket":"\([0-9a-f]*\)".*/\1/p' <<<"$API_BODY")
  [[ $API_STATUS == 201 && -n $ticket ]] || return 1
  LINK=$page/sign-in#$ticket
}

# page_url: the page under its own name where HAProxy routes it, else at the orchestrator's port.
page_url() {
  if page_named; then
    echo "http://paz-web.localhost:$PAZ_HTTP_PORT/ui"
  else
    echo "http://127.0.0.1:$PAZ_ORCHESTRATOR_PORT/ui"
  fi
}

page_named() {
  curl -fs --max-time 2 -o /dev/null --resolve "paz-web.localhost:$PAZ_HTTP_PORT:127.0.0.1" \
    "http://paz-web.localhost:$PAZ_HTTP_PORT/health"
}
