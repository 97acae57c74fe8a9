import SwiftProtobuf
package import TradingDomain

extension Tandem_V1_Candle {
    init(_ candle: Candle) {
        symbol = candle.symbol.description
        timeframe = candle.timeframe.rawValue
        openTimeMs = candle.openTime.milliseconds
        openE8 = candle.open.units
        highE8 = candle.high.units
        lowE8 = candle.low.units
        closeE8 = candle.close.units
        volumeE8 = candle.volume.units
    }

    func domain() throws(WireError) -> Candle {
        let name = try readSymbol(hasSymbol ? symbol : nil, "candle.symbol")
        let frame: Timeframe = try readCase(hasTimeframe ? timeframe : nil, "candle.timeframe")
        let openTime = try readTime(hasOpenTimeMs ? openTimeMs : nil, "candle.open_time_ms")
        let open = try readPrice(hasOpenE8 ? openE8 : nil, "candle.open_e8")
        let high = try readPrice(hasHighE8 ? highE8 : nil, "candle.high_e8")
        let low = try readPrice(hasLowE8 ? lowE8 : nil, "candle.low_e8")
        let close = try readPrice(hasCloseE8 ? closeE8 : nil, "candle.close_e8")
        let volume = try readQuantity(hasVolumeE8 ? volumeE8 : nil, "candle.volume_e8")
        return try checked("candle") { () throws(ValueError) in
            try Candle(
                symbol: name,
                timeframe: frame,
                openTime: openTime,
                open: open,
                high: high,
                low: low,
                close: close,
                volume: volume
            )
        }
    }
}

extension Tandem_V1_MarketEvent {
    package init(_ event: MarketEvent) {
        position = event.position
        timeMs = event.time.milliseconds
        switch event.kind {
        case .candleClosed(let candle):
            candleClosed = Tandem_V1_Candle(candle)
        case .gapFound(let symbol, let timeframe, let from, let to):
            gapFound = .with {
                $0.symbol = symbol.description
                $0.timeframe = timeframe.rawValue
                $0.fromMs = from.milliseconds
                $0.toMs = to.milliseconds
            }
        case .tick:
            tick = Tandem_V1_Tick()
        case .fundingSettled(let symbol, let rate):
            fundingSettled = .with {
                $0.symbol = symbol.description
                $0.rateE8 = rate.units
            }
        }
    }

    package func domain() throws(WireError) -> MarketEvent {
        let position = try required(hasPosition ? position : nil, "event.position")
        guard position > 0 else { throw .refused(field: "event.position", reason: "positions begin at 1") }
        let time = try readTime(hasTimeMs ? timeMs : nil, "event.time_ms")
        return MarketEvent(position: position, time: time, kind: try domainKind(at: time))
    }

    private func domainKind(at time: Timestamp) throws(WireError) -> MarketEvent.Kind {
        switch try required(kind, "event.kind") {
        case .candleClosed(let candle):
            let candle = try candle.domain()
            guard candle.closeTime == time else {
                throw .refused(field: "event.time_ms", reason: "\(time) is not the candle's close time")
            }
            return .candleClosed(candle)
        case .gapFound(let gap):
            return .gapFound(
                try readSymbol(gap.hasSymbol ? gap.symbol : nil, "gap.symbol"),
                try readCase(gap.hasTimeframe ? gap.timeframe : nil, "gap.timeframe"),
                from: try readTime(gap.hasFromMs ? gap.fromMs : nil, "gap.from_ms"),
                to: try readTime(gap.hasToMs ? gap.toMs : nil, "gap.to_ms")
            )
        case .tick:
            return .tick
        case .fundingSettled(let funding):
            return .fundingSettled(
                try readSymbol(funding.hasSymbol ? funding.symbol : nil, "funding.symbol"),
                try readRate(funding.hasRateE8 ? funding.rateE8 : nil, "funding.rate_e8")
            )
        }
    }
}
