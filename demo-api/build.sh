#!/usr/bin/env bash
# Makes the image of the demo service on the spot, without a registry: perl, the modules and libraries that the server
# loads, the server, and busybox's shell to look around with. Usage: build.sh [tag], default paz/demo-api:1
set -euo pipefail
cd "$(dirname "$0")"

tag=${1:-paz/demo-api:1}
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

# What perl has loaded once it has compiled the server: the modules, and the interpreter and libraries mapped.
server_files() {
  perl -c -e '
    CHECK {
      print "$_\n" for values %INC;
      open my $maps, "<", "/proc/self/maps" or die "cannot read /proc/self/maps: $!\n";
      while (<$maps>) { print "$1\n" if m{ (/\S+)$} }
    }' -e "$(cat server.pl)" 2>/dev/null
}

copy() {
  mkdir -p "$root$(dirname "$1")"
  cp -L "$1" "$root$1"
}

# A library is mapped under its full name and asked for under its short one: ldd knows the short ones.
perl=$(readlink -f "$(command -v perl)")
{ server_files; ldd "$perl" | grep -o '/[^ )]*'; } | grep -v '/locale' | sort -u | while read -r file; do copy "$file"; done
mkdir -p "$root/usr/local/bin" "$root/bin"
install -m 0755 "$(command -v busybox)" "$root/bin/sh"
install -m 0755 server.pl "$root/usr/local/bin/demo-api"

tar -C "$root" --owner=0 --group=0 -c . | docker import \
  --change "CMD [\"$perl\", \"/usr/local/bin/demo-api\"]" \
  --change 'EXPOSE 8080' --change 'USER 65534' --change 'LABEL io.paz.demo=true' \
  - "$tag" >/dev/null
echo "$tag"
