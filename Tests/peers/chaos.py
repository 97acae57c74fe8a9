#!/usr/bin/env python3
"""Kills the processes of a replay at random, again and again, and compares the books with an undisturbed run.

    Tests/peers/chaos.py --bin .build/release --data ../shared/data/market/spot-2022-12_2023-10 \
        --symbols BTCUSDT,ETHUSDT,SOLUSDT --from 2022-12-01 --to 2023-01-15 --kills 500 --seed 1

Without --data it makes up candles from the seed. Exit status 0 when both ledgers have the same hash.
"""

import argparse, collections, glob, json, math, os, random, signal, subprocess, sys, tempfile, time

ROLES = ["data-feeder", "feature-worker", "deepseek-agent", "qwen-agent", "fusion-node", "risk-gate", "paper-broker",
         "monitor", "llm-simulator"]


def candles(folder, seed, days):
    """Two symbols of 3-minute candles whose trend turns every few days."""
    os.makedirs(folder)
    step, start = 180_000, 1_700_006_400_000
    for number, (symbol, price) in enumerate([("BTCUSDT", 30_000.0), ("ETHUSDT", 2_000.0)]):
        chance = random.Random(seed * 10 + number)
        with open(f"{folder}/{symbol}-3m.csv", "w") as file:
            file.write("open_time_ms,open,high,low,close,volume\n")
            for row in range(days * 480):
                if row % 960 == 0:
                    drift = chance.choice([-1, 1]) * chance.uniform(0.00005, 0.00015)
                close = price * math.exp(drift + chance.gauss(0, 0.0012))
                high, low = max(price, close) * 1.0004, min(price, close) * 0.9996
                file.write(f"{start + row * step},{price:.2f},{high:.2f},{low:.2f},{close:.2f},{chance.uniform(1, 50):.4f}\n")
                price = float(f"{close:.2f}")


def replay(tools, folder, account, options):
    words = [f"{tools}/tandem", "replay", "--json", "--account", account] + options
    return subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, text=True)


def holder(folder, account, role):
    """The process that holds a role, checked not to be a stranger with a reused number."""
    try:
        pid = int(open(f"{folder}/run/{account}/{role}-1.lock").read())
        words = open(f"/proc/{pid}/cmdline").read().split("\0")
        return pid if words[0].endswith("/" + role) and folder in " ".join(words) else None
    except (OSError, ValueError):
        return None


def changed(calls):
    try:
        return os.stat(calls).st_mtime_ns
    except OSError:
        return 0


def disturb(run, folder, account, seed, most, pause, gap, spared):
    """Kills until the replay ends. Of one role at most one kill in `gap` seconds, so that it makes progress."""
    chance, kills, stops = random.Random(seed), collections.Counter(), 0
    last, killed = collections.defaultdict(float), {}
    # Until the indicators are warm nobody is asked, and an idle agent that dies has made no progress.
    calls = f"{folder}/data/{account}/llm-qwen-1.sqlite-wal"
    while run.poll() is None and not (os.path.exists(calls) and os.path.getsize(calls) > 50_000):
        time.sleep(0.1)
    while run.poll() is None and sum(kills.values()) < most:
        time.sleep(chance.uniform(0, pause))
        role = chance.choice(ROLES)
        pid = holder(folder, account, role)
        if pid is None or role in spared or time.monotonic() - last[role] < gap or killed.get(role) == pid:
            continue
        if chance.random() < 0.1:
            os.kill(pid, signal.SIGSTOP)
            time.sleep(chance.uniform(0.05, 0.5))
            os.kill(pid, signal.SIGCONT)
            stops += 1
            continue
        os.kill(pid, signal.SIGKILL)
        kills[role] += 1
        last[role], killed[role] = time.monotonic(), pid
        # Mostly the next kill waits until models have been asked again: without progress a halt is by design.
        hurry = chance.random() < 0.25
        answered, patience = changed(calls), time.monotonic() + 5
        while not hurry and run.poll() is None and changed(calls) == answered and time.monotonic() < patience:
            time.sleep(0.02)
    return kills, stops


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", default=".build/release")
    parser.add_argument("--data")
    parser.add_argument("--symbols", default="BTCUSDT,ETHUSDT")
    parser.add_argument("--from", dest="start")
    parser.add_argument("--to")
    parser.add_argument("--days", type=int, default=20, help="of made-up candles")
    parser.add_argument("--kills", type=int, default=10**9, help="at most; without it, until the replay ends")
    parser.add_argument("--pause", type=float, default=0.3, help="longest wait between two kills, in seconds")
    parser.add_argument("--spare", action="append", default=[], help="a role that is left alone")
    parser.add_argument("--gap", type=float, default=4, help="least time between two kills of a role, in seconds")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--set", action="append", default=[], help="a setting of both runs")
    asked = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="tdm-", dir="/tmp")
    tools = os.path.abspath(asked.bin)
    if not asked.data:
        candles(f"{folder}/candles", asked.seed, asked.days)
    options = ["--data", os.path.abspath(asked.data or f"{folder}/candles"), "--symbols", asked.symbols]
    options += ["--from", asked.start] if asked.start else []
    options += ["--to", asked.to] if asked.to else []
    options += [word for setting in asked.set for word in ("--set", setting)]
    print("folder", folder, flush=True)
    calm = json.loads(replay(tools, folder, "calm", options).communicate()[0].strip().splitlines()[-1])
    print("undisturbed", json.dumps(calm), flush=True)
    failed = False
    for round in range(asked.rounds):
        account = f"chaos{round}"
        run = replay(tools, folder, account, options)
        kills, stops = disturb(run, folder, account, asked.seed + round, asked.kills, asked.pause, asked.gap, asked.spare)
        flying = run.poll() is None
        lines = run.communicate()[0].strip().splitlines()
        report = json.loads(lines[-1]) if lines else {}
        same = report.get("ledger_hash") == calm["ledger_hash"]
        failed = failed or not same
        print(f"round {round}: {'SAME' if same else 'DIFFERENT'}, {sum(kills.values())} kills, {stops} stops, "
              f"{'still running after the last' if flying else 'ended meanwhile'}", dict(kills), json.dumps(report), flush=True)
        check = subprocess.run([f"{tools}/tandem", "verify", "--account", account], cwd=folder, capture_output=True, text=True)
        print("verify", check.returncode, (check.stdout + check.stderr).strip(), flush=True)
        failed = failed or check.returncode != 0
    sys.exit(1 if failed else 0)


main()
