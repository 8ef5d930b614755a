# What the launcher says: steps with their time, failures with their log. Plain lines off a terminal; colour and a
# running clock on one.

if [[ -t 1 && -z ${NO_COLOR:-} && ${TERM:-dumb} != dumb ]]; then
  DIM=$'\e[2m' RED=$'\e[31m' GREEN=$'\e[32m' YELLOW=$'\e[33m' PLAIN=$'\e[0m'
else
  DIM='' RED='' GREEN='' YELLOW='' PLAIN=''
fi
STEP=''
STEP_BEGAN=0
CLOCK_PID=''

# Milliseconds now, in NOW_MS; a variable instead of output, so that no process starts.
now_ms() {
  NOW_MS=$((${EPOCHREALTIME/[.,]/} / 1000))
}

# printable: lines from elsewhere, for a terminal: what would steer it is shown, an escape character as ^[; colours are left
# out. Java's TerminalText does the same.
printable() {
  local code rule script='s/\x1b\[[0-9;]*m//g; s/\r$//'
  for code in {0..8} {11..31}; do
    printf -v rule '; s/\\x%02x/^\\x%02x/g' "$code" $((code + 64))
    script+=$rule
  done
  script+='; s/\x7f/^?/g; s/\xc2[\x80-\x9f]/<control>/g; s/\xd8\x9c\|\xe2\x80[\x8e\x8f\xa8-\xae]\|\xe2\x81[\xa6-\xa9]/<direction>/g'
  LC_ALL=C sed -u "$script"
}

# seconds MILLISECONDS: "12.3 s", in SECONDS_TEXT.
seconds_text() {
  printf -v SECONDS_TEXT '%d.%d s' $(($1 / 1000)) $(($1 % 1000 / 100))
}

# step TEXT COMMAND [ARGUMENT...]: runs the command in this shell, as the step that a failure names. DONE, when the
# command sets it, is what the line says at the end instead of TEXT.
step() {
  STEP=$1
  DONE=''
  now_ms
  STEP_BEGAN=$NOW_MS
  start_clock
  shift
  "$@"
  end_step
}

end_step() {
  stop_clock
  now_ms
  seconds_text $((NOW_MS - STEP_BEGAN))
  printf '%s%-46s%s %s%8s%s\n' "$GREEN" "${DONE:-$STEP}" "$PLAIN" "$DIM" "$SECONDS_TEXT" "$PLAIN"
  STEP=''
}

start_clock() {
  [[ -t 1 && -n $GREEN ]] || return 0
  run_clock &
  CLOCK_PID=$!
}

run_clock() {
  trap - EXIT INT TERM
  while kill -0 $$ 2>/dev/null; do
    now_ms
    seconds_text $((NOW_MS - STEP_BEGAN))
    printf '\r%-46s %s%8s%s' "$STEP" "$DIM" "$SECONDS_TEXT" "$PLAIN"
    sleep 0.1
  done
}

stop_clock() {
  [[ -n $CLOCK_PID ]] || return 0
  kill "$CLOCK_PID" 2>/dev/null || true
  wait "$CLOCK_PID" 2>/dev/null || true
  CLOCK_PID=''
  printf '\r\e[K'
}

# fail WHY [LOG]: the step, the reason, the log's last lines and its place; ends the command with status 1.
fail() {
  stop_clock
  {
    [[ -z $STEP ]] || printf '%s%s: failed%s\n' "$RED" "$STEP" "$PLAIN"
    printf '%s\n' "$1"
    [[ -z ${2:-} ]] || show_last_lines "$2"
  } >&2
  exit 1
}

# show_last_lines LOG: of a file, or of the unit of journal:UNIT.
show_last_lines() {
  local lines
  if [[ $1 == journal:* ]]; then
    lines=$(journalctl --no-pager -o cat -n 15 -u "${1#journal:}" 2>/dev/null) || lines=''
  else
    lines=$(tail -n 15 "$1" 2>/dev/null) || lines=''
  fi
  [[ -n $lines ]] || return 0
  printf '%sLast lines of %s:%s\n' "$DIM" "$1" "$PLAIN"
  printable <<<"$lines" | sed 's/^/  /'
}

note() {
  stop_clock
  printf '%s%s%s\n' "$YELLOW" "$1" "$PLAIN"
  [[ -z $STEP ]] || start_clock
}
