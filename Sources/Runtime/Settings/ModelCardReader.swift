internal import TradingDomain
internal import Yams

/// Reads one entry of a model table, and notes all that is wrong with it.
struct ModelCardReader {
    private static let keys: Set<String> = [
        "name", "aliases", "protocol", "tool_choice", "answer", "thinking_switch", "reply_limit", "context_tokens",
        "knowledge_until", "retired", "peak_hours_utc", "usd_per_million_tokens",
    ]
    private static let priceKeys: Set<String> = [
        "up_to_prompt_tokens", "cache_hit", "cache_miss", "output", "peak_cache_hit", "peak_cache_miss", "peak_output",
    ]

    private let mapping: Node.Mapping
    private let label: String
    private(set) var problems: [String] = []

    init(_ node: Node, index: Int) {
        mapping = node.mapping ?? [:]
        label = mapping["name"]?.string ?? "model \(index + 1)"
        refuseUnknown(mapping, Self.keys)
    }

    mutating func card() -> ModelCard? {
        let dialect: ModelDialect? = word("protocol")
        let standard = ModelCapabilities.standard(dialect ?? .qwenCompatible)
        let capabilities = ModelCapabilities(
            toolChoice: word("tool_choice", standard: standard.toolChoice) ?? standard.toolChoice,
            answerForm: word("answer", standard: standard.answerForm) ?? standard.answerForm,
            thinkingSwitch: word("thinking_switch", standard: standard.thinkingSwitch) ?? standard.thinkingSwitch,
            replyLimitField: word("reply_limit", standard: standard.replyLimitField) ?? standard.replyLimitField
        )
        let context = number("context_tokens")
        let (knowledgeEnd, retired) = (time("knowledge_until"), time("retired"))
        let peak = peakHours()
        let brackets = brackets()
        guard let name = mapping["name"]?.string else {
            problems.append("\(label): has no name")
            return nil
        }
        guard problems.isEmpty, let dialect, let context else { return nil }
        return ModelCard(
            name: name,
            aliases: mapping["aliases"]?.sequence?.compactMap(\.string) ?? [],
            dialect: dialect,
            capabilities: capabilities,
            knowledgeEnd: knowledgeEnd,
            retired: retired,
            contextTokens: context,
            brackets: brackets,
            peakHours: peak
        )
    }

    private mutating func brackets() -> [ModelCard.Bracket] {
        var brackets: [ModelCard.Bracket] = []
        for node in mapping["usd_per_million_tokens"]?.sequence ?? [] {
            guard let prices = node.mapping else {
                problems.append("\(label): a price is a list of keys")
                continue
            }
            refuseUnknown(prices, Self.priceKeys)
            let limit = prices["up_to_prompt_tokens"].flatMap { Int($0.string ?? "") }
            if prices["up_to_prompt_tokens"] != nil, limit == nil {
                problems.append("\(label): up_to_prompt_tokens is a whole number")
            }
            let hasPeak = prices["peak_output"] != nil
            guard let price = price(prices, "") else { continue }
            let peak = hasPeak ? self.price(prices, "peak_") : nil
            brackets.append(ModelCard.Bracket(upToPromptTokens: limit, price: price, peakPrice: peak))
        }
        return brackets
    }

    private mutating func price(_ prices: Node.Mapping, _ prefix: String) -> ModelPrice? {
        var values: [Int64] = []
        for name in ["cache_hit", "cache_miss", "output"] {
            let text = prices[Node("\(prefix)\(name)")]?.scalar?.string ?? ""
            // A micro-dollar is the unit: six decimals.
            guard let dollars = try? Money(parsing: text), (0...1_000_000_000_000).contains(dollars.units),
                dollars.units % 100 == 0
            else {
                problems.append(
                    "\(label): \(prefix)\(name) was '\(text.prefix(20))', allowed is 0 to 10000, 6 decimals"
                )
                continue
            }
            values.append(dollars.units / 100)
        }
        guard values.count == 3 else { return nil }
        return ModelPrice(cacheHit: values[0], cacheMiss: values[1], output: values[2])
    }

    /// Hours such as `1-4`, the end excluded, Monday to Friday.
    private mutating func peakHours() -> PeakHours? {
        guard let node = mapping["peak_hours_utc"] else { return nil }
        var hours: [Range<Int64>] = []
        for text in node.sequence?.compactMap(\.string) ?? [] {
            let ends = text.split(separator: "-").compactMap { Int64($0) }
            guard ends.count == 2, ends[0] < ends[1], (0...24).contains(ends[0]), ends[1] <= 24 else {
                problems.append("\(label): peak_hours_utc had '\(text.prefix(20))', write such as 1-4")
                continue
            }
            hours.append(ends[0]..<ends[1])
        }
        return PeakHours(hours: hours)
    }

    private mutating func word<Word: RawRepresentable<String> & CaseIterable>(
        _ key: String,
        standard: Word? = nil
    ) -> Word? {
        guard let text = mapping[Node(key)]?.string else {
            if standard == nil { problems.append("\(label): has no \(key)") }
            return standard
        }
        if let word = Word(rawValue: text) { return word }
        let allowed = Word.allCases.map(\.rawValue).joined(separator: ", ")
        problems.append("\(label): \(key) was '\(text.prefix(40))', allowed is \(allowed)")
        return nil
    }

    private mutating func number(_ key: String) -> Int? {
        guard let number = mapping[Node(key)]?.string.flatMap({ Int($0) }) else {
            problems.append("\(label): \(key) is a whole number")
            return nil
        }
        return number
    }

    private mutating func time(_ key: String) -> Timestamp? {
        guard let text = mapping[Node(key)]?.scalar?.string else { return nil }
        if let time = try? Timestamp(parsing: text) { return time }
        problems.append("\(label): \(key) was '\(text.prefix(40))', write a date such as 2026-07-24")
        return nil
    }

    private mutating func refuseUnknown(_ mapping: Node.Mapping, _ known: Set<String>) {
        for key in mapping.keys.compactMap(\.string) where !known.contains(key) {
            problems.append(
                "\(label): unknown key '\(key.prefix(40))'; known are \(known.sorted().joined(separator: ", "))"
            )
        }
    }
}
