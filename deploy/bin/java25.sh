# Sourced by the launchers: sets $java to a Java 25, or says plainly that there is none and exits.
# Looked for, first found wins: SHELFKEEPER_JAVA_HOME, the image that came with us, JAVA_HOME,
# java on the PATH, /usr/lib/jvm. The release file is read where there is one: it costs nothing,
# while asking each java for its version costs a start.
# Expects $home: the application folder.

is_25() {
  [ -x "$1/bin/java" ] || return 1
  if [ -r "$1/release" ]; then
    grep -q '^JAVA_VERSION="25[."]' "$1/release"
  else
    "$1/bin/java" -version 2>&1 | grep -q 'version "25[."]'
  fi
}

on_path() {
  command -v java >/dev/null 2>&1 || return 1
  found=$(readlink -f "$(command -v java)") || return 1
  dirname "$(dirname "$found")"
}

find_java_home() {
  if [ -n "${SHELFKEEPER_JAVA_HOME:-}" ]; then
    # Somebody chose: take that one or none.
    is_25 "$SHELFKEEPER_JAVA_HOME" && echo "$SHELFKEEPER_JAVA_HOME"
    return
  fi
  path_home=$(on_path) || path_home=
  for candidate in "$home/java" "${JAVA_HOME:-}" "$path_home" \
      ${SHELFKEEPER_JVM_FOLDER:-/usr/lib/jvm}/*25*; do
    if [ -n "$candidate" ] && is_25 "$candidate"; then
      echo "$candidate"
      return
    fi
  done
}

java_home=$(find_java_home) || java_home=
if [ -z "$java_home" ]; then
  echo "${0##*/}: no Java 25 found." >&2
  if [ -n "${SHELFKEEPER_JAVA_HOME:-}" ]; then
    echo "SHELFKEEPER_JAVA_HOME=$SHELFKEEPER_JAVA_HOME is not the folder of one." >&2
  else
    echo "Looked at $home/java, JAVA_HOME, java on the PATH, ${SHELFKEEPER_JVM_FOLDER:-/usr/lib/jvm}." >&2
  fi
  echo "Install one (Eclipse Temurin 25, or your distribution's openjdk-25), or set" >&2
  echo "SHELFKEEPER_JAVA_HOME to the folder that has bin/java in it." >&2
  exit 69
fi
java=$java_home/bin/java
