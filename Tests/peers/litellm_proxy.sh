#!/bin/bash
# The qwen agent against litellm's proxy, an OpenAI-compatible server by other people. It answers with a fixed text and
# cannot call tools, so that the model's card asks for JSON text.
#
# pip install 'litellm[proxy]'
# Tests/peers/litellm_proxy.sh [SECONDS] [FOLDER OF THE EXECUTABLES]; PYTHON names another interpreter than python3.
set -euo pipefail
seconds=${1:-40}
bin=$(cd "${2:-.build/debug}" && pwd)
root=$(cd "$(dirname "$0")/../.." && pwd)
python=${PYTHON:-python3}
folder=$(mktemp -d)
started=()
trap 'for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done; wait; rm -rf "$folder"' EXIT
cd "$folder"
export LITELLM_MASTER_KEY=sk-local-0123456789abcdef0123456789abcdef LITELLM_LOCAL_MODEL_COST_MAP=True
cat >proxy.yaml <<'YAML'
model_list:
  - model_name: fixed
    litellm_params:
      model: openai/fixed
      api_key: none
      mock_response: '{"decisions":[{"symbol":"BTCUSDT","action":"HOLD","confidence":60,"entry":null,"stop_loss":null,"take_profit":null,"position_size_percent":0,"leverage":1,"reasoning":"a fixed answer","risk_level":"LOW","risk_score":10}]}'
  - model_name: prose
    litellm_params: {model: openai/prose, api_key: none, mock_response: "I would rather wait."}
  - model_name: limited
    litellm_params: {model: openai/limited, api_key: none, mock_response: "litellm.RateLimitError"}
YAML
cat >models.yaml <<'YAML'
models:
YAML
for name in fixed prose limited; do
    cat >>models.yaml <<YAML
  - {name: "$name", protocol: "qwen-compatible", tool_choice: auto, answer: json_object, thinking_switch: none, reply_limit: max_tokens, context_tokens: 32000, usd_per_million_tokens: [{cache_hit: 0.01, cache_miss: 0.05, output: 0.4}]}
YAML
done
"$(dirname "$python")/litellm" --config proxy.yaml --host 127.0.0.1 --port 18432 >server.log 2>&1 &
started+=($!)
for _ in $(seq 120); do curl -sf http://127.0.0.1:18432/health/liveliness >/dev/null && break; sleep 0.5; done
export QWEN_LOCAL_KEY=$LITELLM_MASTER_KEY
grep -v '^deepseek' "$root/Procfile" >Procfile
for name in fixed prose limited; do
    "$bin/tandem" up -- --account "$name" --set market.symbols=BTCUSDT --set fusion.slots=qwen --set run.speed=100 \
        --set monitor.port=0 --set models.call_timeout_ms=8000 --set cycle.deadline_ms=9000 \
        --set models.table="$folder/models.yaml" --set qwen.model="$name" --set qwen.key_variable=QWEN_LOCAL_KEY \
        --set cost.skip_quiet=false --set qwen.base_url=http://127.0.0.1:18432/v1 >"$name.log" 2>&1 &
    up=$!
    sleep "$seconds"
    kill -INT "$up"
    wait "$up" || true
    "$python" - "$name" <<'PYTHON'
import collections, sqlite3, sys
name = sys.argv[1]
rows = sqlite3.connect(f"data/{name}/llm-qwen-1.sqlite").execute(
    "SELECT channel, status, failure FROM call WHERE cost_nano_usd IS NOT NULL"
).fetchall()
print(name, len(rows), "calls:", dict(collections.Counter((row[0], row[1] or row[2]) for row in rows)))
assert rows, "nothing was asked"
PYTHON
    grep -ho 'reply refused.*\|call failed.*' "$name.log" | sed 's/call=[^ ]* //' | cut -c1-160 | sort | uniq -c | sort -rn | head -3 || true
    "$bin/tandem" agents --account "$name" 2>/dev/null || true
    "$bin/tandem" cost --account "$name" --set models.table="$folder/models.yaml" | tail -1
done
