# Builds the JVM's jar when a source is newer, unpacks it, and puts a copy where it runs from: the next build must not pull
# the jar away from under a running JVM. Unpacked, since reading classes from jars within a jar takes a JVM a quarter longer
# to start.
BUILT_JAR=$ROOT/standalone/target/paz-standalone.jar
UNPACKED=$ROOT/standalone/target/app

# An installed Paz has no sources.
INSTALLED_JAR=$ROOT/paz-standalone.jar

is_installed() {
  [[ ! -e $ROOT/pom.xml ]]
}

# The web page is built with Node, 20.19 or newer. Maven fetches one for the build where the machine has none; where that
# fails too, Paz is built without the page. Sets NODE_ARGUMENT, and PAGE to what there is to say.
choose_node() {
  NODE_ARGUMENT='' PAGE=''
  [[ $(node -p 'const [a, b] = process.versions.node.split("."); +a > 20 || (+a === 20 && +b >= 19)' 2>/dev/null) == true ]] && return
  NODE_ARGUMENT=-Pfetched-node
  (cd "$ROOT" && mvn -q -B -Pfetched-node -pl web-ui generate-resources) >>"$1" 2>&1 </dev/null && return
  NODE_ARGUMENT=-Pwithout-node PAGE=', without the web page: it needs Node 20.19 or newer, which is not here and could not be fetched'
}

build_if_needed() {
  if ! sources_newer "$BUILT_JAR"; then
    DONE='Built already'
    return
  fi
  : >"$PAZ_HOME/logs/build.log"
  choose_node "$PAZ_HOME/logs/build.log"
  (cd "$ROOT" && mvn -B ${NODE_ARGUMENT:+"$NODE_ARGUMENT"} -DskipTests -Dspotless.check.skip=true -Dcheckstyle.skip=true -pl standalone -am package) >>"$PAZ_HOME/logs/build.log" 2>&1 </dev/null ||
    fail 'The build failed' "$PAZ_HOME/logs/build.log"
  [[ -s $BUILT_JAR ]] || fail "The build ended well, but there is no $BUILT_JAR" "$PAZ_HOME/logs/build.log"
  # Maven leaves a jar alone when nothing in it changed.
  touch "$BUILT_JAR"
  DONE="Built from source$PAGE"
}

# sources_newer JAR: whether there is a source that the jar does not hold yet. The jar's own date is a fixed one, so that
# builds can be repeated byte for byte; when its file was last changed is not.
sources_newer() {
  if is_installed; then
    [[ ! -s $1 || -n $(find "$INSTALLED_JAR" -newercc "$1") ]]
    return
  fi
  [[ -s $1 ]] || return 0
  [[ -n $(find "$ROOT/pom.xml" "$ROOT"/*/pom.xml "$ROOT"/*/src/main "$ROOT"/web-ui/{index.html,package-lock.json,vite.config.ts,src} "$ROOT"/haproxy-confd/{conf.d,templates} \
    -type f -newermc "$1" -print -quit 2>/dev/null) ]]
}

unpack_jar() {
  [[ -z $(find "$UNPACKED/paz-standalone.jar" -newercc "$BUILT_JAR" 2>/dev/null) ]] || return 0
  rm -rf "$UNPACKED" "$UNPACKED.new"
  extract_jar "$BUILT_JAR" "$UNPACKED.new"
  mv "$UNPACKED.new" "$UNPACKED"
}

# extract_jar JAR FOLDER
extract_jar() {
  java -Djarmode=tools -jar "$1" extract --destination "$2" >>"$PAZ_HOME/logs/build.log" 2>&1 ||
    fail "$1 could not be unpacked" "$PAZ_HOME/logs/build.log"
}

place_app() {
  rm -rf "$PAZ_HOME/app.new"
  if is_installed; then extract_jar "$INSTALLED_JAR" "$PAZ_HOME/app.new"; else cp -r "$UNPACKED" "$PAZ_HOME/app.new"; fi
  rm -rf "$PAZ_HOME/app"
  mv "$PAZ_HOME/app.new" "$PAZ_HOME/app"
}
