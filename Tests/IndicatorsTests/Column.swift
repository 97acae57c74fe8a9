import Indicators
import Testing

/// A named output of an indicator: how to make it anew, and how close it must be to its reference.
struct Column: Sendable, CustomTestStringConvertible {
    let name: String
    /// Largest relative error allowed; 0 asks for the same bits.
    let tolerance: Double
    /// A fresh indicator, as a function from the next candle to its reading.
    let make: @Sendable () -> (Sample) -> Double?

    var testDescription: String { name }

    init(_ name: String, within tolerance: Double = 0, _ make: @escaping @Sendable () -> (Sample) -> Double?) {
        self.name = name
        self.tolerance = tolerance
        self.make = make
    }

    /// The readings over a whole series.
    func readings(over samples: [Sample]) -> [Double?] {
        samples.map(make())
    }

    /// An output of an indicator of closes.
    static func ofClose<Indicator: Sendable>(
        _ name: String,
        _ indicator: Indicator,
        _ read: @escaping @Sendable (inout Indicator, Double) -> Double?
    ) -> Column {
        Column(name) {
            var indicator = indicator
            return { read(&indicator, $0.close) }
        }
    }

    /// An output of an indicator of whole candles.
    static func ofCandle<Indicator: Sendable>(
        _ name: String,
        within tolerance: Double = 0,
        _ indicator: Indicator,
        _ read: @escaping @Sendable (inout Indicator, Sample) -> Double?
    ) -> Column {
        Column(name, within: tolerance) {
            var indicator = indicator
            return { read(&indicator, $0) }
        }
    }
}

extension Column {
    static func ema(_ period: Int, as name: String) -> Column {
        ofClose(name, EMA(period: period)) { $0.update($1) }
    }

    static func rsi(_ period: Int, as name: String) -> Column {
        ofClose(name, RSI(period: period)) { $0.update($1) }
    }

    static func atr(_ period: Int, as name: String) -> Column {
        ofCandle(name, ATR(period: period)) { $0.update(high: $1.high, low: $1.low, close: $1.close) }
    }

    static func macd(_ indicator: MACD, as names: (line: String, signal: String, histogram: String)) -> [Column] {
        [
            ofClose(names.line, indicator) { $0.update($1)?.line },
            ofClose(names.signal, indicator) { $0.update($1)?.signal },
            ofClose(names.histogram, indicator) { $0.update($1)?.histogram },
        ]
    }

    static func adx(_ period: Int, as names: (adx: String, plus: String, minus: String)) -> [Column] {
        func column(_ name: String, _ output: @escaping @Sendable (ADX) -> Double?) -> Column {
            ofCandle(name, ADX(period: period)) {
                $0.update(high: $1.high, low: $1.low, close: $1.close)
                return output($0)
            }
        }
        return [
            column(names.adx) { $0.value }, column(names.plus) { $0.plusDI }, column(names.minus) { $0.minusDI },
        ]
    }

    static func bollinger(
        _ indicator: Bollinger,
        as names: (upper: String, middle: String, lower: String)
    ) -> [Column] {
        [
            ofClose(names.upper, indicator) { $0.update($1)?.upper },
            ofClose(names.middle, indicator) { $0.update($1)?.middle },
            ofClose(names.lower, indicator) { $0.update($1)?.lower },
        ]
    }
}
