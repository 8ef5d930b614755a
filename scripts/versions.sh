# Versions of the programs that Paz runs on, compared with those in which known holes are closed.

# program | first version with the fix, of each series that got it, oldest first | Debian's packages with the fix under an older version | hole | what it
# allows. A series that is not listed has no fix, unless it is newer than the last one.
VERSION_MINIMA=(
  'haproxy|2.4.24 2.6.15 2.7.10 2.8.2|2.6.12-1+deb12u1|CVE-2023-40225|requests that other servers read otherwise'
  'etcd|3.4.44 3.5.30 3.6.11||CVE-2026-44283|who has one part of Paz may read and touch keys of another'
  'docker|23.0.15 25.0.6 26.1.5 27.1.1|20.10.24+dfsg1-1+deb12u1|CVE-2024-41110|plugins that decide on access are passed by'
  'containerd|1.7.29 2.0.7 2.1.5|1.6.20~ds1-1+deb12u2|CVE-2024-25621|users of this machine may read and change its files'
  'runc|1.1.12|1.1.5+ds1-1+deb12u1|CVE-2024-21626|containers break out'
  'runc|1.2.8 1.3.3||CVE-2025-31133|containers break out'
  'java|17.0.15 21.0.7 24.0.1||CVE-2025-21587|connections with TLS are read or changed'
  'java|17.0.21||CVE-2026-91403 and others|what Debian lists for the update of October 2026'
)

# version_at_least A B: by their numbers; what follows them, as in 1.1.5+ds1, counts nothing.
version_at_least() {
  local -a have want
  local i
  IFS=. read -ra have <<<"${1%%[!0-9.]*}"
  IFS=. read -ra want <<<"${2%%[!0-9.]*}"
  for ((i = 0; i < ${#want[@]}; i++)); do
    ((10#${have[i]:-0} == 10#${want[i]:-0})) || break
  done
  ((10#${have[i]:-0} >= 10#${want[i]:-0}))
}

same_series() {
  local a b c d rest
  IFS=. read -r a b rest <<<"${1%%[!0-9.]*}"
  IFS=. read -r c d rest <<<"${2%%[!0-9.]*}"
  [[ $a.${b:-0} == "$c.${d:-0}" ]]
}

# release_has_fix VERSION FIXES
release_has_fix() {
  local fix=''
  for fix in $2; do
    same_series "$1" "$fix" || continue
    version_at_least "$1" "$fix"
    return
  done
  version_at_least "$1" "$fix"
}

# package_has_fix PACKAGE_VERSION FIXES: Debian mends a release without raising its number.
package_has_fix() {
  local fix
  for fix in $2; do
    if [[ ${1%-*} == "${fix%-*}" ]] && dpkg --compare-versions "$1" ge "$fix"; then
      return 0
    fi
  done
  return 1
}

# holes_of PROGRAM VERSION [PACKAGE_VERSION]: the known ones, with what they allow, each on a line.
holes_of() {
  local row program fixes packages hole allows
  for row in "${VERSION_MINIMA[@]}"; do
    IFS='|' read -r program fixes packages hole allows <<<"$row"
    [[ $program == "$1" ]] || continue
    release_has_fix "$2" "$fixes" || package_has_fix "${3:-}" "$packages" || printf '%s (%s)\n' "$hole" "$allows"
  done
}

# read_versions: of each program that runs or is installed, in VERSION. Docker's engine says its own and its parts'.
read_versions() {
  local name version
  declare -gA VERSION=()
  VERSION[haproxy]=$(first_version haproxy -v)
  VERSION[etcd]=$(first_version etcd --version)
  VERSION[java]=$(first_version java -version)
  while read -r name version; do
    case $name in
      Engine) VERSION[docker]=${version#v} ;;
      containerd | runc) VERSION[$name]=${version#v} ;;
    esac
  done < <(timeout 2 docker version --format '{{range .Server.Components}}{{.Name}} {{.Version}}{{"\n"}}{{end}}' 2>/dev/null | printable)
}

first_version() {
  timeout 5 "$@" 2>&1 | printable | grep -oE '[0-9]+(\.[0-9]+)*[^ "]*' | head -n 1 || true
}

# read_packages: of each program that came as a Debian package, its name in PACKAGE and its version in PACKAGE_VERSION. A package of
# another version is not that of what runs.
read_packages() {
  local program file name version
  local -A files=()
  declare -gA PACKAGE=() PACKAGE_VERSION=()
  command -v dpkg-query >/dev/null || return 0
  for program in "${!VERSION[@]}"; do
    file=$(readlink -f "$(command -v "${program/#docker/dockerd}")" || true)
    [[ -z $file ]] || files[$file]=$program
  done
  while IFS=' ' read -r name file; do
    program=${files[${file:-none}]:-}
    [[ -n $program ]] || continue
    version=$(dpkg-query -W -f '${Version}' "${name%:}" 2>/dev/null || true)
    version=${version#*:}
    [[ $version == "${VERSION[$program]}" || $version == "${VERSION[$program]}"[!0-9.]* ]] || continue
    PACKAGE[$program]=${name%:}
    PACKAGE_VERSION[$program]=$version
  done < <(dpkg-query -S "${!files[@]}" 2>/dev/null || true)
}

# show_versions: a line for each program with a known hole, with what to do. None of them is trouble: everything runs.
show_versions() {
  local program holes unknown=''
  read_versions
  read_packages
  for program in haproxy etcd docker containerd runc java; do
    if [[ -z ${VERSION[$program]:-} ]]; then
      unknown+=", $program"
      continue
    fi
    holes=$(holes_of "$program" "${VERSION[$program]}" "${PACKAGE_VERSION[$program]:-}" | paste -sd ' ' | sed 's/) CVE/), CVE/g')
    [[ -z $holes ]] || echo "Update $program ${PACKAGE_VERSION[$program]:-${VERSION[$program]}}: $holes; $(how_to_update "$program")"
  done
  [[ -z $unknown ]] || echo "Versions of ${unknown#, } are not known, so whether they have known holes is not known either"
}

# how_to_update PROGRAM: by its package where a newer one is known, elsewhere from where its authors say.
how_to_update() {
  local package=${PACKAGE[$1]:-} candidate=''
  [[ -z $package ]] || candidate=$(apt-cache policy "$package" 2>/dev/null | sed -n 's/^ *Candidate: *\([0-9]*:\)\?//p' || true)
  if [[ -n $candidate && $candidate != "${PACKAGE_VERSION[$1]}" ]]; then
    echo "as root: apt-get install --only-upgrade ${package%:*}, then $(how_to_restart "$1")"
  elif [[ -n $package ]]; then
    echo "apt-get update as root may bring a newer ${package%:*}, else see $(authors_of "$1")"
  else
    echo "see $(authors_of "$1")"
  fi
}

how_to_restart() {
  case $1 in
    docker | containerd | runc) echo 'restart the Docker engine' ;;
    *) echo './paz down and ./paz up' ;;
  esac
}

authors_of() {
  local need program=$1
  case $program in
    java) program=javac ;;
    docker | containerd | runc) program=dockerd ;;
  esac
  for need in "${RUN_NEEDS[@]}"; do
    [[ $need != "$program|"* ]] || echo "${need##*: }"
  done
}
