#!/usr/bin/env bash
# Makes a folder of what a machine needs that Paz is to be installed on, without sources: installed.sh FOLDER. The jar was built before.
set -euo pipefail
folder=${1:?which folder?}
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
for file in text build; do
  # shellcheck source=/dev/null
  . "$ROOT/scripts/$file.sh"
done
PAZ_HOME=$(mktemp -d)
trap 'rm -rf "$PAZ_HOME"' EXIT
mkdir "$PAZ_HOME/logs"
unpack_jar
mkdir -p "$folder/demo-api"
cp -r "$ROOT"/{paz,scripts,units} "$folder"
cp "$ROOT"/demo-api/{build.sh,server.pl} "$folder/demo-api"
cp -r "$UNPACKED" "$folder/app"
"$ROOT/paz" --version | cut -d ' ' -f 2 >"$folder/version"
