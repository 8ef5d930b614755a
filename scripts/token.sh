# The administrator's token, that of the embedded host's door and the password of HAProxy's statistics: 32 random bytes in hex, readable by their owner only, never shown.

make_token() {
  [[ ! -s $PAZ_TOKEN_FILE ]] || {
    check_token_mode
    check_token_length
    return
  }
  make_secret "$PAZ_TOKEN_FILE" ||
    fail "PAZ_TOKEN_FILE: $PAZ_TOKEN_FILE cannot be made (expected: a file in a folder that $(id -un) may write)"
}

# Whoever may submit units is root on the machine, so its door has a token that no person and no CI is given.
make_fleet_token() {
  [[ -s $PAZ_HOME/fleet-token ]] || make_secret "$PAZ_HOME/fleet-token" || fail_without_room
}

# Everybody on the machine reaches the statistics, and the token would open more than they show.
make_statistics_password() {
  local file=$PAZ_HOME/haproxy/statistics-password
  [[ -s $file ]] || make_secret "$file" || fail_without_room
}

# make_secret FILE: fails when no file can be made there.
make_secret() {
  local new
  new=$(umask 077 && mktemp "$1.XXXXXX" 2>/dev/null) || return 1
  { random_hex 32 >"$new"; } 2>/dev/null || {
    rm -f "$new"
    fail_without_room
  }
  # A link, not a rename: of two that make a token at once, the first one's stays.
  ln "$new" "$1" 2>/dev/null || [[ -s $1 ]] || mv "$new" "$1"
  rm -f "$new"
}

# A token of Paz's own making that was cut short would be guessed.
check_token_length() {
  local token
  token=$(<"$PAZ_TOKEN_FILE")
  [[ ! $token =~ ^[0-9a-f]{1,15}$ ]] || fail "PAZ_TOKEN_FILE: $PAZ_TOKEN_FILE holds ${#token} characters (expected: at least 16); it may have been cut. Remove it, and ./paz up makes another one; or put the whole one back, from a backup"
}

check_token_mode() {
  local mode
  mode=$(stat -c %a "$PAZ_TOKEN_FILE")
  [[ $mode =~ 00$ ]] || fail "PAZ_TOKEN_FILE: $PAZ_TOKEN_FILE has mode $mode, so others can read it (expected: 600); chmod 600 $PAZ_TOKEN_FILE"
}

# The keys of what is stored secret, for their owner only: lines of an ID and 32 bytes in hex, of which the last one encrypts. Not in
# the data's folder and in no backup. Services that have encrypted something refuse another file than theirs.
make_secrets_key() {
  [[ -e $PAZ_HOME/secrets.key ]] || write_secrets_key || fail_without_room
  local mode
  mode=$(stat -c %a "$PAZ_HOME/secrets.key")
  [[ $mode =~ 00$ ]] || fail "$PAZ_HOME/secrets.key has mode $mode, so others can read it (expected: 600); chmod 600 $PAZ_HOME/secrets.key"
}

# write_secrets_key: the file with one key more; the keys that it has stay, and decrypt what they encrypted.
write_secrets_key() {
  local lines=('# Keys of the secrets of Paz. Keep a copy apart from the backups, which cannot be used without it.')
  [[ ! -e $PAZ_HOME/secrets.key ]] || mapfile -t lines <"$PAZ_HOME/secrets.key"
  lines+=("$(random_hex 4) $(random_hex 32)")
  (umask 077 && write_whole "$PAZ_HOME/secrets.key" "${lines[@]}") && sync "$PAZ_HOME/secrets.key"
}

random_hex() {
  od -An -v -w"$1" -N"$1" -tx1 /dev/urandom | tr -d ' \n'
}

# api METHOD URL [BODY]: asks one of Paz's services; the answer in API_BODY, its status in API_STATUS (000 when it does not
# answer); in the form of API_ACCEPT, where there is a choice. A body with secrets is @FILE. The token goes through a pipe: a command line is for everybody to see.
api() {
  local answer token=''
  [[ ! -r ${API_TOKEN_FILE:-$PAZ_TOKEN_FILE} ]] || token=$(<"${API_TOKEN_FILE:-$PAZ_TOKEN_FILE}")
  answer=$(curl -s --max-time "${API_SECONDS:-5}" -X "$1" -w '\n%{http_code}' \
    -K <(printf 'header = "Authorization: Bearer %s"\n' "$token") \
    -H "Accept: ${API_ACCEPT:-*/*}" \
    ${3:+-H 'Content-Type: application/json' --data-binary "$3"} "$2") || true
  API_STATUS=${answer##*$'\n'}
  API_BODY=${answer%$'\n'*}
}
