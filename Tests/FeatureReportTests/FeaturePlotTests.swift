import FeatureReport
import Foundation
import Testing
import TradingDomain

@Suite struct FeaturePlotTests {
    @Test func drawsEachCandleOnceAndIsWellFormed() throws {
        let candles = try Candles.walk(count: 300)
        var trend = TrendFeatures(closeTime: Candles.start, close: try #require(candles.last).close)
        let price = try #require(candles.last).close.value
        trend.supports = [PriceLevel(price: price * 0.999, touches: 2, lastTouch: Candles.start, distance: 1)]
        trend.resistances = [PriceLevel(price: price * 9, touches: 7, lastTouch: Candles.start, distance: 9)]
        let svg = try #require(FeaturePlot(candles: candles, trend: trend, last: 120)).svg
        let wicks = svg.split(separator: "class=\"wick").count - 1
        #expect(wicks == 120)
        #expect(svg.contains("2 touches"))
        #expect(!svg.contains("7 touches"), "a level far away would press the candles flat")
        #expect(!svg.contains("nan") && !svg.contains("inf"))
        #expect(!svg.contains("href"), "nothing from outside")
        let parser = XMLReader()
        #expect(parser.isWellFormed(svg))
    }

    @Test func fewCandlesAndAPriceThatStandsStillAreDrawnToo() throws {
        #expect(FeaturePlot(candles: try Candles.walk(count: 1), trend: nil, last: 10) == nil)
        #expect(FeaturePlot(candles: [], trend: nil, last: 10) == nil)
        let price = try Price(units: 100)
        let flat = try (0..<60).map { index in
            try Candle(
                symbol: Symbol("BTCUSDT"),
                timeframe: .threeMinutes,
                openTime: Candles.start.advanced(byMilliseconds: Int64(index) * 180_000),
                open: price,
                high: price,
                low: price,
                close: price,
                volume: .zero
            )
        }
        for count in [2, 60] {
            let svg = try #require(FeaturePlot(candles: Array(flat.prefix(count)), trend: nil, last: 1_000)).svg
            #expect(!svg.contains("nan") && !svg.contains("inf"))
        }
    }
}

/// Tags open and close in order.
private struct XMLReader {
    func isWellFormed(_ text: String) -> Bool {
        var open: [Substring] = []
        for tag in text.split(separator: "<", omittingEmptySubsequences: true) {
            let name = tag.prefix { $0.isLetter || $0 == "/" }
            guard let end = tag.firstIndex(of: ">") else { return false }
            if name.hasPrefix("/") {
                guard open.popLast() == name.dropFirst() else { return false }
            } else if tag[tag.index(before: end)] != "/" {
                open.append(name)
            }
        }
        return open.isEmpty
    }
}
