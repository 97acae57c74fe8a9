/// The length of a candle.
public enum Timeframe: String, Hashable, Comparable, CaseIterable, Sendable {
    case oneMinute = "1m"
    case threeMinutes = "3m"
    case fiveMinutes = "5m"
    case fourHours = "4h"

    public var milliseconds: Int64 {
        switch self {
        case .oneMinute: 60_000
        case .threeMinutes: 180_000
        case .fiveMinutes: 300_000
        case .fourHours: 14_400_000
        }
    }

    public static func < (left: Timeframe, right: Timeframe) -> Bool { left.milliseconds < right.milliseconds }
}

extension Timeframe: CustomStringConvertible {
    public var description: String { rawValue }
}
