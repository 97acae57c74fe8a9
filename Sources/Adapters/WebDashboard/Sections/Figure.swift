internal import Performance
internal import TradingDomain

/// Figures as a person reads them.
enum Figure {
    /// Two decimals, rounded half away from zero, thousands apart: `100 234.50`.
    static func money(_ money: Money) -> String {
        let hundredths = (money.units.magnitude + 500_000) / 1_000_000
        return (money.units < 0 ? "−" : "") + grouped(hundredths / 100) + "." + padded(hundredths % 100)
    }

    /// - Parameters:
    ///   - fraction: 0.01 is 1 %.
    ///   - signed: writes a plus.
    /// - Returns: two decimals, such as `+1.25 %`.
    static func percent(_ fraction: Double, signed: Bool = false) -> String {
        guard fraction.isFinite, abs(fraction) < 1e9 else { return "–" }
        let hundredths = UInt64((abs(fraction) * 10_000).rounded())
        let sign = hundredths == 0 ? "" : fraction < 0 ? "−" : signed ? "+" : ""
        return sign + grouped(hundredths / 100) + "." + padded(hundredths % 100) + " %"
    }

    static func percent(_ metric: Metric) -> String { metric.value.map { percent($0) } ?? reason(metric) }

    static func ratio(_ metric: Metric) -> String {
        guard let value = metric.value, value.isFinite, abs(value) < 1e9 else { return reason(metric) }
        let hundredths = UInt64((abs(value) * 100).rounded())
        return (value < 0 ? "−" : "") + grouped(hundredths / 100) + "." + padded(hundredths % 100)
    }

    private static func reason(_ metric: Metric) -> String {
        switch metric {
        case .value: "–"
        case .tooFewSamples(let count, let needed): "too few samples (\(count) of \(needed))"
        case .undefined(let cause): cause.rawValue
        }
    }

    private static func padded(_ number: UInt64) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static func grouped(_ number: UInt64) -> String {
        let digits = String(number)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append("\u{202F}") }
            text.append(digit)
        }
        return text
    }
}
