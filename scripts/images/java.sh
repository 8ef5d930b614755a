#!/usr/bin/env bash
# Makes a base image of this machine's own Java, for the services' Dockerfiles where no registry is reachable: a runtime of
# the modules that the services need, the libraries it is linked with, certificates and a shell. Usage: java.sh TAG
#
#   scripts/images/java.sh paz/java:17
#   docker build --build-arg BASE=paz/java:17 -t paz/scheduler scheduler
set -euo pipefail
# shellcheck source=root.sh
. "$(dirname "$0")/root.sh"
tag=${1:?which tag is the image to have?}
PATH=$PATH:/usr/sbin:/sbin

# java.desktop is there for java.beans, which Spring reads properties with.
readonly MODULES=java.desktop,java.instrument,java.management,java.naming,java.net.http,java.security.jgss,java.sql,jdk.crypto.ec,jdk.management,jdk.naming.dns,jdk.unsupported,jdk.zipfs
readonly HOME_IN_IMAGE=/opt/java

java_home=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
begin_root
mkdir -p "$IMAGE_ROOT/opt"
"$java_home/bin/jlink" --add-modules "$MODULES" --no-header-files --no-man-pages --output "$IMAGE_ROOT$HOME_IN_IMAGE"
# jlink takes the certificates of the JDK's maker; those of this machine are the ones that its administrator chose.
cp -L "$java_home/lib/security/cacerts" "$IMAGE_ROOT$HOME_IN_IMAGE/lib/security/cacerts"
ln -s "$HOME_IN_IMAGE/bin/java" "$IMAGE_ROOT/bin/java"
runtime=$IMAGE_ROOT$HOME_IN_IMAGE
copy_libraries "$runtime/bin/java" "$runtime"/lib/{libjava,libnet,libnio,libzip,libmanagement_ext,libinstrument}.so "$runtime/lib/server/libjvm.so"
# RocksDB's library, which comes in a jar, is linked with these; a JVM need not be.
while read -r library; do
  copy_library "$library"
done < <(ldconfig -p | awk '$1 ~ /^lib(stdc\+\+|gcc_s|m|rt|dl|pthread)\.so\.[0-9]$/ { print $NF }')
import_root "$tag" "ENV JAVA_HOME=$HOME_IN_IMAGE" "ENV PATH=$HOME_IN_IMAGE/bin:/usr/local/bin:/bin"
