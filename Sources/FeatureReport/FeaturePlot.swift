package import TradingDomain

/// A chart of one symbol as a self-contained SVG: candles with EMA20, EMA50, Bollinger and the 4 h levels, then RSI14, then
/// MACD; to be compared with a chart that a person trusts.
package struct FeaturePlot: Sendable {
    /// Candles in a plot, at most.
    package static let most_candles = 500
    static let width = 1200.0
    static let left = 12.0
    static let right = 1110.0

    let symbol: Symbol
    let timeframe: Timeframe
    let points: [PlotPoint]
    let levels: (supports: [PriceLevel], resistances: [PriceLevel])
    let prices: Pane
    let rsi = Pane(top: 500, height: 100, low: 0, high: 100)
    let macd: Pane

    /// `nil` when there are fewer than two candles.
    ///
    /// - Parameters:
    ///   - candles: of one symbol, oldest first, from where the indicators begin.
    ///   - trend: the 4 h view, for its levels.
    ///   - count: how many of the last candles are drawn, 2 to ``most_candles``.
    package init?(candles: [Candle], trend: TrendFeatures?, last count: Int) {
        let points = PlotPoint.last(min(max(count, 2), Self.most_candles), of: candles)
        guard points.count >= 2, let last = points.last else { return nil }
        self.points = points
        symbol = last.candle.symbol
        timeframe = last.candle.timeframe
        levels = (trend?.supports ?? [], trend?.resistances ?? [])
        var shown = points.flatMap { [$0.candle.high.value, $0.candle.low.value] }
        shown += points.flatMap { point in [point.bands?.upper, point.bands?.lower].compactMap { $0 } }
        // A level near the candles is worth some room; a far one would press them flat.
        let reach = ((shown.max() ?? 0) - (shown.min() ?? 0)) / 4
        let room = (shown.min() ?? 0) - reach...(shown.max() ?? 0) + reach
        shown += (levels.supports + levels.resistances).map(\.price).filter { room.contains($0) }
        prices = Pane(top: 40, height: 420, showing: shown)
        let lines = points.flatMap { point in
            [point.macd?.line, point.macd?.signal, point.macd?.histogram].compactMap { $0 }
        }
        let most = max(lines.map(\.magnitude).max() ?? 0, 1e-8) * 1.08
        macd = Pane(top: 640, height: 110, low: -most, high: most)
    }

    /// The horizontal middle of a candle, in pixels.
    func x(_ index: Int) -> Double {
        Self.left + (Double(index) + 0.5) * step
    }

    /// Pixels from candle to candle.
    var step: Double { (Self.right - Self.left) / Double(points.count) }

    /// The whole file.
    package var svg: String {
        var out = SVGText(width: Self.width, height: 790)
        drawFrames(&out)
        drawTimes(&out)
        drawPrices(&out)
        drawLevels(&out)
        drawRSI(&out)
        drawMACD(&out)
        drawTitle(&out)
        return out.finished
    }

    private func drawTitle(_ out: inout SVGText) {
        guard let last = points.last?.candle else { return }
        out.text(
            "\(symbol) \(timeframe), \(points.count) candles to \(last.closeTime), close \(last.close)",
            x: Self.left,
            y: 24,
            class: "title"
        )
        var place = 640.0
        for (name, style) in [
            ("EMA20", "ema20"), ("EMA50", "ema50"), ("Bollinger (20, 2)", "band"), ("4 h support", "support"),
            ("4 h resistance", "resistance"),
        ] {
            out.line(from: (place, 20), to: (place + 18, 20), class: style)
            out.text(name, x: place + 23, y: 24, class: "label")
            place += 40 + Double(name.count) * 6.2
        }
    }
}
