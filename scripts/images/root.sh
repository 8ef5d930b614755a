# What the base images share: a folder, filled with files of this machine, that becomes an image without a registry.
IMAGE_ROOT=$(mktemp -d)
trap 'rm -rf "$IMAGE_ROOT"' EXIT

# begin_root: the folders that programs expect, and busybox for a shell and its usual companions.
begin_root() {
  local command
  mkdir -p "$IMAGE_ROOT"/{bin,etc,run,tmp,usr/local/bin,var}
  chmod 1777 "$IMAGE_ROOT/tmp"
  printf '%s\n' 'root:x:0:0:root:/:/bin/sh' 'haproxy:x:104:104:HAProxy:/:/bin/false' >"$IMAGE_ROOT/etc/passwd"
  printf '%s\n' 'root:x:0:' 'haproxy:x:104:' >"$IMAGE_ROOT/etc/group"
  copy_program /bin/busybox "$(command -v busybox)"
  for command in $(busybox --list); do
    [[ $command == busybox ]] || ln -s busybox "$IMAGE_ROOT/bin/$command"
  done
}

# copy_program PLACE FILE: the program, and the libraries that it is linked with.
copy_program() {
  mkdir -p "$IMAGE_ROOT$(dirname "$1")"
  install -m 0755 "$(readlink -f "$2")" "$IMAGE_ROOT$1"
  copy_libraries "$2"
}

# copy_libraries FILE...: what the files are linked with outside the root, under the names that the loader asks for.
copy_libraries() {
  local library
  while read -r library; do
    [[ $library == "$IMAGE_ROOT"/* ]] || copy_library "$library"
  done < <(ldd "$@" 2>/dev/null | grep -oE '/[^ :()]+ \(0x' | cut -d ' ' -f 1 | sort -u)
}

copy_library() {
  mkdir -p "$IMAGE_ROOT$(dirname "$1")"
  cp -L "$1" "$IMAGE_ROOT$1"
}

# import_root TAG [CHANGE...]: the changes are lines of a Dockerfile.
import_root() {
  local tag=$1 change changes=()
  shift
  for change in "$@"; do
    changes+=(--change "$change")
  done
  tar -C "$IMAGE_ROOT" --owner=0 --group=0 -c . | docker import "${changes[@]}" - "$tag" >/dev/null
  echo "$tag"
}
