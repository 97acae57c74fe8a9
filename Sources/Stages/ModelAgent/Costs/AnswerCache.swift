import TradingDomain

/// The last replies by what was asked. A question with the same numbers, rules and model has its answer already.
struct AnswerCache: Sendable {
    /// 128 bits of FNV-1a over all that a model is shown but the clock.
    struct Key: Hashable, Sendable {
        private var first: UInt64 = 0xcbf2_9ce4_8422_2325
        private var second: UInt64 = 0x6c62_272e_07bb_0142

        init(model: String, template: PromptTemplate, user: String) {
            add(model)
            add(template.digest)
            // The clock is the last line.
            let end = user.utf8.dropLast().lastIndex(of: UInt8(ascii: "\n")) ?? user.utf8.endIndex
            add(String(user[..<end]))
        }

        private mutating func add(_ text: String) {
            for byte in text.utf8 {
                first = (first ^ UInt64(byte)) &* 0x100_0000_01b3
                second = (second &* 0x100_0000_01b3) ^ UInt64(byte)
            }
            first = first &* 0x100_0000_01b3
            second = second &+ 1
        }
    }

    static let kept = 64
    private var entries: [(key: Key, time: Timestamp, content: ReplyContent)] = []

    func content(_ key: Key, at time: Timestamp, within age_ms: Int64) -> ReplyContent? {
        guard age_ms > 0, let found = entries.last(where: { $0.key == key }),
            time.milliseconds(since: found.time) <= age_ms
        else { return nil }
        return found.content
    }

    mutating func drop(_ key: Key) { entries.removeAll { $0.key == key } }

    /// Keeps a reply, unless one to the same question still stands; what could not be used is asked again.
    mutating func keep(_ content: ReplyContent, as key: Key, at time: Timestamp, within age_ms: Int64) {
        guard case .arguments = content, self.content(key, at: time, within: age_ms) == nil else { return }
        if entries.count == Self.kept { entries.removeFirst() }
        entries.append((key, time, content))
    }
}
