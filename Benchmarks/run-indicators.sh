#!/bin/sh
# The nine standard indicators, streaming in Swift, beside TA-Lib batch and a floor in C, on one series in one run.
# usage: run-indicators.sh [CANDLES] [ROUNDS]
# Prints a Markdown table: the median over the rounds, in millions of candles per second of processor time. The contenders
# take turns, and processor time leaves out what else the machine does. TA-Lib takes part when the Python named in PYTHON
# (python3 by default) imports it. PACKAGE names another package folder to build, INDICATOR_BENCHMARK
# an executable that is already built.
set -eu
candles=${1:-1000000}
rounds=${2:-5}
here=$(cd "$(dirname "$0")" && pwd)
package=${PACKAGE:-$(dirname "$here")}
python=${PYTHON:-python3}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

if [ -z "${INDICATOR_BENCHMARK:-}" ]; then
    export TANDEM_BENCHMARKS=1
    swift build --package-path "$package" -c release --product IndicatorBenchmark >"$scratch/build.log" 2>&1 || {
        cat "$scratch/build.log" >&2
        exit 1
    }
    INDICATOR_BENCHMARK=$(swift build --package-path "$package" -c release --show-bin-path)/IndicatorBenchmark
fi
if command -v cc >/dev/null; then compiler=cc; else compiler=clang; fi
"$compiler" -O3 -march=native -ffp-contract=off "$here/indicators/floor.c" -o "$scratch/floor" -lm
has_talib=no
"$python" -c 'import numpy, talib' 2>/dev/null && has_talib=yes

round=0
while [ "$round" -lt "$rounds" ]; do
    "$INDICATOR_BENCHMARK" "$candles" 5 "$scratch/series" >>"$scratch/swift.txt"
    "$scratch/floor" "$scratch/series" "$candles" 5 >>"$scratch/floor.txt"
    if [ "$has_talib" = yes ]; then
        "$python" "$here/indicators/talib_batch.py" "$scratch/series" "$candles" 5 >>"$scratch/talib.txt"
    fi
    round=$((round + 1))
done

# The median of the first column.
median() { sort -n "$1" | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }
# A line of the table: the name of a contender, and its file of results.
row() {
    rate=$(median "$2")
    sum=$(awk '{ print $2; exit }' "$2")
    awk -v name="$1" -v rate="$rate" -v talib="$reference" -v floor="$floor" -v sum="$sum" 'BEGIN {
        beside = talib > 0 ? sprintf("%.2f", rate / talib) : "-"
        printf "| %s | %.1f | %s | %.2f | %.6f |\n", name, rate / 1e6, beside, rate / floor, sum
    }'
}
floor=$(median "$scratch/floor.txt")
reference=0
[ "$has_talib" = yes ] && reference=$(median "$scratch/talib.txt")
echo "EMA20, EMA50, RSI7, RSI14, MACD, ATR3, ATR14, ADX14 and Bollinger: 13 numbers a candle."
echo "$candles candles, median of $rounds rounds:"
echo
echo "| contender | M candles/s | x TA-Lib | x floor | sum of the last 13 numbers |"
echo "| --- | --- | --- | --- | --- |"
row "Tandem, streaming" "$scratch/swift.txt"
if [ "$has_talib" = yes ]; then
    row "TA-Lib, batch" "$scratch/talib.txt"
else
    echo "| TA-Lib, batch | not here: \`pip install TA-Lib numpy\`, or name a Python with them in PYTHON | | | |"
fi
row "C floor, streaming, native code" "$scratch/floor.txt"
