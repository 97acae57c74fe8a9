/// A moment of event time.
///
/// Unit: milliseconds since 1970-01-01 00:00 UTC, without leap seconds. Range: years 1970 to 9999.
public struct Timestamp: Hashable, Comparable, Sendable {
    public let milliseconds: Int64

    public static let epoch = Timestamp(milliseconds: 0)

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    public static func == (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds == right.milliseconds }

    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }

    public func advanced(byMilliseconds milliseconds: Int64) -> Timestamp {
        Timestamp(milliseconds: self.milliseconds + milliseconds)
    }

    /// Milliseconds from `earlier` to this moment; negative if this moment is the earlier one.
    public func milliseconds(since earlier: Timestamp) -> Int64 { milliseconds - earlier.milliseconds }

    /// The last multiple of `interval_ms` that is not after this moment.
    public func floored(toMilliseconds interval_ms: Int64) -> Timestamp {
        let remainder = milliseconds % interval_ms
        return Timestamp(milliseconds: milliseconds - (remainder < 0 ? remainder + interval_ms : remainder))
    }
}
