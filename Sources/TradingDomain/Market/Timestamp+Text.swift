extension Timestamp: CustomStringConvertible {
    /// ISO 8601 in UTC: `2023-03-24T12:05:00Z`, with milliseconds only when they are not zero.
    public var description: String {
        let (days, ofDay) = milliseconds.quotientAndRemainder(floored: 86_400_000)
        let (year, month, day) = Timestamp.civil(fromDays: days)
        let seconds = ofDay / 1000
        var text = "\(Timestamp.padded(year, 4))-\(Timestamp.padded(month, 2))-\(Timestamp.padded(day, 2))T"
        text += "\(Timestamp.padded(seconds / 3600, 2)):\(Timestamp.padded(seconds / 60 % 60, 2))"
        text += ":\(Timestamp.padded(seconds % 60, 2))"
        if ofDay % 1000 != 0 { text += ".\(Timestamp.padded(ofDay % 1000, 3))" }
        return text + "Z"
    }

    /// Reads `2023-03-24`, `2023-03-24T12:05`, `2023-03-24T12:05:00` or that with `Z`; always UTC.
    /// - Throws: ``ValueError/outOfRange(what:was:allowed:)`` for any other text or a date that does not exist.
    public init(parsing text: some StringProtocol) throws(ValueError) {
        guard let time = Self.parsed(Array(text.utf8)[...]) else {
            throw .outOfRange(
                what: "time",
                was: "'\(text.prefix(40))'",
                allowed: "ISO 8601 in UTC, such as 2023-03-24 or 2023-03-24T12:05:00Z"
            )
        }
        self = time
    }

    private static func parsed(_ text: ArraySlice<UInt8>) -> Timestamp? {
        let body = text.last == UInt8(ascii: "Z") ? text.dropLast() : text
        let halves = parts(of: body, at: "T")
        let date = parts(of: halves[0], at: "-")
        guard halves.count <= 2, date.count == 3, date[0].count == 4, let year = digits(date[0]),
            let month = digits(date[1]), let day = digits(date[2]), (1970...9999).contains(year),
            (1...12).contains(month)
        else { return nil }
        let days = days(year: year, month: month, day: day)
        guard day >= 1, civil(fromDays: days) == (year, month, day) else { return nil }
        var (seconds, fraction_ms): (Int64, Int64) = (0, 0)
        if halves.count == 2 {
            let time = parts(of: halves[1], at: ".")
            if time.count > 1 {
                guard time.count == 2, time[1].count == 3, let read = digits(time[1]) else { return nil }
                fraction_ms = read
            }
            let clock = parts(of: time[0], at: ":")
            // Milliseconds belong to seconds.
            guard clock.count == 3 || (clock.count == 2 && time.count == 1), let hour = digits(clock[0]),
                let minute = digits(clock[1]), let second = clock.count == 3 ? digits(clock[2]) : 0, hour < 24,
                minute < 60, second < 60
            else { return nil }
            seconds = hour * 3600 + minute * 60 + second
        }
        return Timestamp(milliseconds: (days * 86_400 + seconds) * 1000 + fraction_ms)
    }

    /// At least one, which may be empty.
    private static func parts(of text: ArraySlice<UInt8>, at separator: Unicode.Scalar) -> [ArraySlice<UInt8>] {
        text.split(separator: UInt8(ascii: separator), omittingEmptySubsequences: false)
    }

    private static func digits(_ text: ArraySlice<UInt8>) -> Int64? {
        guard (1...4).contains(text.count), text.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return text.reduce(0) { $0 * 10 + Int64($1 - 48) }
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// Days since 1970-01-01 of a date in the Gregorian calendar.
    ///
    /// - Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The inverse of ``days(year:month:day:)``; same source, `civil_from_days`.
    private static func civil(fromDays days: Int64) -> (Int64, Int64, Int64) {
        let shifted = days + 719_468
        let (era, dayOfEra) = shifted.quotientAndRemainder(floored: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthShifted = (5 * dayOfYear + 2) / 153
        let month = monthShifted + (monthShifted < 10 ? 3 : -9)
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthShifted + 2) / 5 + 1)
    }
}

extension Int64 {
    fileprivate func quotientAndRemainder(floored divisor: Int64) -> (Int64, Int64) {
        let quotient = self >= 0 ? self / divisor : -((-self + divisor - 1) / divisor)
        return (quotient, self - quotient * divisor)
    }
}
