#!/bin/sh
# An EMA cross on the engine's exact books beside the same strategy in a plain C loop: one series, one run.
# usage: run-engine.sh [CANDLES] [ROUNDS]
# Prints a Markdown table. Rates are candles per second of processor time, the best of the rounds; the contenders must
# agree on fills, equity and drawdown, or the script fails. PACKAGE names another package folder to build,
# ENGINE_BENCHMARK an executable that is already built.
set -eu
candles=${1:-175200}
rounds=${2:-15}
here=$(cd "$(dirname "$0")" && pwd)
package=${PACKAGE:-$(dirname "$here")}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

if [ -z "${ENGINE_BENCHMARK:-}" ]; then
    export TANDEM_BENCHMARKS=1
    swift build --package-path "$package" -c release --product EngineBenchmark >"$scratch/build.log" 2>&1 || {
        cat "$scratch/build.log" >&2
        exit 1
    }
    ENGINE_BENCHMARK=$(swift build --package-path "$package" -c release --show-bin-path)/EngineBenchmark
fi
if command -v cc >/dev/null; then compiler=cc; else compiler=clang; fi
"$compiler" -O2 -march=native "$here/engine/loop.c" -o "$scratch/loop"

ours=$("$ENGINE_BENCHMARK" "$candles" "$rounds" "$scratch/series")
floor=$("$scratch/loop" "$scratch/series" "$candles" "$rounds")
echo "EMA20 and EMA50 cross, one unit, 1 % stop, fee 0.05 % a side; $candles candles of three minutes:"
echo
echo "| contender | M candles/s | x C loop | fills | final equity | drawdown |"
echo "| --- | --- | --- | --- | --- | --- |"
printf '%s\n%s\n' "$ours" "$floor" | awk '
    { rate[NR] = $1; rest[NR] = sprintf("%d | %.2f | %.2f %%", $2, $3, 100 * $4); key[NR] = sprintf("%d %.2f %.5f", $2, $3, $4) }
    END {
        printf "| Tandem, exact books with ledger entries | %.1f | %.2f | %s |\n", rate[1] / 1e6, rate[1] / rate[2], rest[1]
        printf "| plain C loop, no books | %.1f | 1.00 | %s |\n", rate[2] / 1e6, rest[2]
        if (key[1] != key[2]) { print "the contenders disagree: " key[1] " and " key[2]; exit 1 }
    }'
