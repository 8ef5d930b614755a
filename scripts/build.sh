# Builds the JVM's jar when a source is newer, and puts a copy where it runs from: the next build must not pull the jar
# away from under a running JVM.
BUILT_JAR=$ROOT/standalone/target/paz-standalone.jar

build_if_needed() {
  if ! sources_newer "$BUILT_JAR"; then
    DONE='Built already'
    return
  fi
  (cd "$ROOT" && mvn -B -DskipTests -Dspotless.check.skip=true -Dcheckstyle.skip=true -pl standalone -am package) >"$PAZ_HOME/logs/build.log" 2>&1 </dev/null ||
    fail 'The build failed' "$PAZ_HOME/logs/build.log"
  [[ -s $BUILT_JAR ]] || fail "The build ended well, but there is no $BUILT_JAR" "$PAZ_HOME/logs/build.log"
  # Maven leaves a jar alone when nothing in it changed.
  touch "$BUILT_JAR"
  DONE='Built from source'
}

# sources_newer JAR: whether there is a source that the jar does not hold yet. The jar's own date is a fixed one, so that
# builds can be repeated byte for byte; when its file was last changed is not.
sources_newer() {
  [[ -s $1 ]] || return 0
  [[ -n $(find "$ROOT/pom.xml" "$ROOT"/*/pom.xml "$ROOT"/*/src/main "$ROOT"/haproxy-confd/{conf.d,templates} \
    -type f -newermc "$1" -print -quit 2>/dev/null) ]]
}

place_jar() {
  local placed=$PAZ_HOME/app/paz-standalone.jar
  cp "$BUILT_JAR" "$placed.new"
  mv "$placed.new" "$placed"
}
