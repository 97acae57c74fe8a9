#!/bin/sh
# The risk gate: processor time of one verdict. usage: run-gate.sh [CYCLES]
set -eu
package=${PACKAGE:-$(dirname "$(cd "$(dirname "$0")" && pwd)")}
export TANDEM_BENCHMARKS=1
swift build --package-path "$package" -c release --product GateBenchmark >&2
"$(swift build --package-path "$package" -c release --show-bin-path)/GateBenchmark" "${1:-100000}"
