# Hands words over to the command line for every machine, with this platform's address and token file. It is the built one, or else the platform's.
COMMAND_LINE=$ROOT/cli/target/classes/io/paz/cli/download/paz

command_cli() {
  load_running_settings
  [[ -x $COMMAND_LINE ]] || fetch_command_line
  unset PAZ_TOKEN
  [[ -r $PAZ_TOKEN_FILE ]] || unset PAZ_TOKEN_FILE
  PAZ_URL=http://127.0.0.1:$PAZ_ORCHESTRATOR_PORT exec "$COMMAND_LINE" "${CLI_ARGUMENTS[@]}"
}

fetch_command_line() {
  COMMAND_LINE=$PAZ_HOME/cli/paz
  mkdir -p "$PAZ_HOME/cli"
  curl -fsS --max-time 30 -o "$COMMAND_LINE.new" "http://127.0.0.1:$PAZ_ORCHESTRATOR_PORT/cli/paz" 2>/dev/null ||
    fail "The command line is not built, and no platform answers on port $PAZ_ORCHESTRATOR_PORT to fetch it from. ./paz up does both."
  chmod 755 "$COMMAND_LINE.new"
  mv "$COMMAND_LINE.new" "$COMMAND_LINE"
}
