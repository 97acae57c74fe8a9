package import Performance

/// Every number of a report by its key, such as `book.fused.sharpe`; the page, the JSON and the check read the same.
package struct Figures: Sendable {
    /// In the order in which they were set.
    package private(set) var keys: [String] = []
    private var metrics: [String: Metric] = [:]
    /// The models that may remember a part of the run.
    package internal(set) var knowledge: [Knowledge] = []

    package init() {}

    package mutating func set(_ key: String, _ metric: Metric) {
        if metrics.updateValue(metric, forKey: key) == nil { keys.append(key) }
    }

    mutating func set(_ key: String, _ value: Double) { set(key, .value(value)) }

    mutating func set(_ key: String, _ value: Int) { set(key, .value(Double(value))) }

    /// - Returns: `nil` for a key that was never set.
    package func metric(_ key: String) -> Metric? { metrics[key] }

    package func value(_ key: String) -> Double? { metrics[key]?.value }
}
