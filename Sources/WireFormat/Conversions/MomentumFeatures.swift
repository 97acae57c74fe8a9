import SwiftProtobuf
import TradingDomain

extension Tandem_V1_MomentumFeatures {
    init(_ momentum: MomentumFeatures, _ last: LastValues) {
        closeTimeMs = momentum.closeTime.milliseconds
        closeE8 = momentum.close.units
        if let value = momentum.ema20 { ema20 = value }
        if let value = momentum.ema50 { ema50 = value }
        if let value = momentum.macd { macd = Tandem_V1_Macd(value) }
        if let value = momentum.rsi7 { rsi7 = value }
        if let value = momentum.rsi14 { rsi14 = value }
        if let value = momentum.atr14 { atr14 = value }
        if let value = momentum.breakout {
            breakout = .with {
                $0.side = value.side.rawValue
                $0.level = value.level
                $0.excessAtr = value.excess
            }
        }
        if let value = momentum.volumeRatio { volumeRatio = value }
        if let value = momentum.momentum { momentumPercent = value }
        if let value = momentum.condition { condition = value.rawValue }
        if let value = momentum.microTrend { microTrend = value.rawValue }
        if let value = momentum.squeeze { squeeze = value }
        if let value = momentum.divergence { divergence = value.rawValue }
        lastCloses = last.closes
        lastEma20 = last.ema20
        lastMacd = last.macd
        lastRsi7 = last.rsi7
        lastRsi14 = last.rsi14
    }

    func domain() throws(WireError) -> MomentumFeatures {
        var momentum = MomentumFeatures(
            closeTime: try readTime(hasCloseTimeMs ? closeTimeMs : nil, "momentum.close_time_ms"),
            close: try readPrice(hasCloseE8 ? closeE8 : nil, "momentum.close_e8")
        )
        momentum.ema20 = try readFinite(hasEma20 ? ema20 : nil, "momentum.ema20")
        momentum.ema50 = try readFinite(hasEma50 ? ema50 : nil, "momentum.ema50")
        if hasMacd { momentum.macd = try macd.domain() }
        momentum.rsi7 = try readFinite(hasRsi7 ? rsi7 : nil, "momentum.rsi7")
        momentum.rsi14 = try readFinite(hasRsi14 ? rsi14 : nil, "momentum.rsi14")
        momentum.atr14 = try readFinite(hasAtr14 ? atr14 : nil, "momentum.atr14")
        if hasBreakout {
            momentum.breakout = MomentumFeatures.Breakout(
                side: try readCase(breakout.hasSide ? breakout.side : nil, "breakout.side"),
                level: try readNumber(breakout.hasLevel ? breakout.level : nil, "breakout.level"),
                excess: try readNumber(breakout.hasExcessAtr ? breakout.excessAtr : nil, "breakout.excess_atr")
            )
        }
        momentum.volumeRatio = try readFinite(hasVolumeRatio ? volumeRatio : nil, "momentum.volume_ratio")
        momentum.momentum = try readFinite(hasMomentumPercent ? momentumPercent : nil, "momentum.momentum_percent")
        if hasCondition { momentum.condition = try readCase(condition, "momentum.condition") }
        if hasMicroTrend { momentum.microTrend = try readCase(microTrend, "momentum.micro_trend") }
        if hasSqueeze { momentum.squeeze = squeeze }
        if hasDivergence { momentum.divergence = try readCase(divergence, "momentum.divergence") }
        return momentum
    }

    func lastValues() throws(WireError) -> LastValues {
        var last = LastValues()
        last.closes = try readSeries(lastCloses, "momentum.last_closes")
        last.ema20 = try readSeries(lastEma20, "momentum.last_ema20")
        last.macd = try readSeries(lastMacd, "momentum.last_macd")
        last.rsi7 = try readSeries(lastRsi7, "momentum.last_rsi7")
        last.rsi14 = try readSeries(lastRsi14, "momentum.last_rsi14")
        return last
    }
}
