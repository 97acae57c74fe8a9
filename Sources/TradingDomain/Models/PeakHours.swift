/// The hours of a week in which a provider charges more.
public struct PeakHours: Hashable, Sendable {
    private static let hour_ms: Int64 = 3_600_000

    /// Hours of the day in UTC, end excluded, on working days.
    public let hours: [Range<Int64>]

    public init(hours: [Range<Int64>]) {
        self.hours = hours
    }

    /// DeepSeek's: 01:00 to 04:00 and 06:00 to 10:00 UTC, Monday to Friday. Chinese holidays are not known here, so
    /// the cost of such a day is stated too high rather than too low.
    ///
    /// - Source: DeepSeek's pricing page, since 2026-08-16, weekends off-peak since 2026-08-22.
    public static let deepSeek = PeakHours(hours: [1..<4, 6..<10])

    /// - Parameter time: the moment of the call.
    /// - Returns: whether the higher price holds.
    public func contains(_ time: Timestamp) -> Bool {
        let hoursSinceEpoch = time.floored(toMilliseconds: Self.hour_ms).milliseconds / Self.hour_ms
        let hour = (hoursSinceEpoch % 24 + 24) % 24
        // 1970-01-01 was a Thursday; Monday is 0.
        let day = ((hoursSinceEpoch - hour) / 24 + 3) % 7
        let weekday = (day + 7) % 7
        return weekday < 5 && hours.contains { $0.contains(hour) }
    }
}
