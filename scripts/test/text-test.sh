#!/usr/bin/env bash
# What a container printed does not steer the terminal that shows it.
. "$(dirname "$0")/assert.sh"
# shellcheck source=../text.sh
. "$ROOT/scripts/text.sh"

assert_shown() {
  assert_equal "$1" "$2" "$(printf '%b' "$1" | printable)"
}

test_shows_what_would_steer_a_terminal() {
  assert_shown '\e]0;owned\a' '^[]0;owned^G'
  assert_shown '\e[2J\e[H' '^[[2J^[[H'
  assert_shown '\e[31mred\e[0m' 'red'
  assert_shown '\e\e[0m[2J' '^[[2J'
  assert_shown "\\ePq\\e|" '^[Pq^[|'
  assert_shown "\\x1c" "^\\"
  assert_shown 'done\rfake' 'done^Mfake'
  assert_shown 'ended\r' 'ended'
  assert_shown 'a\bb\x7f' 'a^Hb^?'
  assert_shown '\u009b2J' '<control>2J'
  assert_shown '\u202eevil\u2066' '<direction>evil<direction>'
}

test_leaves_everything_else_as_it_is() {
  assert_shown 'tab\there' $'tab\there'
  assert_shown 'grüße 日本語 🙂 100% \\ & /' 'grüße 日本語 🙂 100% \ & /'
}

test_shows_lines_as_they_come() {
  local line
  exec {lines}< <(
    printf 'first\n'
    exec sleep 60
  )
  read -r -t 30 line < <(printable <&"$lines") || true
  assert_equal line first "$line"
}

run_tests "$@"
