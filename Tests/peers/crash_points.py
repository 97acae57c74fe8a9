"""Kills the ledger's writer at every write system call of a 30-order script, and makes the same calls fail.

    swift build --build-tests
    python3 Tests/peers/crash_points.py .build/debug/LedgerScript [--every N] [--workers N]

Needs strace. The undisturbed run says how many calls of each kind there are; then each of them (or every Nth) is
met by each fault in a run of its own: the process is killed there, or the call fails once, or from there on. After
each fault the script is started again on the same file: what was acknowledged must be there, the ledger must be an
exact prefix of the undisturbed one and verify, and the script must end with the same ledger, equity curve and cash.
A run that met an error must have said so in one line, or have ended as if nothing had happened.
"""

import argparse
import collections
import concurrent.futures
import os
import subprocess
import sys
import tempfile

# Standard output is written with write(2): to fail there is another program's business, to be killed there is not.
CALLS = ["pwrite64", "write", "fdatasync", "fsync", "ftruncate", "unlink"]
FAULTS = {
    "killed": "signal=SIGKILL:when={}",
    "EIO": "error=EIO:when={}",
    "ENOSPC": "error=ENOSPC:when={}",
    "ENOSPC from there on": "error=ENOSPC:when={}+",
}
GENESIS = "0" * 64


def run(command):
    result = subprocess.run(command, capture_output=True, text=True, timeout=120)
    lines = [line.split() for line in result.stdout.splitlines()]
    heads = [(kind, int(key), digest) for kind, key, digest, *_ in lines if kind != "books"]
    return result, heads, next((line for line in lines if line[0] == "books"), None)


class Script:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        trace = f"{folder}/undisturbed.trace"
        result, heads, self.books = run(
            ["strace", "-f", "-qq", "-y", "-o", trace, "-e", "trace=" + ",".join(CALLS), program, f"{folder}/undisturbed"]
        )
        assert result.returncode == 0, result.stderr
        self.known = {key: digest for kind, key, digest in heads if kind == "ack"} | {0: GENESIS}
        self.last = max(self.known)
        assert ("done", self.last, self.known[self.last]) in heads, heads
        self.counts = collections.Counter(self.call(line) for line in open(trace))

    @staticmethod
    def call(line):
        """The name of the call in a line of a trace, `PID NAME(...`."""
        return line.split(None, 1)[1].split("(", 1)[0]

    def meets(self, call, fault, number):
        """What is wrong after this fault, and how the run ended."""
        path = f"{self.folder}/{call}-{fault.replace(' ', '-')}-{number}"
        trace = f"{path}.trace"
        inject = f"inject={call}:" + FAULTS[fault].format(number)
        command = ["strace", "-f", "-qq", "-o", trace, "-e", f"trace={call}", "-e", inject, self.program, path]
        result, before, books = run(command)
        ended = "killed" if fault == "killed" else "stopped" if result.returncode else "unharmed"
        problems = []
        if fault == "killed" and result.returncode == 0:
            problems.append("it was not killed")
        if ended == "stopped" and result.returncode != 1:
            problems.append(f"it crashed with {result.returncode}: {result.stderr.strip()}")
        elif ended == "stopped" and len(result.stderr.strip().splitlines()) != 1:
            problems.append(f"it stopped with other than one line: {result.stderr!r}")
        if ended == "unharmed" and books != self.books:
            problems.append(f"it ended otherwise, without a word: {books}")
        acknowledged = max((key for kind, key, _ in before if kind != "done"), default=0)
        again, after, books = run([self.program, path])
        resumed = next(((key, digest) for kind, key, digest in after if kind == "resume"), None)
        if resumed is None:
            problems.append(f"it does not start again: {again.stderr.strip()}")
        elif resumed[0] < acknowledged or self.known.get(resumed[0]) != resumed[1]:
            problems.append(f"acknowledged {acknowledged}, found {resumed}")
        elif ("done", self.last, self.known[self.last]) not in after or books != self.books:
            problems.append(f"it ends otherwise: {books} {again.stderr.strip()}")
        for name in os.listdir(self.folder):
            if name.startswith(os.path.basename(path) + ".") or name.startswith(os.path.basename(path) + "-wal"):
                os.unlink(f"{self.folder}/{name}")
        os.unlink(path)
        return [f"{call} {number} {fault}: {problem}" for problem in problems], ended, result.stderr.strip()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--every", type=int, default=1, help="take every Nth call only (default: each)")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        script = Script(os.path.abspath(options.program), folder)
        points = [
            (call, fault, number)
            for call in CALLS
            for fault in FAULTS
            if fault == "killed" or call != "write"
            for number in range(1, script.counts[call] + 1, options.every)
        ]
        ends, problems, words = collections.Counter(), [], collections.Counter()
        with concurrent.futures.ThreadPoolExecutor(options.workers) as pool:
            for point, (found, ended, said) in zip(points, pool.map(lambda point: script.meets(*point), points)):
                ends[point[0], point[1], ended] += 1
                problems += found
                if said:
                    words[said.replace(f"{folder}/{point[0]}-{point[1].replace(' ', '-')}-{point[2]}", "FILE")] += 1
    for (call, fault, ended), count in sorted(ends.items()):
        print(f"{call:10} {fault:22} {ended:9} {count:5}")
    for said, count in words.most_common(12):
        print(f"{count:5} times: {said}")
    print(f"{len(points)} points of a script with {script.last} entries, {len(problems)} problems")
    for problem in problems[:40]:
        print(problem)
    return 1 if problems else 0


sys.exit(main())
