import TradingDomain

/// The factor between real prices and shown ones.
struct PriceScale {
    private let real_units: Int64
    private let shown_units: Int64
    private let factor: Double

    /// - Parameters:
    ///   - real: units of a real price, above zero.
    ///   - shown: units of the price that is shown for it, above zero.
    init(from real: Int64, to shown: Int64) {
        (real_units, shown_units) = (real, shown)
        factor = Double(shown) / Double(real)
    }

    func shown(_ price: Price) -> Price? {
        FixedPoint.multiply(price.units, shown_units, dividedBy: real_units).flatMap { try? Price(units: $0) }
    }

    func real(_ price: Price) -> Price? {
        FixedPoint.multiply(price.units, real_units, dividedBy: shown_units).flatMap { try? Price(units: $0) }
    }

    /// Of an amount in the quote currency.
    func shown(_ amount: Double) -> Double { amount * factor }
}

extension TrendFeatures {
    func masked(by scale: PriceScale, _ shift_ms: Int64) -> TrendFeatures {
        var shown = self
        shown.closeTime = closeTime.advanced(byMilliseconds: shift_ms)
        shown.close = scale.shown(close) ?? close
        shown.ema20 = ema20.map(scale.shown)
        shown.ema50 = ema50.map(scale.shown)
        shown.macd = macd?.masked(by: scale)
        shown.atr3 = atr3.map(scale.shown)
        shown.atr14 = atr14.map(scale.shown)
        if let bands = bollinger {
            shown.bollinger = BollingerValue(
                upper: scale.shown(bands.upper),
                middle: scale.shown(bands.middle),
                lower: scale.shown(bands.lower)
            )
        }
        shown.supports = supports.map { $0.masked(by: scale, shift_ms) }
        shown.resistances = resistances.map { $0.masked(by: scale, shift_ms) }
        return shown
    }
}

extension MomentumFeatures {
    func masked(by scale: PriceScale, _ shift_ms: Int64) -> MomentumFeatures {
        var shown = self
        shown.closeTime = closeTime.advanced(byMilliseconds: shift_ms)
        shown.close = scale.shown(close) ?? close
        shown.ema20 = ema20.map(scale.shown)
        shown.ema50 = ema50.map(scale.shown)
        shown.macd = macd?.masked(by: scale)
        shown.atr14 = atr14.map(scale.shown)
        shown.breakout = breakout.map {
            Breakout(side: $0.side, level: scale.shown($0.level), excess: $0.excess)
        }
        return shown
    }
}

extension LastValues {
    func masked(by scale: PriceScale) -> LastValues {
        var shown = self
        shown.closes = closes.map(scale.shown)
        shown.ema20 = ema20.map(scale.shown)
        shown.macd = macd.map(scale.shown)
        return shown
    }
}

extension MACDValue {
    func masked(by scale: PriceScale) -> MACDValue {
        MACDValue(line: scale.shown(line), signal: scale.shown(signal), histogram: scale.shown(histogram))
    }
}

extension PriceLevel {
    func masked(by scale: PriceScale, _ shift_ms: Int64) -> PriceLevel {
        PriceLevel(
            price: scale.shown(price),
            touches: touches,
            lastTouch: lastTouch.advanced(byMilliseconds: shift_ms),
            distance: distance
        )
    }
}

extension AccountView.Position {
    /// - Returns: `nil` for a price that has none at the other scale.
    func masked(as name: Symbol, by scale: PriceScale) -> AccountView.Position? {
        guard let average = scale.shown(averagePrice), let stop = scale.shown(protection.stopLoss),
            let target = scale.shown(protection.takeProfit)
        else { return nil }
        return try? AccountView.Position(
            symbol: name,
            side: side,
            size_percent: size_percent,
            averagePrice: average,
            protection: Order.Protection(stopLoss: stop, takeProfit: target)
        )
    }
}
