# Checks that no symbolic link leads to a folder of the host that a container is to mount: a container that mounted the folder
# above might have put it there. A link above the folders that the operator allows is the operator's own.
set -f
for path; do
    allowed=''
    IFS=,
    for folder in ${PAZ_VOLUME_PATHS:-}; do
        case $path/ in
            "$folder"/*) [ -n "$allowed" ] && [ ${#allowed} -le ${#folder} ] || allowed=$folder ;;
        esac
    done
    expected=$path
    [ -z "$allowed" ] || expected=$(realpath -m -- "$allowed")${path#"$allowed"}
    actual=$(realpath -m -- "$path") || exit 1
    [ "$actual" = "$expected" ] && continue
    echo "volume $path: a symbolic link leads to $actual (expected: a folder that no link leads to); the container is not started"
    exit 1
done
