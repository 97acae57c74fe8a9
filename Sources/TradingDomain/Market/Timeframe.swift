/// The length of a candle.
package enum Timeframe: String, Hashable, Comparable, CaseIterable, Sendable {
    case oneMinute = "1m"
    case threeMinutes = "3m"
    case fiveMinutes = "5m"
    case fourHours = "4h"

    package var milliseconds: Int64 {
        switch self {
        case .oneMinute: 60_000
        case .threeMinutes: 180_000
        case .fiveMinutes: 300_000
        case .fourHours: 14_400_000
        }
    }

    package static func < (left: Timeframe, right: Timeframe) -> Bool { left.milliseconds < right.milliseconds }
}

extension Timeframe: CustomStringConvertible {
    package var description: String { rawValue }
}
