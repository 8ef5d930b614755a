# own.sh CONTAINER COMMAND...: runs docker COMMAND on the container of that name, if there is one and it is of this platform.
name=$1
shift
id=$(docker ps -aq --no-trunc --filter "name=^/$name\$" --filter "label=io.paz.platform=$PAZ_PLATFORM") || exit
[ -n "$id" ] || exit 0
answer=$(docker "$@" "$id" 2>&1) && exit
# One that has ended by itself meanwhile is no error.
case $answer in *'No such container'* | *'is already in progress'*) exit 0 ;; esac
echo "docker $*: $answer"
exit 1
