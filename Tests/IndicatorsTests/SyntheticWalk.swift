/// One candle of a test series; the columns an indicator can ask for.
struct Sample: Equatable {
    var high: Double
    var low: Double
    var close: Double
    var volume: Double
}

/// The walk of `Golden/make-golden.py`, number for number: flat at first, a halt and a run in the middle.
enum SyntheticWalk {
    static let samples: [Sample] = {
        var state: UInt64 = 2026
        func draw(_ bound: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % bound)
        }
        var close = 6400
        return (0..<400).map { row in
            let isFlat = row < 12 || (200..<222).contains(row)
            guard !isFlat else { return sample(close, close, close, 0) }
            let opening = close
            let drift = (300..<330).contains(row) ? 9 : 0
            close = max(opening + draw(61) - 30 + drift, 100)
            let high = max(opening, close) + draw(12)
            let low = min(opening, close) - draw(12)
            return sample(high, low, close, draw(90_000) + 1)
        }
    }()

    private static func sample(_ high: Int, _ low: Int, _ close: Int, _ volume: Int) -> Sample {
        Sample(
            high: Double(high) / 100,
            low: Double(low) / 100,
            close: Double(close) / 100,
            volume: Double(volume) / 1000
        )
    }
}
