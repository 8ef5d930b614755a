# Runs docker with variables that stand in no command line. Arguments: file:NAME or own:NAME for each variable, --, and the command. The
# value of the N-th variable is in PAZ_V<N>_0, PAZ_V<N>_1, ..., as printf %b reads it. Values of one line go to a file in memory that has no
# name any more when docker opens it; docker finds the others in its own environment.
paz_file=$(mktemp -p /dev/shm paz.XXXXXXXX) || exit 1
exec 3<>"$paz_file" || exit 1
rm -f "$paz_file"
paz_number=0
while [ "$1" != -- ]; do
    paz_number=$((paz_number + 1)) paz_piece=0 paz_value=''
    while eval "paz_part=\${PAZ_V${paz_number}_$paz_piece-}" && [ -n "$paz_part" ]; do
        paz_value=$paz_value$paz_part
        unset "PAZ_V${paz_number}_$paz_piece"
        paz_piece=$((paz_piece + 1))
    done
    paz_value=$(printf '%b.' "$paz_value")
    paz_value=${paz_value%.}
    case $1 in
        own:*) export "${1#own:}=$paz_value" ;;
        *) printf '%s=%s\n' "${1#file:}" "$paz_value" >&3 || exit 1 ;;
    esac
    shift
done
shift
exec "$@"
