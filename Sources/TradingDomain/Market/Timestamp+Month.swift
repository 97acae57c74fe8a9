extension Timestamp {
    /// Midnight in UTC of the month's first day.
    public var startOfMonth: Timestamp {
        let day_ms: Int64 = 86_400_000
        let midnight = floored(toMilliseconds: day_ms)
        // Days since 0000-03-01 in years that begin in March (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
        let days = midnight.milliseconds / day_ms + 719_468
        let ofEra = days - (days >= 0 ? days : days - 146_096) / 146_097 * 146_097
        let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * year + year / 4 - year / 100)
        let month = (5 * ofYear + 2) / 153
        let dayOfMonth = ofYear - (153 * month + 2) / 5
        return Timestamp(milliseconds: midnight.milliseconds - dayOfMonth * day_ms)
    }
}
