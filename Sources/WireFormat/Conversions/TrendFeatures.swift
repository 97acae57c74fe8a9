import SwiftProtobuf
import TradingDomain

extension Tandem_V1_TrendFeatures {
    init(_ trend: TrendFeatures) {
        closeTimeMs = trend.closeTime.milliseconds
        closeE8 = trend.close.units
        if let value = trend.direction { direction = value.rawValue }
        if let value = trend.strength { strength = value.rawValue }
        if let value = trend.ema20 { ema20 = value }
        if let value = trend.ema50 { ema50 = value }
        if let value = trend.macd { macd = Tandem_V1_Macd(value) }
        if let value = trend.rsi14 { rsi14 = value }
        if let value = trend.adx14 { adx14 = value }
        if let value = trend.atr3 { atr3 = value }
        if let value = trend.atr14 { atr14 = value }
        if let value = trend.bollinger {
            bollinger = .with {
                $0.upper = value.upper
                $0.middle = value.middle
                $0.lower = value.lower
            }
        }
        if let value = trend.volumeRatio { volumeRatio = value }
        if let value = trend.momentum { momentumPercent = value }
        supports = trend.supports.map(Tandem_V1_PriceLevel.init)
        resistances = trend.resistances.map(Tandem_V1_PriceLevel.init)
    }

    func domain() throws(WireError) -> TrendFeatures {
        var trend = TrendFeatures(
            closeTime: try readTime(hasCloseTimeMs ? closeTimeMs : nil, "trend.close_time_ms"),
            close: try readPrice(hasCloseE8 ? closeE8 : nil, "trend.close_e8")
        )
        if hasDirection { trend.direction = try readCase(direction, "trend.direction") }
        if hasStrength { trend.strength = try readCase(strength, "trend.strength") }
        trend.ema20 = try readFinite(hasEma20 ? ema20 : nil, "trend.ema20")
        trend.ema50 = try readFinite(hasEma50 ? ema50 : nil, "trend.ema50")
        if hasMacd { trend.macd = try macd.domain() }
        trend.rsi14 = try readFinite(hasRsi14 ? rsi14 : nil, "trend.rsi14")
        trend.adx14 = try readFinite(hasAdx14 ? adx14 : nil, "trend.adx14")
        trend.atr3 = try readFinite(hasAtr3 ? atr3 : nil, "trend.atr3")
        trend.atr14 = try readFinite(hasAtr14 ? atr14 : nil, "trend.atr14")
        if hasBollinger {
            trend.bollinger = BollingerValue(
                upper: try readNumber(bollinger.hasUpper ? bollinger.upper : nil, "bollinger.upper"),
                middle: try readNumber(bollinger.hasMiddle ? bollinger.middle : nil, "bollinger.middle"),
                lower: try readNumber(bollinger.hasLower ? bollinger.lower : nil, "bollinger.lower")
            )
        }
        trend.volumeRatio = try readFinite(hasVolumeRatio ? volumeRatio : nil, "trend.volume_ratio")
        trend.momentum = try readFinite(hasMomentumPercent ? momentumPercent : nil, "trend.momentum_percent")
        trend.supports = try readList(supports, "trend.supports") { level throws(WireError) in try level.domain() }
        trend.resistances = try readList(resistances, "trend.resistances") { level throws(WireError) in
            try level.domain()
        }
        return trend
    }
}

extension Tandem_V1_PriceLevel {
    init(_ level: PriceLevel) {
        price = level.price
        touches = UInt32(clamping: level.touches)
        lastTouchMs = level.lastTouch.milliseconds
        distanceAtr = level.distance
    }

    func domain() throws(WireError) -> PriceLevel {
        PriceLevel(
            price: try readNumber(hasPrice ? price : nil, "level.price"),
            touches: Int(try required(hasTouches ? touches : nil, "level.touches")),
            lastTouch: try readTime(hasLastTouchMs ? lastTouchMs : nil, "level.last_touch_ms"),
            distance: try readNumber(hasDistanceAtr ? distanceAtr : nil, "level.distance_atr")
        )
    }
}

extension Tandem_V1_Macd {
    init(_ value: MACDValue) {
        line = value.line
        signal = value.signal
        histogram = value.histogram
    }

    func domain() throws(WireError) -> MACDValue {
        MACDValue(
            line: try readNumber(hasLine ? line : nil, "macd.line"),
            signal: try readNumber(hasSignal ? signal : nil, "macd.signal"),
            histogram: try readNumber(hasHistogram ? histogram : nil, "macd.histogram")
        )
    }
}
