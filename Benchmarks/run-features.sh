#!/bin/sh
# The feature engine: what a candle costs, what a snapshot with its levels costs, and the load of 1,000 live symbols.
# usage: run-features.sh [CANDLES]
# Prints a Markdown table of processor time, the least of three rounds. PACKAGE names another package folder to build,
# FEATURE_BENCHMARK an executable that is already built.
set -eu
package=${PACKAGE:-$(dirname "$(cd "$(dirname "$0")" && pwd)")}
log=$(mktemp)
trap 'rm -f "$log"' EXIT

if [ -z "${FEATURE_BENCHMARK:-}" ]; then
    export TANDEM_BENCHMARKS=1
    swift build --package-path "$package" -c release --product FeatureBenchmark >"$log" 2>&1 || {
        cat "$log" >&2
        exit 1
    }
    FEATURE_BENCHMARK=$(swift build --package-path "$package" -c release --show-bin-path)/FeatureBenchmark
fi
"$FEATURE_BENCHMARK" "${1:-400000}"
