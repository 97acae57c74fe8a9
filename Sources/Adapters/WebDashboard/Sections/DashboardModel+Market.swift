internal import JSONText
internal import TradingDomain

/// Candles with what was traded on them.
extension DashboardModel {
    func write(candles writer: inout JSONWriter, of symbol: Symbol) {
        let series = candles[symbol] ?? []
        let from = series.first?.openTime ?? .epoch
        writer.object { writer in
            writer.member("symbol", symbol.description)
            writer.member("timeframe", run.entryTimeframe.rawValue)
            writer.member("seconds", run.entryTimeframe.milliseconds / 1000)
            writer.arrayMember("t") { writer in
                for candle in series { writer.integer(candle.openTime.milliseconds / 1000) }
            }
            for (key, price) in [("o", \Candle.open), ("h", \.high), ("l", \.low), ("c", \.close)] {
                writer.arrayMember(key) { writer in
                    for candle in series { writer.raw(candle[keyPath: price].description) }
                }
            }
            writer.arrayMember("v") { writer in
                for candle in series { writer.raw(candle.volume.description) }
            }
            writer.arrayMember("fills") { writer in
                for fill in fills where fill.symbol == symbol && fill.time >= from {
                    DashboardModel.write(marker: fill, to: &writer)
                }
            }
            if let holding = account?.holdings.first(where: { $0.position.symbol == symbol }) {
                writer.objectMember("position") { writer in
                    writer.member("side", holding.position.side == .buy ? "long" : "short")
                    writer.key("entry")
                    writer.raw(holding.position.averagePrice.description)
                    writer.key("stop")
                    writer.raw(holding.position.protection.stopLoss.description)
                    writer.key("target")
                    writer.raw(holding.position.protection.takeProfit.description)
                }
            } else {
                writer.nullMember("position")
            }
        }
    }

    private static func write(marker fill: Fill, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("t", fill.time.milliseconds / 1000)
            writer.key("price")
            writer.raw(fill.price.description)
            writer.member("side", fill.side.rawValue)
            writer.member("cause", fill.cause.rawValue)
            writer.member("quantity", fill.quantity.description)
            writer.member("profit", fill.realisedProfit.description)
        }
    }
}
