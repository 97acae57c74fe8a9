/// Text from outside on its way to a terminal.
enum PlainText {
    /// Without control characters, line separators and marks that turn the writing direction, each replaced by `?`;
    /// cut to `limit` characters.
    static func safe(_ text: String, limit: Int = 400) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(limit) {
            scalars.append(isHarmless(scalar) ? scalar : "?")
        }
        return String(scalars)
    }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0: false
        case 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF: false
        default: true
        }
    }

    static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
