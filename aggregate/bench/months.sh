#!/bin/sh
# Aggregates many large runs and reports seconds and peak memory: aggregate/bench/months.sh [MONTHS] [ROWS] [FOLDER]
#
# MONTHS is 12 and ROWS 1,000,000 by default; FOLDER (default: a new one in the temporary place) then needs 700 MiB. The
# runs are made once, out of one of the embedded lab's, and used again if they are there. Reported are: all runs for the
# first time (cold), all runs as before (warm), and one run that is new (month), each a process of its own.
set -eu
months=${1:-12}
rows=${2:-1000000}
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
folder=${3:-$(mktemp -d)}
java=$("$root/.mvn/find-jdk")/bin/java
data=$folder/data
tables=$folder/tables

"$root/stsurvey" --version >/dev/null # builds, if need be, before anything is measured
driver=$(find "$root/cli/target/app/lib" -name 'duckdb_jdbc-*.jar')
if [ ! -d "$folder/lab" ]; then
    "$root/stsurvey" demo --domains 5000 --out "$folder/lab"
fi
template=$(ls -d "$folder"/lab/data/observations/list=*/run=*)
"$java" --enable-native-access=ALL-UNNAMED -cp "$driver" "$root/aggregate/bench/SyntheticMonths.java" \
    "$template" "$data" "$months" "$rows"

measure() {
    start=$(date +%s%N)
    "$root/stsurvey" aggregate "$data" --out "$tables" >"$folder/$1.log" 2>&1 &
    pid=$!
    peak=0
    while kill -0 "$pid" 2>/dev/null; do
        rss=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$pid/status" 2>/dev/null || true)
        [ "${rss:-0}" -gt "$peak" ] && peak=$rss
        sleep 0.1
    done
    wait "$pid"
    end=$(date +%s%N)
    awk "BEGIN {printf \"%-5s %5.1f s, peak RSS %d MiB\n\", \"$1\", ($end - $start) / 1e9, $peak / 1024}"
}

rm -rf "$tables"
echo "$months runs of $rows rows" >&2
measure cold
measure warm
rm -r "$tables"/_runs/*/"$(ls "$tables"/_runs/* | tail -n 1)"
measure month
