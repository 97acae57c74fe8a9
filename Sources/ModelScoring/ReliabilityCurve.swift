/// What was stated against what happened, in bins of stated confidence; bins without a forecast are left out.
package struct ReliabilityCurve: Hashable, Sendable {
    /// In ascending order of confidence.
    package let bins: [Bin]

    package struct Bin: Hashable, Sendable {
        /// Stated percent, both ends included.
        package let range: ClosedRange<Int>
        package let count: Int
        package let hits: Int
        /// Mean of the stated confidence, 0 ... 1.
        package let stated: Double
        /// Hits ÷ forecasts, 0 ... 1.
        package let happened: Double
    }

    /// - Parameters:
    ///   - record: the forecasts.
    ///   - width_percent: of a bin; 1 ... 100, a value outside is brought to the nearer end. The last bin holds 100 too.
    package init(_ record: ForecastRecord, width_percent: Int = 10) {
        let width = min(max(width_percent, 1), 100)
        var bins: [Bin] = []
        var first = 0
        while first < 100 {
            let last = first + width >= 100 ? 100 : first + width - 1
            let range = first...last
            let count = range.reduce(0) { $0 + record.counts[$1] }
            if count > 0 {
                let hits = range.reduce(0) { $0 + record.hits[$1] }
                let stated = range.reduce(0) { $0 + $1 * record.counts[$1] }
                bins.append(
                    Bin(
                        range: range,
                        count: count,
                        hits: hits,
                        stated: Double(stated) / Double(count) / 100,
                        happened: Double(hits) / Double(count)
                    )
                )
            }
            first = last == 100 ? 100 : first + width
        }
        self.bins = bins
    }

    /// Mean distance between stated and happened, weighted by count, 0 ... 1; `nil` without a forecast.
    package var calibrationError: Double? {
        let count = bins.reduce(0) { $0 + $1.count }
        guard count > 0 else { return nil }
        return bins.reduce(0) { $0 + Double($1.count) * abs($1.stated - $1.happened) } / Double(count)
    }
}
