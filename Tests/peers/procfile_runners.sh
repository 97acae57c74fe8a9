#!/bin/bash
# Kills each process once under foreman and honcho, and says how long it took to come back.
#   Tests/peers/procfile_runners.sh [FOLDER OF THE EXECUTABLES]      (apt-get install ruby-foreman; pip install honcho)
set -u
repository=$(cd "$(dirname "$0")/../.." && pwd)
tools=$(cd "${1:-$repository/.build/release}" && pwd)
failed=0
for runner in foreman honcho; do
    command -v "$runner" > /dev/null || { echo "$runner is not installed"; continue; }
    folder=$(mktemp -d /tmp/tdm-XXXXXX)
    sed "s#\.build/release/tandem#$tools/tandem#; s#\$# --set monitor.port=0 --set market.warm_up_days=10#" \
        "$repository/Procfile" > "$folder/Procfile"
    (cd "$folder" && exec "$runner" start > log 2>&1) &
    main=$!
    for _ in $(seq 100); do
        sleep 0.2
        [ -s "$folder/run/default/paper-broker-1.lock" ] && [ -s "$folder/run/default/qwen-agent-1.lock" ] && break
    done
    sleep 3
    for role in $(cut -d: -f1 "$repository/Procfile"); do
        lock=$folder/run/default/$role-1.lock
        old=$(tr -d '\n' < "$lock" 2> /dev/null)
        if [ -z "$old" ] || [ "$(readlink "/proc/$old/exe")" != "$tools/$role" ]; then
            echo "$runner: $role does not run"; failed=1; continue
        fi
        start=$(date +%s%N)
        kill -9 "$old"
        new=$old
        while [ $(($(date +%s%N) - start)) -lt 5000000000 ]; do
            new=$(tr -d '\n' < "$lock" 2> /dev/null)
            [ -n "$new" ] && [ "$new" != "$old" ] && break
            sleep 0.01
        done
        if [ -z "$new" ] || [ "$new" = "$old" ]; then echo "$runner: $role did not come back"; failed=1; continue; fi
        echo "$runner: $role back after $((($(date +%s%N) - start) / 1000000)) ms"
    done
    kill -INT "$main"
    wait "$main"
    echo "$runner ended; left behind: $(ls "$folder/run/default" | tr '\n' ' ')"
    rm -rf "$folder"
done
exit $failed
