/// A figure, or the reason why there is none. Never a stand-in such as 0, 1 or infinity.
package enum Metric: Hashable, Sendable {
    case value(Double)
    case tooFewSamples(count: Int, needed: Int)
    /// The formula divides by zero here: no loss, no drawdown, no variation.
    case undefined(Cause)

    package enum Cause: String, Hashable, CaseIterable, Sendable {
        case noLoss = "no loss"
        case noDrawdown = "no drawdown"
        case noVariation = "no variation"
        case noEquity = "no equity left"
    }

    /// The figure, or `nil`.
    package var value: Double? {
        if case .value(let value) = self { value } else { nil }
    }
}

extension Metric: CustomStringConvertible {
    package var description: String {
        switch self {
        case .value(let value): "\(value)"
        case .tooFewSamples(let count, let needed): "too few samples (\(count) of \(needed))"
        case .undefined(let cause): "undefined (\(cause.rawValue))"
        }
    }
}
