#!/bin/sh
# Executions a second with every commit synced (FULL) and without (NORMAL), and how long a million entries take to verify.
# The file lies in a temporary folder on the disk of TMPDIR, or /tmp.
set -e
cd "$(dirname "$0")/.."
TANDEM_BENCHMARKS=1 swift build -c release --product LedgerBenchmark >/dev/null
bench=.build/release/LedgerBenchmark
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for durability in FULL NORMAL; do
    "$bench" commits "$folder/$durability.sqlite" "$durability" 10
    "$bench" commits "$folder/long-$durability.sqlite" "$durability" 30
done
"$bench" fill "$folder/million.sqlite" 1000000
"$bench" verify "$folder/million.sqlite"
