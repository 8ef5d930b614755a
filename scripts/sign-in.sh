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

# page_url: the page under the platform's domain where it is served there, else under its own name where HAProxy routes it, else at the
# orchestrator's port.
page_url() {
  if page_at_domain; then
    echo "https://$PAZ_DOMAIN$PAGE_PORT/ui"
  elif page_named; then
    echo "http://paz-web.localhost:$PAZ_HTTP_PORT/ui"
  else
    echo "http://127.0.0.1:$PAZ_ORCHESTRATOR_PORT/ui"
  fi
}

# page_at_domain: whether HAProxy answers there with a certificate for the domain, the port that a browser needs in PAGE_PORT. Who issued the
# certificate is a browser's to judge.
page_at_domain() {
  [[ -n $PAZ_DOMAIN ]] || return 1
  PAGE_PORT=''
  # A proxy in front takes HTTPS.
  [[ -n $PAZ_TLS_PORT ]] || return 0
  [[ $PAZ_TLS_PORT == 443 ]] || PAGE_PORT=:$PAZ_TLS_PORT
  curl -q -fsk --max-time 2 -o /dev/null --connect-to "$PAZ_DOMAIN:443:127.0.0.1:$PAZ_TLS_PORT" "https://$PAZ_DOMAIN/ui"
}

page_named() {
  curl -fs --max-time 2 -o /dev/null --resolve "paz-web.localhost:$PAZ_HTTP_PORT:127.0.0.1" \
    "http://paz-web.localhost:$PAZ_HTTP_PORT/health"
}
