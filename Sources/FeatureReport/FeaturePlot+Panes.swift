import TradingDomain

extension FeaturePlot {
    func drawFrames(_ out: inout SVGText) {
        for (pane, count) in [(prices, 8), (macd, 4)] {
            for tick in pane.ticks(count) { drawGrid(tick, in: pane, &out) }
        }
        for tick in [30.0, 50, 70] { drawGrid(tick, in: rsi, &out) }
        for pane in [prices, rsi, macd] {
            out.rectangle(x: Self.left, y: pane.top, width: Self.right - Self.left, height: pane.height, class: "frame")
        }
        out.text("RSI14", x: Self.left + 6, y: rsi.top + 15, class: "label")
        out.text("MACD (12, 26, 9): line, signal, histogram", x: Self.left + 6, y: macd.top + 15, class: "label")
    }

    private func drawGrid(_ value: Double, in pane: Pane, _ out: inout SVGText) {
        let y = pane.y(value)
        out.line(from: (Self.left, y), to: (Self.right, y), class: "grid")
        out.text(FeatureValue.digits(value), x: Self.right + 8, y: y + 4, class: "label")
    }

    /// A time at every so many candles, at round times of day.
    func drawTimes(_ out: inout SVGText) {
        let spans: [Int64] = [15, 30, 60, 120, 240, 480, 1440, 2880, 5760, 10_080].map { $0 * 60_000 }
        let whole = Int64(points.count) * timeframe.milliseconds
        let span = spans.first { whole / $0 <= 9 } ?? (whole / 9 / 86_400_000 + 1) * 86_400_000
        for (index, point) in points.enumerated() where point.candle.openTime.milliseconds % span == 0 {
            let x = x(index) - step / 2
            guard x < Self.right - 30 else { continue }
            for pane in [prices, rsi, macd] { out.line(from: (x, pane.top), to: (x, pane.bottom), class: "grid") }
            let iso = "\(point.candle.openTime)"
            let date = iso.prefix(10).dropFirst(5)
            let clock = iso.dropFirst(11).prefix(5)
            out.text(span >= 86_400_000 ? "\(date)" : "\(date) \(clock)", x: x + 3, y: macd.bottom + 16, class: "label")
        }
    }

    func drawPrices(_ out: inout SVGText) {
        out.area(
            upper: points.enumerated().compactMap { index, point in point.bands.map { (x(index), prices.y($0.upper)) }
            },
            lower: points.enumerated().compactMap { index, point in point.bands.map { (x(index), prices.y($0.lower)) }
            },
            class: "bandfill"
        )
        let body = max(step * 0.62, 1)
        for (index, point) in points.enumerated() {
            let candle = point.candle
            let style = candle.close >= candle.open ? "up" : "down"
            let top = prices.y(max(candle.open, candle.close).value)
            let bottom = prices.y(min(candle.open, candle.close).value)
            let x = x(index)
            out.line(
                from: (x, prices.y(candle.high.value)),
                to: (x, prices.y(candle.low.value)),
                class: "wick \(style)"
            )
            out.rectangle(x: x - body / 2, y: top, width: body, height: max(bottom - top, 1), class: style)
        }
        curve({ $0.bands?.upper }, in: prices, class: "band", &out)
        curve({ $0.bands?.lower }, in: prices, class: "band", &out)
        curve({ $0.bands?.middle }, in: prices, class: "band middle", &out)
        curve({ $0.ema50 }, in: prices, class: "ema50", &out)
        curve({ $0.ema20 }, in: prices, class: "ema20", &out)
    }

    /// Levels within the pane; those of the 4 h view, whatever the candles' length.
    func drawLevels(_ out: inout SVGText) {
        for (levels, style) in [(levels.supports, "support"), (levels.resistances, "resistance")] {
            for level in levels where (prices.low...prices.high).contains(level.price) {
                let y = prices.y(level.price)
                out.line(from: (Self.left, y), to: (Self.right, y), class: style)
                let text =
                    "\(FeatureValue.digits(level.price)), \(level.touches) touch\(level.touches == 1 ? "" : "es")"
                out.text(text, x: Self.left + 6, y: y - 4, class: "\(style)text")
            }
        }
    }

    func drawRSI(_ out: inout SVGText) {
        for edge in [30.0, 70] {
            out.line(from: (Self.left, rsi.y(edge)), to: (Self.right, rsi.y(edge)), class: "edge")
        }
        curve({ $0.rsi14 }, in: rsi, class: "rsi", &out)
    }

    func drawMACD(_ out: inout SVGText) {
        let zero = macd.y(0)
        for (index, point) in points.enumerated() {
            guard let value = point.macd?.histogram else { continue }
            let y = macd.y(value)
            out.rectangle(
                x: x(index) - step * 0.31,
                y: min(y, zero),
                width: step * 0.62,
                height: max((y - zero).magnitude, 0.3),
                class: value >= 0 ? "gain" : "loss"
            )
        }
        out.line(from: (Self.left, zero), to: (Self.right, zero), class: "edge")
        curve({ $0.macd?.line }, in: macd, class: "ema20", &out)
        curve({ $0.macd?.signal }, in: macd, class: "ema50", &out)
    }

    private func curve(
        _ value: (PlotPoint) -> Double?,
        in pane: Pane,
        class style: String,
        _ out: inout SVGText
    ) {
        let places = points.enumerated().compactMap { index, point in value(point).map { (x(index), pane.y($0)) } }
        out.curve(places, class: style)
    }
}
