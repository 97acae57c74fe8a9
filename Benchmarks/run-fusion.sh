#!/bin/sh
# The fusion: a whole cycle, from the tick to the record, with two slots on two timeframes.
# usage: run-fusion.sh [CYCLES]
# Prints a Markdown table of processor time, the least of three rounds. PACKAGE names another package folder to build,
# FUSION_BENCHMARK an executable that is already built.
set -eu
package=${PACKAGE:-$(dirname "$(cd "$(dirname "$0")" && pwd)")}
log=$(mktemp)
trap 'rm -f "$log"' EXIT

if [ -z "${FUSION_BENCHMARK:-}" ]; then
    export TANDEM_BENCHMARKS=1
    swift build --package-path "$package" -c release --product FusionBenchmark >"$log" 2>&1 || {
        cat "$log" >&2
        exit 1
    }
    FUSION_BENCHMARK=$(swift build --package-path "$package" -c release --show-bin-path)/FusionBenchmark
fi
"$FUSION_BENCHMARK" "${1:-2000}"
