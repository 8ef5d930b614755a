#!/usr/bin/env bash
# Makes a folder of what a machine needs that Paz is to be installed on, without sources, as the package has it: installed.sh FOLDER.
# The jar was built before.
set -euo pipefail
folder=${1:?which folder?}
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
mkdir -p "$folder/demo-api"
cp -r "$ROOT"/{paz,scripts,units} "$ROOT/standalone/target/paz-standalone.jar" "$folder"
cp "$ROOT"/demo-api/{build.sh,server.pl} "$folder/demo-api"
"$ROOT/paz" --version | cut -d ' ' -f 2 >"$folder/version"
