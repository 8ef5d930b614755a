# The units of the embedded host. They outlive the JVM on purpose; `down` ends them.

# The containers of this platform, not of another one on the same engine: those that have a unit here.
stop_units() {
  local containers=() name
  for name in "$PAZ_HOME"/host/units/*.service; do
    [[ -e $name ]] || continue
    name=$(basename "$name" .service)
    [[ -z $(docker ps -q --filter "label=io.paz.service" --filter "name=^/$name\$" 2>/dev/null) ]] || containers+=("$name")
  done
  DONE='No services to stop'
  ((${#containers[@]} > 0)) || return 0
  docker stop "${containers[@]}" >/dev/null 2>>"$(part_log supervisor)" || fail "Not all of these containers could be stopped: ${containers[*]}"
  DONE="Stopped ${#containers[@]} instances"
}
