package import TradingDomain

/// A question as two texts, in the order that prompt caches reward: what never changes, then what changes slowly,
/// then what changes with every candle, the clock last.
///
/// - `system`: rules, schema and examples; byte-identical for every question on a channel.
/// - `user`: the channel, the 4 h blocks of all symbols, their market blocks, for an entry question their fast
///   blocks and the account, and the clock.
package struct PromptText: Hashable, Sendable {
    package let system: String
    package let user: String

    /// Symbols in one question.
    package static let mostSymbols = 32

    /// Writes a question.
    ///
    /// - Parameters:
    ///   - channel: the question.
    ///   - numbers: sorted by symbol, at most ``mostSymbols``; the caller's duty.
    ///   - account: for an entry question, about the same symbols; `nil` when it is not known.
    ///   - cycle: its time is the clock; the log position is not shown.
    ///   - template: the rules.
    /// - Returns: both texts.
    package static func render(
        _ channel: Channel,
        _ numbers: [PromptNumbers],
        account: AccountNumbers? = nil,
        cycle: CycleID,
        template: PromptTemplate
    ) -> PromptText {
        PromptText(system: template.system(for: channel), user: user(channel, numbers, account, time: cycle.time))
    }

    /// Reads the numbers back from a user text that ``render(_:_:account:cycle:template:)`` wrote.
    ///
    /// - Parameter user: the whole user text.
    /// - Returns: the question's channel, numbers and clock.
    /// - Throws: ``PromptTextError`` naming the first line that does not fit.
    package static func parse(_ user: String) throws(PromptTextError) -> Parsed {
        var reader = PromptReader(user)
        let first = reader.nextLine()
        guard let word = PromptReader.dropping("question: ", from: first),
            let channel = Channel(rawValue: String(decoding: word, as: UTF8.self))
        else {
            throw reader.failure(first, wanted: "'question: direction' or 'question: entry'")
        }
        var numbers: [PromptNumbers] = []
        var header = reader.nextLine()
        while let (symbol, isPresent) = block("trend", header) {
            guard numbers.count < mostSymbols else { throw .tooManySymbols(limit: mostSymbols) }
            if let last = numbers.last, symbol <= last.symbol {
                throw reader.failure(header, wanted: "symbols in order, each once")
            }
            var next = PromptNumbers(symbol: symbol)
            if isPresent {
                try next.passTrend(through: &reader)
            }
            numbers.append(next)
            header = reader.nextLine()
        }
        for index in numbers.indices {
            _ = try expect("market", numbers[index].symbol, header, reader)
            try numbers[index].passMarket(through: &reader)
            header = reader.nextLine()
        }
        if channel == .entry {
            for index in numbers.indices {
                if try expect("entry", numbers[index].symbol, header, reader) {
                    try numbers[index].passEntry(through: &reader)
                }
                header = reader.nextLine()
            }
        }
        let account = channel == .entry ? try readAccount(numbers.map(\.symbol), &header, &reader) : nil
        guard let text = PromptReader.dropping("clock: ", from: header), let clock = PromptReader.milliseconds(text)
        else {
            throw reader.failure(header, wanted: "'clock: ' and a time")
        }
        var end = reader.nextLine()
        while PromptReader.dropping("refused: ", from: end) != nil
            || PromptReader.dropping("repair: ", from: end) != nil
        {
            end = reader.nextLine()
        }
        guard end.isEmpty else { throw reader.failure(end, wanted: "the end") }
        return Parsed(channel: channel, numbers: numbers, account: account, time: Timestamp(milliseconds: clock))
    }

    /// What a user text says.
    package struct Parsed: Hashable, Sendable {
        package let channel: Channel
        package let numbers: [PromptNumbers]
        /// `nil` when it was not known, and in every direction question.
        package let account: AccountNumbers?
        package let time: Timestamp
    }

    private static func user(
        _ channel: Channel,
        _ numbers: [PromptNumbers],
        _ account: AccountNumbers?,
        time: Timestamp
    ) -> String {
        var writer = PromptWriter(reserving: 256 + numbers.count * 1800)
        writer.text("question: ")
        writer.text(channel.rawValue)
        writer.line()
        for var item in numbers {
            header("trend", item.symbol, isPresent: item.trend != nil, &writer)
            if item.trend != nil { item.passTrend(through: &writer) }
        }
        for var item in numbers {
            header("market", item.symbol, isPresent: true, &writer)
            item.passMarket(through: &writer)
        }
        if channel == .entry {
            for var item in numbers {
                header("entry", item.symbol, isPresent: item.entry != nil, &writer)
                if item.entry != nil { item.passEntry(through: &writer) }
            }
            writeAccount(account, numbers.map(\.symbol), &writer)
        }
        writer.text("clock: ")
        writer.text(time.description)
        writer.line()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func header(
        _ title: StaticString,
        _ symbol: Symbol,
        isPresent: Bool,
        _ writer: inout PromptWriter
    ) {
        writer.text("[")
        writer.text(title)
        writer.space()
        writer.text(symbol.description)
        writer.text(isPresent ? "]\n" : "] n/a\n")
    }

    /// The symbol of the header `[title SYMBOL]`, and whether its block follows.
    private static func block(_ title: StaticString, _ line: PromptReader.Bytes) -> (Symbol, isPresent: Bool)? {
        guard let bracket = PromptReader.dropping("[", from: line),
            let named = PromptReader.dropping(title, from: bracket),
            let rest = PromptReader.dropping(" ", from: named), let end = rest.firstIndex(of: UInt8(ascii: "]")),
            let symbol = PromptReader.symbol(rest[..<end])
        else { return nil }
        let tail = rest[(end + 1)...]
        guard tail.isEmpty || tail.elementsEqual(" n/a".utf8) else { return nil }
        return (symbol, tail.isEmpty)
    }

    private static func expect(
        _ title: StaticString,
        _ symbol: Symbol,
        _ line: PromptReader.Bytes,
        _ reader: PromptReader
    ) throws(PromptTextError) -> Bool {
        // Only a market block is always there.
        guard let (found, isPresent) = block(title, line), found == symbol,
            isPresent || "\(title)" == "entry"
        else { throw reader.failure(line, wanted: "'[\(title) \(symbol)]'") }
        return isPresent
    }
}
