#!/usr/bin/env python3
"""Recomputes every number of a backtest's report from the CSV files that lie beside it.

usage: check_report.py FOLDER [REPORT.html]

FOLDER is what `backtest --export FOLDER` wrote. Compares with summary.json, and with every number on the page if one is
named: its exact value, and that the text shown is that value rounded. Needs nothing but Python 3.8; says how many numbers
it checked, and ends with status 1 and the first differences when one does not agree.
"""

import csv
import html.parser
import json
import math
import sys
from collections import defaultdict

DAY = 86_400_000
YEAR = 365.0
MASK = (1 << 64) - 1
HORIZONS = ["15m", "1h", "4h", "24h"]
JUDGED = {"direction": "24h", "entry": "1h"}
WORDS = ["BUY", "SELL", "HOLD", "abstained"]


def rows(folder, name):
    with open(f"{folder}/{name}.csv", newline="") as file:
        yield from csv.DictReader(file)


class SplitMix64:
    def __init__(self, seed):
        self.state = seed

    def index(self, bound):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        mixed = ((self.state ^ (self.state >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & MASK
        return ((mixed ^ (mixed >> 31)) * bound) >> 64


def deviation(values):
    mean = sum(values) / len(values)
    return math.sqrt(sum((v - mean) ** 2 for v in values) / (len(values) - 1))


def daily_returns(points, initial):
    """UTC days; midnight ends a day, the first point opens one."""
    returns, last, start, running = [], None, initial, None
    for time, equity, _ in points:
        if running is None:
            running = time // DAY
        else:
            day = (time - 1) // DAY
            if day > running:
                returns.append(last / start - 1)
                returns += [0.0] * (day - running - 1)
                start, running = last, day
        last = equity
    return returns + [last / start - 1]


def trades_of(fills, funding):
    """Funding of a moment comes after its fills, as in the ledger."""
    open_trades, closed = {}, []
    rows = [(int(row["time_ms"]), "amount" in row, place, row) for place, row in enumerate(fills + funding)]
    for _, is_funding, _, fill in sorted(rows, key=lambda row: row[:3]):
        if is_funding:
            if fill["symbol"] in open_trades:
                open_trades[fill["symbol"]]["profit"] += round(float(fill["amount"]) * 1e8)
            continue
        symbol, quantity = fill["symbol"], round(float(fill["quantity"]) * 1e8)
        trade = open_trades.get(symbol)
        if trade is None:
            if fill["cause"] != "open":
                continue
            trade = open_trades[symbol] = {"side": fill["side"], "opened": 0, "closed": 0, "profit": 0}
        trade["opened" if fill["side"] == trade["side"] else "closed"] += quantity
        trade["profit"] += round((float(fill["realised_profit"]) - float(fill["fee"])) * 1e8)
        if trade["opened"] == trade["closed"]:
            closed.append({**open_trades.pop(symbol), "cause": fill["cause"]})
    for trade in closed:
        trade["profit"] /= 1e8
    return closed


def wilson(hits, count):
    z, p = 1.959963984540054, hits / count
    middle = (p + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * math.sqrt(p * (1 - p) / count + z * z / (4 * count * count))
    return max(middle - half, 0), min(middle + half, 1)


def histogram(figures, name, values):
    if not values or max(values) <= min(values):
        return
    low, high = min(values), max(values)
    counts = [0] * 20
    for value in values:
        counts[min(int((value - low) / (high - low) * 20), 19)] += 1
    figures[f"histogram.{name}.low"], figures[f"histogram.{name}.high"] = low, high
    for index, count in enumerate(counts):
        figures[f"histogram.{name}.{index}"] = count


def book(figures, name, points, fills, funding, initial):
    key, final = f"book.{name}", points[-1][1]
    returns = daily_returns(points, initial)
    days, trades = len(returns), trades_of(fills, funding)
    mean = sum(returns) / days
    put = lambda field, value: figures.__setitem__(f"{key}.{field}", value)
    put("initial_equity", initial)
    put("final_equity", final)
    put("total_return", final / initial - 1)
    put("days", days)
    peak = initial
    deepest = 0.0
    for _, equity, _ in points:
        peak = max(peak, equity)
        deepest = max(deepest, (peak - equity) / peak)
    put("max_drawdown", deepest)
    enough = days >= 30
    elapsed = points[-1][0] - points[0][0]
    growth = (final / initial) ** (YEAR / (elapsed / DAY)) - 1 if enough else None
    put("cagr", growth)
    spread = deviation(returns) if enough else None
    put("volatility", spread * math.sqrt(YEAR) if enough else None)
    put("sharpe", mean / spread * math.sqrt(YEAR) if enough and spread > abs(mean) * 1e-9 else None)
    down = math.sqrt(sum(min(r, 0) ** 2 for r in returns) / days)
    put("sortino", mean / down * math.sqrt(YEAR) if enough and down > abs(mean) * 1e-9 else None)
    put("calmar", growth / deepest if enough and deepest > 0 else None)
    invested = sum(b[0] - a[0] for a, b in zip(points, points[1:]) if a[2] > 0)
    put("exposure_time", invested / elapsed)
    won = sum(t["profit"] for t in trades if t["profit"] > 0)
    lost = -sum(t["profit"] for t in trades if t["profit"] <= 0)
    winners = sum(t["profit"] > 0 for t in trades)
    enough = len(trades) >= 10
    put("trades", len(trades))
    put("win_rate", winners / len(trades) if enough else None)
    put("profit_factor", won / lost if enough and lost > 0 else None)
    put("expectancy", (won - lost) / len(trades) if enough else None)
    put("fees", sum(float(f["fee"]) for f in fills))
    put("funding", sum(float(f["amount"]) for f in funding))
    put("fills", len(fills))
    notional = sum(float(f["price"]) * float(f["quantity"]) for f in fills)
    put("turnover", notional / (sum(p[1] for p in points) / len(points)))
    months(figures, name, points, initial)
    return returns, trades


def months(figures, name, points, initial):
    last, running, start = initial, None, initial
    for index, (time, equity, _) in enumerate(points):
        month = month_of(time if index == 0 else time - 1)
        if month != running:
            if running:
                figures[f"month.{running}.{name}"] = last / start - 1
            running, start = month, last
        last = equity
    figures[f"month.{running}.{name}"] = last / start - 1


def month_of(time):
    days = time // DAY + 719_468
    era, day = divmod(days, 146_097)
    year = (day - day // 1460 + day // 36_524 - day // 146_096) // 365
    rest = day - (365 * year + year // 4 - year // 100)
    part = (5 * rest + 2) // 153
    month = part + 3 if part < 10 else part - 9
    return f"{year + era * 400 + (month <= 2):04d}-{month:02d}"


def bootstrap(figures, returns):
    if len(returns) < 30:
        return
    chance, count = SplitMix64(1), len(returns)
    found = {"sharpe": [], "cagr": [], "max_drawdown": []}
    for _ in range(2000):
        drawn = []
        while len(drawn) < count:
            start = chance.index(count)
            drawn += [returns[(start + k) % count] for k in range(min(10, count - len(drawn)))]
        mean, spread = sum(drawn) / count, deviation(drawn)
        found["sharpe"].append(mean / spread * math.sqrt(YEAR) if spread > abs(mean) * 1e-9 and spread > 0 else 0)
        equity = peak = 1.0
        deepest = 0.0
        for value in drawn:
            equity *= 1 + value
            peak = max(peak, equity)
            deepest = max(deepest, (peak - equity) / peak)
        found["cagr"].append(equity ** (YEAR / count) - 1 if equity > 0 else -1)
        found["max_drawdown"].append(deepest)
    for name, values in found.items():
        values.sort()
        figures[f"target.{name}.low"], figures[f"target.{name}.high"] = values[50], values[-51]


def luck(figures, folder, trades):
    draws = [(float(r["edge"]), float(r["costs"])) for r in rows(folder, "random")]
    if not draws or not trades:
        return
    edges, profits = [d[0] for d in draws], sorted(d[0] - d[1] for d in draws)
    own = sum(t["profit"] for t in trades)
    figures.update({
        "random.draws": len(draws), "random.mean_edge": sum(edges) / len(edges), "random.costs": draws[0][1],
        "random.standard_error": deviation(edges) / math.sqrt(len(edges)),
        "random.mean_profit": sum(profits) / len(profits), "random.own_profit": own,
        "random.share_below": sum(p < own for p in profits) / len(profits),
    })
    for percent in (5, 50, 95):
        figures[f"random.p{percent}"] = profits[(len(profits) - 1) * percent // 100]
    histogram(figures, "random", profits)


class Forecasts:
    def __init__(self):
        self.count = self.hits = 0
        self.returns = self.squares = 0.0
        self.by_percent = defaultdict(lambda: [0, 0])

    def add(self, confidence, move):
        hit = move > 0
        self.count += 1
        self.hits += hit
        self.returns += move
        self.squares += (confidence / 100 - hit) ** 2
        self.by_percent[confidence][0] += 1
        self.by_percent[confidence][1] += hit

    def put(self, figures, key):
        figures[f"{key}.count"] = self.count
        if self.count:
            figures[f"{key}.hit_rate"] = self.hits / self.count
            figures[f"{key}.low"], figures[f"{key}.high"] = wilson(self.hits, self.count)
            figures[f"{key}.mean_return"] = self.returns / self.count / 1e8
            figures[f"{key}.brier"] = self.squares / self.count

    def put_bins(self, figures, key):
        bins, error = defaultdict(lambda: [0, 0, 0]), 0.0
        for percent, (count, hits) in self.by_percent.items():
            place = bins[min(percent // 10 * 10, 90)]
            place[0] += count
            place[1] += hits
            place[2] += count * percent
        for low, (count, hits, stated) in bins.items():
            figures[f"{key}.bin.{low}.count"] = count
            figures[f"{key}.bin.{low}.stated"] = stated / count / 100
            figures[f"{key}.bin.{low}.happened"] = hits / count
            error += count * abs(stated / count / 100 - hits / count)
        if self.count:
            figures[f"{key}.calibration_error"] = error / self.count


def models(figures, folder, run):
    cut_offs = {key[11:]: int(value) for key, value in run.items() if key.startswith("cut_off_ms.")}
    records, leaks = defaultdict(Forecasts), defaultdict(Forecasts)
    counts, slots, questions = defaultdict(int), set(), defaultdict(dict)
    for row in rows(folder, "answers"):
        slot, channel, word = row["slot"], row["channel"], row["word"]
        key = f"{slot}.{channel}"
        slots.add(slot)
        short = "abstained" if word.startswith("abstained:") else word
        questions[row["time_ms"], row["symbol"], channel][slot] = short
        counts[f"model.{key}.{short.lower() if short != 'abstained' else short}"] += 1
        if short == "abstained":
            counts[f"model.{key}.abstained.{word[10:]}"] += 1
            continue
        if word == "HOLD":
            continue
        for horizon in HORIZONS:
            text = row[f"move_{horizon}"]
            if not text:
                continue
            move = int(text) * (1 if word == "BUY" else -1)
            records[f"{key}.{horizon}"].add(int(row["confidence"]), move)
            if horizon == JUDGED[channel] and slot in cut_offs:
                part = "before" if int(row["time_ms"]) < cut_offs[slot] else "after"
                leaks[f"{key}.{part}"].add(int(row["confidence"]), move)
    figures.update(counts)
    for slot in slots:
        for channel in JUDGED:
            for word in ("buy", "sell", "hold", "abstained"):
                figures.setdefault(f"model.{slot}.{channel}.{word}", 0)
            for horizon in HORIZONS:
                records[f"{slot}.{channel}.{horizon}"].put(figures, f"model.{slot}.{channel}.{horizon}")
            records[f"{slot}.{channel}.{JUDGED[channel]}"].put_bins(figures, f"model.{slot}.{channel}")
            for part in ("before", "after") if slot in cut_offs else ():
                leaks[f"{slot}.{channel}.{part}"].put(figures, f"leak.{slot}.{channel}.{part}")
    agreement(figures, sorted(slots), questions)
    return cut_offs


def percentile(values, percent):
    return sorted(values)[(len(values) - 1) * percent // 100]


def costs(figures, folder, profit):
    calls = list(rows(folder, "calls"))
    for slot in sorted({c["slot"] for c in calls}) + (["all"] if calls else []):
        own = [c for c in calls if slot in ("all", c["slot"])]
        total = lambda column: sum(int(c[column]) for c in own)
        prefix = "model." if slot == "all" else f"model.{slot}."
        said = sum(
            n for k, n in figures.items()
            if k.startswith(prefix) and k.split(".")[-1] in ("buy", "sell", "hold") and len(k.split(".")) == 4
        )
        usd, key = total("cost_nano_usd") / 1e9, f"cost.{slot}"
        figures.update({
            f"{key}.calls": len(own), f"{key}.failed": sum(bool(c["failure"]) for c in own), f"{key}.usd": usd,
            f"{key}.decisions": said, f"{key}.prompt_tokens": total("prompt_tokens"),
            f"{key}.reply_tokens": total("reply_tokens"),
        })
        if said:
            figures[f"{key}.usd_per_decision"] = usd / said
        if profit > 0:
            figures[f"{key}.usd_per_profit"] = usd / profit
        if total("prompt_tokens"):
            figures[f"{key}.cached_share"] = total("cached_tokens") / total("prompt_tokens")
        durations = [int(c["duration_ms"]) for c in own if c["duration_ms"]]
        for percent in (50, 95) if durations else ():
            figures[f"{key}.p{percent}_ms"] = percentile(durations, percent)


def agreement(figures, slots, questions):
    for place, first in enumerate(slots):
        for second in slots[place + 1:]:
            for channel in JUDGED:
                key = f"agree.{first}.{second}.{channel}"
                counts = defaultdict(int)
                for (_, _, asked), words in questions.items():
                    if asked == channel and first in words and second in words:
                        counts[words[first], words[second]] += 1
                for a in WORDS:
                    for b in WORDS:
                        figures[f"{key}.{a}.{b}"] = counts[a, b]
                spoke = sum(n for (a, b), n in counts.items() if "abstained" not in (a, b))
                if spoke:
                    figures[f"{key}.share"] = sum(counts[w, w] for w in WORDS[:3]) / spoke


def recomputed(folder):
    figures = {}
    run = {row["key"]: row["value"] for row in rows(folder, "run")}
    initial = float(run["initial_equity"])
    fills, funding = defaultdict(list), defaultdict(list)
    for row in rows(folder, "fills"):
        fills[row["book"]].append(row)
    for row in rows(folder, "funding"):
        funding[row["book"]].append(row)
    table = list(rows(folder, "equity"))
    names = [column[:-7] for column in table[0] if column.endswith("_equity")]
    points = {}
    for name in names:
        points[name] = [
            (int(r["time_ms"]), float(r[f"{name}_equity"]), float(r[f"{name}_exposure"]))
            for r in table if r[f"{name}_equity"]
        ]
        result = book(figures, name, points[name], fills[name], funding[name], initial)
        if name == "fused":
            returns, trades = result
    if trades:
        won = sum(t["profit"] > 0 for t in trades)
        figures["target.win_rate.low"], figures["target.win_rate.high"] = wilson(won, len(trades))
    bootstrap(figures, returns)
    histogram(figures, "trade", [t["profit"] for t in trades])
    for cause in {t["cause"] for t in trades}:
        own = [t["profit"] for t in trades if t["cause"] == cause]
        figures[f"exit.{cause}.trades"], figures[f"exit.{cause}.profit"] = len(own), sum(own)
    for side, name in (("buy", "long"), ("sell", "short")):
        own = [t["profit"] for t in trades if t["side"] == side]
        if own:
            figures[f"side.{name}.trades"], figures[f"side.{name}.profit"] = len(own), sum(own)
            figures[f"side.{name}.win_rate"] = sum(p > 0 for p in own) / len(own)
    luck(figures, folder, trades)
    cut_offs = models(figures, folder, run)
    costs(figures, folder, points["fused"][-1][1] - initial)
    if cut_offs:
        last = max(cut_offs.values())
        split = ([initial] + [p[1] for p in points["fused"] if p[0] < last])[-1]
        figures["leak.equity.before"] = split / initial - 1
        figures["leak.equity.after"] = points["fused"][-1][1] / split - 1
    return figures


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.current = [], None

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if "data-figure" in attributes:
            self.current = (attributes["data-figure"], float(attributes["value"]))
        for name in ("src", "href"):
            if not (attributes.get(name) or "data:").startswith(("data:", "#")):
                sys.exit(f"the page asks for {attributes[name]}")

    def handle_data(self, data):
        if self.current:
            self.found.append((*self.current, data))
            self.current = None


def agrees(a, b):
    return a == b or (a is not None and b is not None and math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9))


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    figures = recomputed(sys.argv[1])
    with open(f"{sys.argv[1]}/summary.json") as file:
        stated = json.load(file)["figures"]
    faults = [f"{k}: stated {v}, recomputed {figures.get(k)}" for k, v in stated.items() if not agrees(v, figures.get(k))]
    faults += [f"{k}: recomputed {v}, not stated" for k, v in figures.items() if v is not None and k not in stated]
    checked = len(stated)
    if len(sys.argv) == 3:
        page = Page()
        with open(sys.argv[2]) as file:
            page.feed(file.read())
        for key, value, text in page.found:
            digits = text.replace("%", "").replace("USD", "").replace("ms", "").strip()
            shown = float(digits) / (100 if "%" in text else 1)
            step = 10.0 ** -(len(digits.split(".")[1]) if "." in digits else 0) / (100 if "%" in text else 1)
            if not agrees(value, figures.get(key)) or abs(shown - value) > step * 0.501:
                faults.append(f"{key}: the page shows {text} for {value}, recomputed {figures.get(key)}")
        if not page.found:
            faults.append("the page has no number")
        checked += len(page.found)
    for fault in faults[:20]:
        print(fault)
    print(f"{checked} numbers checked, {len(faults)} differ")
    sys.exit(1 if faults else 0)


main()
