"""Kills the ledger's writer at every write system call of a 30-order script, and makes the same calls fail.

    TANDEM_BENCHMARKS=1 swift build --product LedgerBenchmark
    python3 Tests/peers/crash_points.py .build/debug/LedgerBenchmark

Needs strace. After each fault the script is started again on the same file: what was acknowledged must be there, the ledger
must be an exact prefix of the undisturbed one, verify, and end with the same hash. Faults: SIGKILL, EIO and ENOSPC at the
1st, 2nd, 3rd ... call of each kind, until the script ends by itself without meeting the fault.
"""

import os
import subprocess
import sys
import tempfile

CALLS = ["pwrite64", "fdatasync", "fsync", "ftruncate", "unlink"]
FAULTS = ["signal=SIGKILL", "error=EIO", "error=ENOSPC"]


def run(command):
    result = subprocess.run(command, capture_output=True, text=True, timeout=60)
    heads = [line.split() for line in result.stdout.splitlines()]
    return result, {(kind, int(key), digest) for kind, key, digest in heads if kind in ("resume", "ack", "done")}


def main(program):
    problems, points, counts = [], 0, {}
    with tempfile.TemporaryDirectory() as folder:
        _, heads = run([program, "script", f"{folder}/undisturbed"])
        known = {key: digest for kind, key, digest in heads if kind == "ack"} | {0: "0" * 64}
        last = max(known)
        assert ("done", last, known[last]) in heads, heads
        for call in CALLS:
            for fault in FAULTS:
                number = 0
                while True:
                    number += 1
                    path = f"{folder}/{call}-{fault[-6:]}-{number}"
                    inject = f"inject={call}:{fault}:when={number}"
                    trace = f"{folder}/trace"
                    command = ["strace", "-f", "-qq", "-o", trace, "-e", f"trace={call}", "-e", inject]
                    result, before = run(command + [program, "script", path])
                    met = result.returncode != 0 or "INJECTED" in open(trace).read()
                    if not met:
                        break
                    points += 1
                    name = f"{call} {fault} {number}"
                    if result.returncode != 0 and fault.startswith("error") and not result.stderr.strip():
                        problems.append(f"{name}: it stopped without a word")
                    acknowledged = max((key for kind, key, _ in before if kind != "done"), default=0)
                    again, after = run([program, "script", path])
                    resumed = next(((key, digest) for kind, key, digest in after if kind == "resume"), None)
                    if resumed is None:
                        problems.append(f"{name}: it does not start again: {again.stderr.strip()}")
                    elif resumed[0] < acknowledged or known.get(resumed[0]) != resumed[1]:
                        problems.append(f"{name}: acknowledged {acknowledged}, found {resumed}")
                    elif ("done", last, known[last]) not in after:
                        problems.append(f"{name}: it ends otherwise: {again.stderr.strip()}")
                    for suffix in ("", "-wal", "-journal"):
                        if os.path.exists(path + suffix):
                            os.unlink(path + suffix)
                counts[f"{call} {fault}"] = number - 1
    for name, count in counts.items():
        print(f"{name:28} {count} points")
    print(f"{points} crash points, {len(problems)} problems")
    for problem in problems:
        print(problem)
    return 1 if problems else 0


sys.exit(main(sys.argv[1]))
