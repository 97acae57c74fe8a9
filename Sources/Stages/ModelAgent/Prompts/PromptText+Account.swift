import TradingDomain

/// The account block of an entry question: it stands behind all that tells of the market, and changes when a position
/// does.
///
///     [account]
///     used_percent: 8
///     BTCUSDT: long size_percent 8 entry 27013.48 stop 26500 target 28000
///     ETHUSDT: flat
extension PromptText {
    private static let accountHeader: StaticString = "[account]"

    static func writeAccount(_ account: AccountNumbers?, _ symbols: [Symbol], _ writer: inout PromptWriter) {
        writer.text(accountHeader)
        guard let account else { return writer.text(" n/a\n") }
        writer.text("\nused_percent: ")
        writer.decimal(account.used_percent, 0)
        writer.line()
        for (symbol, position) in zip(symbols, account.positions) {
            writer.text(symbol.description)
            guard let position else {
                writer.text(": flat\n")
                continue
            }
            writer.text(position.side == .buy ? ": long size_percent " : ": short size_percent ")
            writer.decimal(position.size_percent, 0)
            writer.text(" entry ")
            writer.decimal(position.entry, 8)
            writer.text(" stop ")
            writer.decimal(position.stop, 8)
            writer.text(" target ")
            writer.decimal(position.target, 8)
            writer.line()
        }
    }

    /// Reads the block that `header` begins, if it does; `header` is the line behind it then. A prompt of an earlier
    /// version has none.
    static func readAccount(
        _ symbols: [Symbol],
        _ header: inout PromptReader.Bytes,
        _ reader: inout PromptReader
    ) throws(PromptTextError) -> AccountNumbers? {
        guard let tail = PromptReader.dropping(accountHeader, from: header) else { return nil }
        defer { header = reader.nextLine() }
        if tail.elementsEqual(" n/a".utf8) { return nil }
        guard tail.isEmpty else { throw reader.failure(header, wanted: "'[account]' or '[account] n/a'") }
        let line = reader.nextLine()
        guard let text = PromptReader.dropping("used_percent: ", from: line),
            let used_percent = PromptReader.decimal(text, 0)
        else { throw reader.failure(line, wanted: "'used_percent: ' and a whole number") }
        var positions: [AccountNumbers.Position?] = []
        positions.reserveCapacity(symbols.count)
        for symbol in symbols {
            let line = reader.nextLine()
            guard let position = position(in: symbol, line) else {
                let form = "flat, or long or short, size_percent, entry, stop and target"
                throw reader.failure(line, wanted: "'\(symbol): ' and \(form)")
            }
            positions.append(position)
        }
        return AccountNumbers(used_percent: used_percent, positions: positions)
    }

    /// Twice optional: no position line of the symbol, or flat.
    private static func position(in symbol: Symbol, _ line: PromptReader.Bytes) -> AccountNumbers.Position?? {
        let words = PromptReader.words(line)
        guard let name = words.first, name.elementsEqual("\(symbol):".utf8) else { return nil }
        if words.count == 2, words[1].elementsEqual("flat".utf8) { return .some(nil) }
        guard words.count == 10 else { return nil }
        for (place, word) in [(2, "size_percent"), (4, "entry"), (6, "stop"), (8, "target")] {
            guard words[place].elementsEqual(word.utf8) else { return nil }
        }
        let side: Side? =
            words[1].elementsEqual("long".utf8) ? .buy : words[1].elementsEqual("short".utf8) ? .sell : nil
        guard let side, let size_percent = PromptReader.decimal(words[3], 0),
            let entry = PromptReader.decimal(words[5], 8), let stop = PromptReader.decimal(words[7], 8),
            let target = PromptReader.decimal(words[9], 8)
        else { return nil }
        return AccountNumbers.Position(
            side: side,
            size_percent: size_percent,
            entry: entry,
            stop: stop,
            target: target
        )
    }

    /// A user text without its account block: the same question to whoever holds something else.
    package static func withoutAccount(_ user: String) -> String {
        let lines = user.split(separator: "\n", omittingEmptySubsequences: false)
        guard let start = lines.lastIndex(where: { $0.hasPrefix("[account]") }),
            let end = lines[start...].firstIndex(where: { $0.hasPrefix("clock: ") })
        else { return user }
        return (lines[..<start] + lines[end...]).joined(separator: "\n")
    }
}
