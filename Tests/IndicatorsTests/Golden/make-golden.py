"""Golden indicator values from TA-Lib for the walk that SyntheticWalk.swift generates.

usage: make-golden.py > indicators.csv
needs: pip install TA-Lib numpy   (made with TA-Lib 0.8.2, C library 0.8.1, x86-64)
Column names carry the parameters; cells are shortest round-trip digits, empty where there is no value. Of the 400 rows
those around every warm-up, around the halt and at the end are written. What TA-Lib does not define (z-score, realised
volatility, session average) is recomputed at each row in exact fractions, or with a correctly rounded sum.
"""
import math
import sys
from fractions import Fraction

import numpy as np
import talib

ROWS, FLAT_START, HALT, RUN = 400, 12, range(200, 222), range(300, 330)
KEPT = [*range(0, 80), *range(195, 235), *range(395, 400)]


def walk():
    """Integer ticks of 1/100 from a 64-bit linear congruential generator: exact in any language."""
    state, close, rows = 2026, 6400, []

    def draw(bound):
        nonlocal state
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (state >> 33) % bound

    for row in range(ROWS):
        if row < FLAT_START or row in HALT:
            rows.append((close, close, close, 0))
            continue
        opening, drift = close, 9 if row in RUN else 0
        close = max(opening + draw(61) - 30 + drift, 100)
        high = max(opening, close) + draw(12)
        low = min(opening, close) - draw(12)
        rows.append((high, low, close, draw(90_000) + 1))
    return rows


ticks = walk()
h, l, c = (np.array([r[k] for r in ticks]) / 100.0 for k in range(3))
v = np.array([r[3] for r in ticks]) / 1000.0
columns = {}


def add(names, arrays):
    for name, array in zip(names.split(), arrays if isinstance(arrays, (tuple, list)) else [arrays]):
        columns[name] = array


for n in (2, 9, 50):
    add(f"ema_{n}", talib.EMA(c, n))
for n in (2, 7):
    add(f"sma_{n}", talib.SMA(c, n))
for n in (2, 7, 21):
    add(f"rsi_{n}", talib.RSI(c, n))
for f, s, g in ((12, 26, 9), (3, 10, 16), (5, 8, 1)):
    add(f"macd_{f}_{s}_{g} macds_{f}_{s}_{g} macdh_{f}_{s}_{g}", talib.MACD(c, f, s, g))
for n in (1, 3, 22):
    add(f"atr_{n}", talib.ATR(h, l, c, n))
for n in (2, 9):
    add(f"adx_{n}", talib.ADX(h, l, c, n))
    add(f"pdi_{n}", talib.PLUS_DI(h, l, c, n))
    add(f"mdi_{n}", talib.MINUS_DI(h, l, c, n))
for n, d in ((10, 1), (20, 2), (33, 2.5)):
    add(f"bbu_{n}_{d} bbm_{n}_{d} bbl_{n}_{d}", talib.BBANDS(c, n, d, d, 0))
for n in (2, 13):
    add(f"dcu_{n}", talib.MAX(h, n))
    add(f"dcl_{n}", talib.MIN(l, n))
add("obv", talib.OBV(c, v))
for n in (1, 9):
    add(f"roc_{n}", talib.ROC(c, n))
for f, s, d in ((5, 3, 3), (14, 1, 4)):
    k, slow = talib.STOCH(h, l, c, f, s, 0, d, 0)
    fast = np.where(np.isnan(k), np.nan, talib.STOCHF(h, l, c, f, 1, 0)[0])
    add(f"stf_{f}_{s}_{d} stk_{f}_{s}_{d} std_{f}_{s}_{d}", (fast, k, slow))
for n in (5, 30):
    add(f"sd_{n}", talib.STDDEV(c, n, 1))
for n in (10, 30):
    # TA-Lib prints 0 where a series stands still or its sums have cancelled; there is no correlation there.
    still = [i + 1 >= n and (len(set(c[i + 1 - n:i + 1])) == 1 or len(set(v[i + 1 - n:i + 1])) == 1) for i in range(ROWS)]
    add(f"cor_{n}", np.where(still, np.nan, talib.CORREL(c, v, n)))


def scores(n):
    z, ratio = np.full(ROWS, np.nan), np.full(ROWS, np.nan)
    for i in range(n, ROWS):
        window = [Fraction(x) for x in v[i - n:i]]
        mean = sum(window) / n
        variance = sum((x - mean) ** 2 for x in window) / n
        if variance > 0:
            z[i] = float(Fraction(v[i]) - mean) / math.sqrt(variance)
        if mean > 0:
            ratio[i] = float(Fraction(v[i]) / mean)
    return z, ratio


def volatility(n, year):
    out, returns = np.full(ROWS, np.nan), [math.log(b / a) for a, b in zip(c, c[1:])]
    for i in range(n, ROWS):
        window = returns[i - n:i]
        mean = math.fsum(window) / n
        out[i] = math.sqrt(math.fsum((x - mean) ** 2 for x in window) / (n - 1)) * math.sqrt(year)
    return out


def session_average(length):
    out = np.full(ROWS, np.nan)
    for i in range(ROWS):
        rows = range(i - i % length, i + 1)
        volume = sum(Fraction(v[j]) for j in rows)
        if volume > 0:
            turnover = sum((Fraction(h[j]) + Fraction(l[j]) + Fraction(c[j])) / 3 * Fraction(v[j]) for j in rows)
            out[i] = float(turnover / volume)
    return out


for n in (5, 20):
    add(f"vz_{n} vr_{n}", scores(n))
for n, year in ((6, 1), (30, 2190)):
    add(f"rv_{n}_{year}", volatility(n, year))
add("vwap_48", session_average(48))

print("row," + ",".join(columns))
for i in KEPT:
    cells = ("" if np.isnan(x[i]) else repr(float(x[i])) for x in columns.values())
    print(f"{i}," + ",".join(cells))
print(f"{len(columns)} columns, {len(KEPT)} rows", file=sys.stderr)
