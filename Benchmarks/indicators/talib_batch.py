"""The nine standard indicators by TA-Lib, batch.

usage: talib_batch.py SERIES CANDLES RUNS
SERIES holds highs, lows and closes as doubles, one after the other. Prints `candles_per_second checksum`: the median of
the runs, and the sum of the last candle's 13 numbers. needs: pip install TA-Lib numpy
"""
import statistics
import sys
import time

import numpy as np
import talib

high, low, close = np.fromfile(sys.argv[1]).reshape(3, int(sys.argv[2]))


def nine():
    return [
        talib.EMA(close, 20), talib.EMA(close, 50), talib.RSI(close, 7), talib.RSI(close, 14),
        *talib.MACD(close, 12, 26, 9), talib.ATR(high, low, close, 3), talib.ATR(high, low, close, 14),
        talib.ADX(high, low, close, 14), *talib.BBANDS(close, 20, 2, 2, 0),
    ]


columns = nine()
times = []
for _ in range(int(sys.argv[3])):
    start = time.process_time()
    nine()
    times.append(time.process_time() - start)
print(int(len(close) / statistics.median(times)), sum(float(column[-1]) for column in columns))
