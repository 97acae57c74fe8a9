import Foundation
package import TradingDomain

/// A value of a snapshot, of whatever kind.
package enum FeatureValue: Hashable, Sendable {
    case number(Double?)
    case text(String?)
    case flag(Bool?)
    case numbers([Double])
    case levels([PriceLevel])
    case correlations([FeatureSnapshot.Correlation])

    /// What a person reads where there is no value.
    static let absent = "absent"

    /// For a person: seven significant digits, so that DOGE at 0.18 and BTC at 110,000 both keep theirs.
    package var text: String {
        switch self {
        case .number(let value): value.map(Self.digits) ?? Self.absent
        case .text(let value): value ?? Self.absent
        case .flag(let value): value.map { $0 ? "yes" : "no" } ?? Self.absent
        case .numbers(let values): values.isEmpty ? Self.absent : values.map(Self.digits).joined(separator: " ")
        case .levels(let levels): levels.isEmpty ? "none" : levels.map(Self.words).joined(separator: "; ")
        case .correlations(let values):
            values.isEmpty
                ? Self.absent
                : values.map { "\($0.other) \(Self.digits($0.coefficient))" }.joined(separator: ", ")
        }
    }

    package static func digits(_ value: Double) -> String { String(format: "%.7g", value) }

    static func words(_ freshness: Freshness) -> String {
        switch freshness {
        case .fresh: "fresh"
        case .warmingUp: "warming up"
        case .stale(let age_ms): "stale, last candle closed \(duration(age_ms)) ago"
        case .halted(let flatCandles): "halted, \(flatCandles) flat candles in a row"
        }
    }

    static func duration(_ milliseconds: Int64) -> String {
        let minutes = milliseconds / 60_000
        let seconds = milliseconds / 1000 % 60
        if minutes >= 60 { return "\(minutes / 60) h \(minutes % 60) min" }
        return seconds == 0 ? "\(minutes) min" : "\(minutes) min \(seconds) s"
    }

    private static func words(_ level: PriceLevel) -> String {
        "\(digits(level.price)) (\(level.touches)x, last \(level.lastTouch), \(digits(level.distance)) ATR away)"
    }
}
