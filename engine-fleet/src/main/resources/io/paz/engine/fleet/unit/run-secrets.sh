# Runs docker with variables of which some are secret, and none stands in a command line. Arguments: the service; file:NAME, own:NAME,
# secret:NAME or secret-line:NAME for each variable; --; and the command, docker run and its options. As run.sh, but for the secret ones:
# this host's announcer decrypts them with the keys of this host. A value that has several lines then is put into docker's own environment,
# which root alone reads, where the name lets it. No line begins with a semicolon: systemd takes it for a comment.
paz_service=$1
paz_keys=${PAZ_SECRETS_KEY_FILE:-/etc/paz/secrets.key}
paz_socket=${PAZ_ANNOUNCER_SOCKET:-/run/paz/announcer.sock}
paz_options=''
paz_return=$(printf '\r')
paz_newline=$(printf '\n.')
paz_newline=${paz_newline%.}
shift
paz_reveal() {
    [ -r "$paz_keys" ] || {
        echo "variable $1 is secret, and $paz_keys cannot be read (expected: the keys of the cluster, which install-hosts.sh brings); the container is not started"
        exit 1
    }
    paz_tries=0
    while :; do
        paz_answer=$(printf %s "$paz_value" | env -i PATH="$PATH" curl -q -g -s --noproxy "*" --max-time 10 --unix-socket "$paz_socket" -w "%{http_code}" \
            --data-urlencode "keys@$paz_keys" --data-urlencode "service=$paz_service" --data-urlencode "name=$1" \
            --data-urlencode "secret@-" http://announcer/secrets) || paz_answer=000
        case $paz_answer in
            *200) paz_value=${paz_answer%200} && return ;;
            000) : ;;
            *) echo "variable $1 cannot be decrypted: ${paz_answer%???}; the container is not started" && exit 1 ;;
        esac
        [ "$paz_tries" -gt 0 ] || echo "waiting for the announcer at $paz_socket, which decrypts variable $1"
        [ "$paz_tries" -lt 60 ] || exit 1
        paz_tries=$((paz_tries + 1))
        sleep 1
    done
}
paz_refuse() {
    echo "variable $paz_name is secret and has several lines, which this name cannot have (expected: letters, digits and _, and none of the shell's or docker's own); the container is not started"
    exit 1
}
paz_file=$(mktemp -p /dev/shm paz.XXXXXXXX) || exit 1
exec 3<>"$paz_file" || exit 1
rm -f "$paz_file"
paz_number=0
while [ "$1" != -- ]; do
    paz_number=$((paz_number + 1)) paz_piece=0 paz_value='' paz_kind=${1%%:*} paz_name=${1#*:}
    while eval "paz_part=\${PAZ_V${paz_number}_$paz_piece-}" && [ -n "$paz_part" ]; do
        paz_value=$paz_value$paz_part
        unset "PAZ_V${paz_number}_$paz_piece"
        paz_piece=$((paz_piece + 1))
    done
    paz_value=$(printf '%b.' "$paz_value")
    paz_value=${paz_value%.}
    case $paz_kind in
        secret*) paz_reveal "$paz_name" ;;
    esac
    case $paz_kind,$paz_value in
        secret,*"$paz_newline"* | secret,*"$paz_return"*) paz_kind=own paz_options="$paz_options --env=$paz_name" ;;
        secret-line,*"$paz_newline"* | secret-line,*"$paz_return"*) paz_refuse ;;
    esac
    case $paz_kind in
        own) export "$paz_name=$paz_value" ;;
        *) printf '%s=%s\n' "$paz_name" "$paz_value" >&3 || exit 1 ;;
    esac
    shift
done
paz_docker=$2
shift 3
# shellcheck disable=SC2086  # several options
exec "$paz_docker" run $paz_options "$@"
