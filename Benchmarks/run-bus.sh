#!/bin/sh
# Measures the bus beside plain C on libzmq and prints a Markdown table of medians and ratios.
#
# usage: Benchmarks/run-bus.sh [REPEATS]      (3 by default; each is one C and one Swift run of every row, interleaved)
#
# BUS_BENCHMARK names an executable that is already built. COUNT scales the runs: round trips of a latency run.
set -eu

cd "$(dirname "$0")/.."
repeats=${1:-3}
count=${COUNT:-20000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cc -O2 -Wall -o "$work/bus_reference" Benchmarks/bus/bus_reference.c -lzmq
if [ -z "${BUS_BENCHMARK:-}" ]; then
    TANDEM_BENCHMARKS=1 swift build -c release --product BusBenchmark 1>&2
    BUS_BENCHMARK=$(TANDEM_BENCHMARKS=1 swift build -c release --show-bin-path)/BusBenchmark
fi

# one PLACE PROGRAM MODE BYTES COUNT: a line "p50 p99 rate cpu" on standard output
one() {
    place=$1
    shift
    if [ "$place" = pinned ]; then taskset -c 0 "$@"; else "$@"; fi
}

# mode, bytes, and how many times COUNT; `call` is compared with the same round trip of plain C.
rows='latency 64 1
latency 1024 1
call 64 1
inflight 64 10
inflight 1024 10
pubsub 64 50
pubsub 1024 20'

repeat=0
while [ "$repeat" -lt "$repeats" ]; do
    repeat=$((repeat + 1))
    for place in pinned free; do
        echo "$rows" | while read -r mode bytes factor; do
            reference=$mode
            [ "$mode" = call ] && reference=latency
            n=$((count * factor))
            echo "$place $mode $bytes C $(one $place "$work/bus_reference" "$reference" "$bytes" "$n")"
            echo "$place $mode $bytes Swift $(one $place "$BUS_BENCHMARK" "$mode" "$bytes" "$n")"
        done
    done
done >"$work/results"

echo "$rows" | awk -v results="$work/results" -v repeats="$repeats" '
    function median(list, n,   i, j, t) {
        for (i = 2; i <= n; i++)
            for (j = i; j > 1 && list[j - 1] > list[j]; j--) { t = list[j]; list[j] = list[j - 1]; list[j - 1] = t }
        return list[int((n + 1) / 2)]
    }
    function value(place, mode, bytes, who, field,   i, n, list, key) {
        key = place " " mode " " bytes " " who
        n = seen[key]
        for (i = 1; i <= n; i++) list[i] = data[key, field, i]
        return median(list, n)
    }
    function cell(place, mode, bytes, field,   c, s) {
        c = value(place, mode, bytes, "C", field)
        s = value(place, mode, bytes, "Swift", field)
        if (c == 0) return "-"
        return sprintf(field == 3 ? "%.0f / %.0f (%.2f)" : "%.2f / %.2f (%.2f)", c, s, s / c)
    }
    BEGIN {
        while ((getline line < results) > 0) {
            split(line, f, " ")
            key = f[1] " " f[2] " " f[3] " " f[4]
            i = ++seen[key]
            for (j = 1; j <= 4; j++) data[key, j, i] = f[4 + j] + 0
        }
        print "C / Swift (Swift to C), median of " repeats "; round trips in microseconds, messages a second"
        print ""
        print "| place | what | bytes | p50 us | p99 us | messages/s | CPU us/message |"
        print "| --- | --- | --- | --- | --- | --- | --- |"
    }
    { row[++rows] = $1 " " $2 }
    END {
        split("pinned free", places, " ")
        for (p = 1; p <= 2; p++)
            for (r = 1; r <= rows; r++) {
                split(row[r], f, " ")
                printf "| %s | %s | %s | %s | %s | %s | %s |\n", places[p], f[1], f[2], cell(places[p], f[1], f[2], 1),
                    cell(places[p], f[1], f[2], 2), cell(places[p], f[1], f[2], 3),
                    cell(places[p], f[1], f[2], 4)
            }
    }'
