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
    }

    package init(_ name: String, _ kind: Kind, _ standard: String, _ summary: String) {
        self.name = name
        self.kind = kind
        self.standard = standard
        self.summary = summary
    }

    /// What the key allows, for a person.
    package var allowed: String {
        switch kind {
        case .text: "any text"
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .decimal: "a decimal number such as 0.5"
        case .flag: "true or false"
        case .choice(let choices): choices.joined(separator: ", ")
        case .list: "names separated by commas"
        }
    }

    func accepts(_ value: String) -> Bool {
        switch kind {
        case .text: true
        case .integer(let range): Int64(value).map(range.contains) ?? false
        case .decimal: value.wholeMatch(of: /-?[0-9]+(\.[0-9]{1,8})?/) != nil
        case .flag: value == "true" || value == "false"
        case .choice(let choices): choices.contains(value)
        case .list: !value.split(separator: ",").isEmpty
        }
    }
}
