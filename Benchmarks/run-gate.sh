#!/bin/sh
# The risk gate: processor time of one verdict, inside the stage that the process and the backtest run.
# usage: run-gate.sh [CYCLES]
# Prints a Markdown table. PACKAGE names another package folder to build, GATE_BENCHMARK an executable that is already
# built.
set -eu
package=${PACKAGE:-$(dirname "$(cd "$(dirname "$0")" && pwd)")}
log=$(mktemp)
trap 'rm -f "$log"' EXIT

if [ -z "${GATE_BENCHMARK:-}" ]; then
    export TANDEM_BENCHMARKS=1
    swift build --package-path "$package" -c release --product GateBenchmark >"$log" 2>&1 || {
        cat "$log" >&2
        exit 1
    }
    GATE_BENCHMARK=$(swift build --package-path "$package" -c release --show-bin-path)/GateBenchmark
fi
"$GATE_BENCHMARK" "${1:-100000}"
