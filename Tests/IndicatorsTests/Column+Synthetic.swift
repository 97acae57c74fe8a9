import Indicators

extension Column {
    /// Every column of `Golden/indicators.csv`, its parameters in its name as there.
    static let synthetic: [Column] = averages + oscillators + ranges + volumes + statistics

    private static let averages: [Column] =
        [2, 9, 50].map { ema($0, as: "ema_\($0)") }
        + [2, 7].map { period in ofClose("sma_\(period)", SMA(period: period)) { $0.update($1) } }
        + [(12, 26, 9), (3, 10, 16), (5, 8, 1)].flatMap { fast, slow, signal in
            let suffix = "\(fast)_\(slow)_\(signal)"
            return macd(
                MACD(fast: fast, slow: slow, signal: signal),
                as: ("macd_\(suffix)", "macds_\(suffix)", "macdh_\(suffix)")
            )
        }
        + [(10, 1, "1"), (20, 2, "2"), (33, 2.5, "2.5")].flatMap { period, deviations, text in
            bollinger(
                Bollinger(period: period, deviations: deviations),
                as: ("bbu_\(period)_\(text)", "bbm_\(period)_\(text)", "bbl_\(period)_\(text)")
            )
        }

    private static let oscillators: [Column] =
        [2, 7, 21].map { rsi($0, as: "rsi_\($0)") }
        + [2, 9].flatMap { adx($0, as: ("adx_\($0)", "pdi_\($0)", "mdi_\($0)")) }
        + [1, 9].map { period in ofClose("roc_\(period)", ROC(period: period)) { $0.update($1) } }
        + [(5, 3, 3), (14, 1, 4)].flatMap { fast, slow, slower in
            let suffix = "\(fast)_\(slow)_\(slower)"
            func column(_ name: String, _ output: @escaping @Sendable (Stochastic.Output) -> Double) -> Column {
                ofCandle("\(name)_\(suffix)", Stochastic(fastK: fast, slowK: slow, slowD: slower)) {
                    $0.update(high: $1.high, low: $1.low, close: $1.close).map(output)
                }
            }
            return [column("stf") { $0.fastK }, column("stk") { $0.slowK }, column("std") { $0.slowD }]
        }

    private static let ranges: [Column] =
        [1, 3, 22].map { atr($0, as: "atr_\($0)") }
        + [2, 13].flatMap { period in
            [
                ofCandle("dcu_\(period)", Donchian(period: period)) { $0.update(high: $1.high, low: $1.low)?.upper },
                ofCandle("dcl_\(period)", Donchian(period: period)) { $0.update(high: $1.high, low: $1.low)?.lower },
            ]
        }

    private static let volumes: [Column] =
        [ofCandle("obv", OBV()) { $0.update(close: $1.close, volume: $1.volume) }]
        + [5, 20].flatMap { period in
            [
                ofCandle("vz_\(period)", within: 1e-9, VolumeZScore(period: period)) { $0.update($1.volume) },
                ofCandle("vr_\(period)", within: 1e-12, VolumeZScore(period: period)) {
                    $0.update($1.volume)
                    return $0.ratio
                },
            ]
        }
        + [
            ofCandle("vwap_48", within: 1e-12, (VWAP(), 0)) {
                if $0.1 % 48 == 0 { $0.0.reset() }
                $0.1 += 1
                return $0.0.update(high: $1.high, low: $1.low, close: $1.close, volume: $1.volume)
            }
        ]

    private static let statistics: [Column] =
        [5, 30].map { period in
            ofClose("sd_\(period)", RollingStandardDeviation(period: period)) { $0.update($1) }
        }
        + [10, 30].map { period in
            ofCandle("cor_\(period)", RollingCorrelation(period: period)) { $0.update($1.close, $1.volume) }
        }
        + [(6, 1.0), (30, 2190.0)].map { period, year in
            ofCandle(
                "rv_\(period)_\(Int(year))",
                within: 1e-9,
                RealisedVolatility(period: period, periodsPerYear: year)
            ) { $0.update($1.close) }
        }
}
