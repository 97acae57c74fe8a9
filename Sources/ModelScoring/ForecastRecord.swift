package import TradingDomain

/// How forecasts with a stated confidence came out: counts by whole percent, from which every figure follows.
///
/// A forecast says a direction with a confidence c of 0 ... 100 %; it is a hit when the price moved that way. Integers
/// only, so that the same forecasts give the same figures whatever their order.
package struct ForecastRecord: Hashable, Sendable {
    /// For each percent the forecasts that stated it, and how many of them were hits.
    package private(set) var counts = [Int](repeating: 0, count: 101)
    package private(set) var hits = [Int](repeating: 0, count: 101)
    package private(set) var count = 0
    package private(set) var hitCount = 0
    /// Sum of the signed returns in units of 1e-8.
    private var returns: Int64 = 0

    package init() {}

    /// - Parameters:
    ///   - confidence: as it was stated.
    ///   - isHit: whether the price moved the stated way.
    ///   - return_e8: the price's relative move, above zero when it went the stated way; units of 1e-8.
    package mutating func add(_ confidence: Percent, isHit: Bool, return_e8: Int64) {
        counts[confidence.value] += 1
        count += 1
        if isHit {
            hits[confidence.value] += 1
            hitCount += 1
        }
        returns = returns.addingReportingOverflow(return_e8).partialValue
    }

    /// Adds all of another record, such as that of another regime.
    package mutating func add(_ other: ForecastRecord) {
        for percent in 0...100 {
            counts[percent] += other.counts[percent]
            hits[percent] += other.hits[percent]
        }
        count += other.count
        hitCount += other.hitCount
        returns = returns.addingReportingOverflow(other.returns).partialValue
    }

    /// Hits ÷ forecasts, 0 ... 1; `nil` without a forecast.
    package var hitRate: Double? { count > 0 ? Double(hitCount) / Double(count) : nil }

    /// Mean signed return of a forecast as a fraction, before costs.
    package var meanReturn: Double? { count > 0 ? Double(returns) / Double(count) / 1e8 : nil }

    /// Mean stated confidence, 0 ... 1.
    package var meanConfidence: Double? {
        count > 0 ? Double((0...100).reduce(0) { $0 + $1 * counts[$1] }) / Double(count) / 100 : nil
    }

    /// Mean of (c − hit)², 0 ... 1: 0 is perfect, 0.25 is what always saying 50 % gets (Brier 1950).
    package var brierScore: Double? {
        guard count > 0 else { return nil }
        var sum = 0
        for percent in 0...100 {
            let misses = counts[percent] - hits[percent]
            sum += hits[percent] * (100 - percent) * (100 - percent) + misses * percent * percent
        }
        return Double(sum) / 10_000 / Double(count)
    }
}
