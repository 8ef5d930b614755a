# What the images share that are machines with systemd, made of this machine's own Debian packages: nothing is downloaded. An image of the same
# content is made once. The script sets PACKAGES, OWN_FILES, whose content counts besides, and LEFT_OUT, a pattern of the packages' files
# that stay out; its function own_files fills IMAGE_ROOT further.
LEFT_OUT=''

# What a container has no use for, or may not do.
readonly MASKED=(apt-daily.timer apt-daily-upgrade.timer console-getty.service dev-hugepages.mount dev-mqueue.mount
  e2scrub_reap.timer fstrim.timer getty.target sys-fs-fuse-connections.mount sys-kernel-debug.mount
  sys-kernel-tracing.mount systemd-firstboot.service systemd-logind.service systemd-machine-id-commit.service
  systemd-modules-load.service systemd-network-generator.service systemd-networkd-wait-online.service
  systemd-networkd.service systemd-networkd.socket systemd-resolved.service systemd-sysctl.service
  systemd-timesyncd.service systemd-udevd.service systemd-update-utmp.service)

# make_image NAME: prints its name and content.
make_image() {
  local name=$1 tag
  installed_packages
  tag=$name:$(content)
  if ! docker image inspect "$tag" >/dev/null 2>&1; then
    IMAGE_ROOT=$(mktemp -d)
    trap 'rm -rf "$IMAGE_ROOT"' EXIT
    package_files | tar -C / --no-recursion --null -T - -c | tar -C "$IMAGE_ROOT" -x
    mask_units
    own_files
    tar -C "$IMAGE_ROOT" -c . |
      docker import --change 'ENTRYPOINT ["/usr/lib/systemd/systemd"]' --change 'ENV container=docker' - "$tag" >/dev/null
    # Those of older content, unless something uses them.
    docker image ls --format '{{.Repository}}:{{.Tag}}' "$name" | grep -vxF "$tag" | xargs -r docker image rm >/dev/null 2>&1 || true
  fi
  echo "$tag"
}

# installed_packages: PACKAGES and all that they depend on, as they are installed here, in INSTALLED.
installed_packages() {
  local missing
  missing=$(comm -23 <(printf '%s\n' "${PACKAGES[@]}" | sort) <(all_installed | sort))
  [[ -z $missing ]] || {
    echo "not installed: ${missing//$'\n'/, } (expected: on this machine, since the image is made of them)" >&2
    exit 1
  }
  mapfile -t INSTALLED < <(comm -12 <(dependencies | sort -u) <(all_installed | sort))
}

all_installed() {
  dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' | sed -n 's/^ii  *//p'
}

dependencies() {
  apt-cache depends --recurse --installed --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces \
    --no-enhances "${PACKAGES[@]}" | sed -n 's/^\([a-z0-9][^:]*\).*/\1/p'
}

# content: a short name for what the image is made of.
content() {
  { dpkg-query -W -f '${Package} ${Version}\n' "${INSTALLED[@]}" && cat "$0" "${BASH_SOURCE[0]}" "${OWN_FILES[@]}"; } |
    sha256sum | cut -c 1-12
}

# package_files: the packages' files under their real paths, and the links that their installation made, each ended by NUL.
package_files() {
  {
    dpkg -L "${INSTALLED[@]}" |
      grep -Ev "^/usr/share/(bash-completion|bug|doc|info|lintian|locale|man|zsh)/|^/etc/(machine-id|hosts|hostname|resolv.conf)\$${LEFT_OUT:+|$LEFT_OUT}" |
      sed -E 's#^/(bin|sbin|lib|lib32|lib64|libx32)/#/usr/\1/#'
    find /usr/bin /usr/sbin -lname '/etc/alternatives/*'
    find /etc/alternatives /etc/pam.d /etc/ssl/certs
    printf '%s\n' /bin /sbin /lib /lib64 /etc/passwd /etc/group /etc/ld.so.cache
  } | sort -u | while IFS= read -r file; do
    if [[ -L $file || -f $file ]]; then printf '%s\0' "${file#/}"; fi
  done
}

mask_units() {
  local unit system=$IMAGE_ROOT/etc/systemd/system
  mkdir -p "$system"/{multi-user,sockets}.target.wants "$IMAGE_ROOT"/{dev,proc,root,run,sys,tmp,var/log/journal,var/tmp}
  for unit in "${MASKED[@]}"; do
    ln -s /dev/null "$system/$unit"
  done
  cp "$ROOT/test/cluster/host/writable-kernel.service" "$system"
  ln -s ../writable-kernel.service /lib/systemd/system/docker.service "$system/multi-user.target.wants"
  ln -s /lib/systemd/system/docker.socket "$system/sockets.target.wants"
  # Units of these names are enabled through Debian's own program, which is not in here.
  rm -rf "$IMAGE_ROOT/etc/init.d"
}
