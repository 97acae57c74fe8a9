/// One declared setting: its name, what it may hold, its default and its one-line meaning.
package struct SettingKey: Sendable {
    /// Dotted, such as `risk.per_symbol_percent`; units come last.
    package let name: String
    package let kind: Kind
    package let standard: String
    package let summary: String

    package enum Kind: Sendable {
        case text
        case integer(ClosedRange<Int64>)
        /// Decimal text with at most 8 decimals.
        case decimal
        case flag
        case choice([String])
        /// Comma-separated; at least one.
        case list
        /// The name of an environment variable. What is refused is not repeated: it may be the key itself.
        case variable
    }

    /// Whether a refused value may be shown.
    var isShown: Bool { if case .variable = kind { false } else { true } }

    package init(_ name: String, _ kind: Kind, _ standard: String, _ summary: String) {
        self.name = name
        self.kind = kind
        self.standard = standard
        self.summary = summary
    }

    /// What the key allows, for a person.
    package var allowed: String {
        switch kind {
        case .text: "any text on one line"
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .decimal: "a decimal number such as 0.5"
        case .flag: "true or false"
        case .choice(let choices): choices.joined(separator: ", ")
        case .list: "names separated by commas"
        case .variable: "the name of an environment variable, in capitals, such as DEEPSEEK_API_KEY"
        }
    }

    func accepts(_ value: String) -> Bool {
        switch kind {
        case .text: !value.unicodeScalars.contains { $0.value < 32 || $0.value == 127 }
        case .integer(let range): Int64(value).map(range.contains) ?? false
        case .decimal: value.wholeMatch(of: /-?[0-9]+(\.[0-9]{1,8})?/) != nil
        case .flag: value == "true" || value == "false"
        case .choice(let choices): choices.contains(value)
        case .list: value.wholeMatch(of: /[ ]*[A-Za-z0-9_.-]+[ ]*(,[ ]*[A-Za-z0-9_.-]+[ ]*)*/) != nil
        case .variable: value.wholeMatch(of: /[A-Z][A-Z0-9_]{0,63}/) != nil
        }
    }
}
