"""Writes the figures that empyrical-reloaded works out of an equity curve, for Tests/PerformanceTests.

    python3 -m venv venv && venv/bin/pip install empyrical-reloaded
    venv/bin/python Tests/peers/metrics.py Tests/PerformanceTests/Golden

The curve is 400 days long, drawn from a fixed seed, in whole cents, with a crash and a recovery. Both sides get the same
cents. Definitions agree when the library is told: daily returns, 365 periods a year, risk-free rate 0. Where they differ:

- Calmar: the library annualises by the count of returns (365 / n), we by the time between first and last point. On a curve of
  whole days both are the same exponent, because the initial equity stands one day before the first return.
- Sharpe and volatility: ddof 1 on both sides.
- Sortino: the library's downside risk is the root of the mean over all days of min(r, 0)^2 x 365, as ours.
- Maximum drawdown: the library starts its curve at 1 before the first return, as we do with the initial equity.
- Win rate, profit factor and expectancy are of trades with us; the library's are of days and are not compared.
"""

import math
import sys

import empyrical
import pandas

DAYS = 400


def curve():
    """SplitMix64 and a sum of uniforms: no library's generator, so that the file never changes."""
    state = 20260101
    cents = [10_000_000]

    def uniform():
        nonlocal state
        state = (state + 0x9E3779B97F4A7C15) % 2**64
        mixed = state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) % 2**64
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) % 2**64
        return (mixed ^ (mixed >> 31)) / 2**64

    for day in range(DAYS):
        shock = sum(uniform() for _ in range(12)) - 6
        drift = -0.02 if 150 <= day < 160 else 0.001
        cents.append(round(cents[-1] * (1 + drift + 0.012 * shock)))
    return cents


def main(folder):
    cents = curve()
    returns = pandas.Series(
        [after / before - 1 for before, after in zip(cents, cents[1:])],
        index=pandas.date_range("2025-01-01", periods=DAYS, freq="D"),
    )
    figures = {
        "total_return": empyrical.cum_returns_final(returns),
        "cagr": empyrical.cagr(returns, annualization=365),
        "volatility": empyrical.annual_volatility(returns, annualization=365),
        "sharpe": empyrical.sharpe_ratio(returns, annualization=365),
        "sortino": empyrical.sortino_ratio(returns, annualization=365),
        "max_drawdown": -empyrical.max_drawdown(returns),
        "calmar": empyrical.calmar_ratio(returns, annualization=365),
    }
    assert all(math.isfinite(value) for value in figures.values())
    with open(f"{folder}/equity-cents.txt", "w") as file:
        file.write("".join(f"{value}\n" for value in cents))
    with open(f"{folder}/empyrical.txt", "w") as file:
        file.write(f"# empyrical-reloaded {empyrical.__version__}, {DAYS} days, 365 a year\n")
        file.write("".join(f"{name} {value!r}\n" for name, value in ((n, float(v)) for n, v in figures.items())))


main(sys.argv[1])
