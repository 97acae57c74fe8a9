import Indicators
import TradingDomain

/// Rolling correlations of every two symbols' returns from one entry candle to the next, over their last 96 common ones.
///
/// Returns are paired by close time; one over a gap is left out, so a pair is always two returns over the same candle.
struct CorrelationMatrix: Sendable {
    static let window = 96
    /// Above it there are no correlations at all: pairs grow with the square of the symbols.
    static let mostSymbols = 64

    private let symbols: [Symbol]
    /// The pairs of each symbol with those after it: (0,1), (0,2) ... (1,2) ...
    private var pairs: [RollingCorrelation]
    private var latest: [(change: Double, closeTime: Timestamp)]

    init(symbols: [Symbol]) {
        self.symbols = symbols.count <= Self.mostSymbols ? symbols : []
        let count = self.symbols.count
        pairs = Array(repeating: RollingCorrelation(period: Self.window), count: count * (count - 1) / 2)
        latest = Array(repeating: (0, Timestamp(milliseconds: .min)), count: count)
    }

    /// Pairs a symbol's return with those of the others at the same time that came before it.
    ///
    /// - Parameters:
    ///   - change: return as a fraction.
    ///   - closeTime: of its candle.
    ///   - index: of its symbol.
    mutating func add(_ change: Double, at closeTime: Timestamp, of index: Int) {
        guard index < symbols.count, symbols.count > 1 else { return }
        latest[index] = (change, closeTime)
        for other in symbols.indices where other != index && latest[other].closeTime == closeTime {
            let first = min(index, other)
            let second = max(index, other)
            pairs[place(first, second)].update(latest[first].change, latest[second].change)
        }
    }

    /// One symbol's correlations that are warm and defined, in the order of the others.
    func row(of index: Int) -> [FeatureSnapshot.Correlation] {
        guard index < symbols.count else { return [] }
        var row: [FeatureSnapshot.Correlation] = []
        for other in symbols.indices where other != index {
            guard let value = pairs[place(min(index, other), max(index, other))].value else { continue }
            row.append(.init(other: symbols[other], coefficient: value))
        }
        return row
    }

    private func place(_ first: Int, _ second: Int) -> Int {
        first * (2 * symbols.count - first - 1) / 2 + second - first - 1
    }
}
