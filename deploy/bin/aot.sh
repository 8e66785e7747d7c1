# Sourced by the launcher: sets $aot_cache to the prepared code's file, or to nothing.
# Expects $home, the application folder, and $java_home.
#
# shelfkeeper-prepare lays that code down under the name of exactly the libraries and the Java that
# it was made from. The name is ours to check: up to 25.0.3 a JVM takes the classes of an AOT cache
# even when the jar that they came from has been replaced since (JDK-8377932), and an update would
# run yesterday's code. The time of the last status change cannot be set by who copies or unpacks a
# file, so that no new file passes for the old one.

aot_folder=${SHELFKEEPER_AOT:-$home/aot}

# Prints the file that holds the code of these libraries, whether there is one or not.
aot_file() {
  set -- "$home"/lib/*.jar "$java_home/lib/modules"
  echo "$aot_folder/$(stat -L -c '%n %i %s %Y %Z' "$@" | cksum | tr ' ' '-').aot"
}

aot_cache=
if [ -d "$aot_folder" ]; then
  aot_cache=$(aot_file)
  [ -r "$aot_cache" ] || aot_cache=
fi
