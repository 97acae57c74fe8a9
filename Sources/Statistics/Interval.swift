/// Where a figure lies with 95 % confidence, were the sample one of many like it.
package struct Interval: Hashable, Sendable {
    package let low: Double
    package let high: Double

    package init(low: Double, high: Double) {
        self.low = low
        self.high = high
    }

    /// Of a share of hits, after Wilson: never below 0 or above 1, and right for few samples too.
    ///
    /// - Parameters:
    ///   - hits: 0 to `count`.
    ///   - count: how many were tried.
    /// - Returns: `nil` without a sample.
    /// - Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22, 1927.
    package static func wilson(hits: Int, of count: Int) -> Interval? {
        guard count > 0 else { return nil }
        let z = 1.959963984540054
        let (n, p) = (Double(count), Double(hits) / Double(count))
        let middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        let half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
        return Interval(low: max(middle - half, 0), high: min(middle + half, 1))
    }

    /// The middle 95 % of a sample.
    ///
    /// - Parameter values: in any order.
    /// - Returns: the values at rank ⌊0.025 n⌋ from below and from above; `nil` without a value.
    package static func middle(of values: [Double]) -> Interval? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let cut = sorted.count / 40
        return Interval(low: sorted[cut], high: sorted[sorted.count - 1 - cut])
    }
}
