#!/bin/sh
# The whole pipeline: replay cycles per second with three kinds of models, time from a tick to the order in the books,
# memory of each process, and the backtest of the same candles, which must end with the same ledger hash.
# DATA=folder SYMBOLS=... FROM=... TO=... ENGINES="rules simulated http"; the rules trade seldom: for a sample of orders take
# ENGINES=simulated with several symbols and months. The way to the order stands beside the same messages in plain C.
set -eu
cd "$(dirname "$0")/.."
TANDEM_BENCHMARKS=1 swift build -c release --product PipelineBenchmark >/dev/null
bin=$PWD/.build/release
work=$(mktemp -d /tmp/tandem-bench.XXXXXX)
trap 'rm -rf "$work"' EXIT
cc -O2 -Wall -o "$work/hops_reference" Benchmarks/bus/hops_reference.c -lzmq
ENGINES=${ENGINES:-rules simulated http}
SYMBOLS=${SYMBOLS:-BTCUSDT}
FROM=${FROM:-2022-12-01}
TO=${TO:-2023-01-01}
if [ -z "${DATA:-}" ]; then
    echo "set DATA to a folder of SYMBOL-3m*.csv[.gz] files" >&2
    exit 64
fi
DATA=$(cd "$DATA" && pwd)
cd "$work"
value() { sed -n "s/.*\"$1\":\"\{0,1\}\([^,\"}]*\).*/\1/p" "$2"; }
echo "| replay of $SYMBOLS, $FROM to $TO | cycles/s | ledger hash |"
echo "| --- | --- | --- |"
for engine in $ENGINES; do
    "$bin/tandem" replay --data "$DATA" --symbols "$SYMBOLS" --from "$FROM" --to "$TO" --account "$engine" --json \
        --set deepseek.engine=$engine --set qwen.engine=$engine >"$engine.json" &
    replay=$!
    until [ -S "run/$engine/paper-broker-1.events" ]; do sleep 0.05; done
    "$bin/PipelineBenchmark" --account "$engine" --silence 2 >"$engine.times" 2>/dev/null &
    times=$!
    sleep 3
    if [ $engine = "${ENGINES##* }" ]; then
        for lock in run/$engine/*.lock; do
            pid=$(cat "$lock" 2>/dev/null || true)
            [ -n "$pid" ] && [ -r "/proc/$pid/status" ] || continue
            echo "| $(basename "$lock" .lock) | $(awk '/VmRSS/ {printf "%.0f MB", $2 / 1024}' "/proc/$pid/status") |"
        done >memory.txt
    fi
    wait $replay
    wait $times || true
    cycles=$(value cycles $engine.json)
    seconds=$(value wall_seconds $engine.json)
    echo "| both models: $engine | $(awk "BEGIN {printf \"%.0f\", $cycles / $seconds}") | $(value ledger_hash $engine.json) |"
done
"$bin/backtest" --data "$DATA" --symbols "$SYMBOLS" --from "$FROM" --to "$TO" --account back --json >back.json
echo "| backtest, in one process | $(awk "BEGIN {printf \"%.0f\", $(value cycles back.json) / $(value wall_seconds back.json)}") | $(value ledger_hash back.json) |"
for engine in $ENGINES; do
    echo
    echo "Models: $engine"
    cat $engine.times
done
echo
echo "The nine messages from a tick to its order in plain C on libzmq, nothing done in between: median of three runs"
for run in 1 2 3; do ./hops_reference 1024 20000; done | sort -n -k2 |
    awk 'NR == 2 {printf "| %d messages | 20000 | p50 %d us | p99 %d us |\n", $1, $2, $3}'
echo
echo "| process | resident memory in a replay |"
echo "| --- | --- |"
cat memory.txt
