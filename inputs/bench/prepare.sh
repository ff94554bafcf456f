#!/bin/sh
# Prepares a list of made-up names and reports lines a second and peak memory: inputs/bench/prepare.sh [COUNT] [FOLDER]
#
# COUNT is 100,000,000 by default; FOLDER (default: a new one in the temporary place) needs about 130 bytes a name while
# it runs. The list is made once and used again if it is there. Options of `inputs check` can be put into
# CHECK_OPTIONS, JVM options into STSURVEY_JAVA_OPTS (default: -Xmx256m).
set -eu
count=${1:-100000000}
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
folder=${2:-$(mktemp -d)}
list=$folder/synthetic-$count.csv
java=$("$root/.mvn/find-jdk")/bin/java

"$root/stsurvey" --version >/dev/null # builds, if need be, before anything is measured
if [ ! -f "$list" ]; then
    "$java" "$root/inputs/bench/SyntheticList.java" "$count" >"$list.part"
    mv "$list.part" "$list"
fi

export STSURVEY_JAVA_OPTS="${STSURVEY_JAVA_OPTS--Xmx256m}"
echo "preparing $count lines ($(wc -c <"$list") bytes) with $STSURVEY_JAVA_OPTS ..." >&2
start=$(date +%s%N)
# shellcheck disable=SC2086 # CHECK_OPTIONS holds several words
"$root/stsurvey" inputs check "$list" --examples 0 --work "$folder" ${CHECK_OPTIONS-} &
pid=$!
peak=0
disk=0
while kill -0 "$pid" 2>/dev/null; do
    rss=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$pid/status" 2>/dev/null || true)
    [ "${rss:-0}" -gt "$peak" ] && peak=$rss
    used=$(du -sk "$folder" 2>/dev/null | cut -f 1)
    [ "${used:-0}" -gt "$disk" ] && disk=$used
    sleep 1
done
wait "$pid"
end=$(date +%s%N)
seconds=$(awk "BEGIN {printf \"%.1f\", ($end - $start) / 1e9}")
awk "BEGIN {printf \"%d lines in %s s: %.2f million lines a second; peak RSS %.0f MiB; peak disk %.1f GiB with the list\n\",
    $count, $seconds, $count / $seconds / 1e6, $peak / 1024, $disk / 1048576}"
