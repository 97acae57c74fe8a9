/// Finds the one JSON object in a reply's text, without changing a byte of it.
enum ReplyText {
    /// Takes off, each at most once: a byte order mark and white space, a leading `<think>` block, a code fence
    /// around all the rest, prose around one object.
    ///
    /// - Parameters:
    ///   - text: the reply.
    ///   - limits: its cap in bytes is applied to the text as it came.
    /// - Returns: text that starts with `{` or `[`; whether it is JSON is for the reader to say.
    /// - Throws: ``ReplyRefusal`` for a text without an object, or with markup that a model's server leaked.
    static func object(in text: String, limits: ReplyLimits) throws(RefusedReply) -> [UInt8] {
        let count = text.utf8.count
        guard count <= limits.mostBytes else {
            throw RefusedReply(.oversized, "the reply has \(count) bytes; at most \(limits.mostBytes) are allowed")
        }
        var rest = Array(text.utf8)[...]
        if rest.starts(with: [0xef, 0xbb, 0xbf]) { rest = rest.dropFirst(3) }
        rest = trimmed(rest)
        if rest.starts(with: "<think>".utf8) {
            guard let end = firstIndex(of: "</think>", in: rest) else {
                throw RefusedReply(.truncated, "the reply ends inside its <think> block")
            }
            rest = trimmed(rest[(end + "</think>".utf8.count)...])
        }
        guard !rest.isEmpty else { throw RefusedReply(.blank, "the reply is blank; one JSON object is allowed") }
        if rest.starts(with: "```".utf8) { rest = try unfenced(rest) }
        return Array(try unwrapped(rest))
    }

    private static func unfenced(_ text: ArraySlice<UInt8>) throws(RefusedReply) -> ArraySlice<UInt8> {
        let fence = "```".utf8
        let body = text.dropFirst(fence.count)
        guard let newline = body.firstIndex(of: UInt8(ascii: "\n")) else {
            throw RefusedReply(.truncated, "the reply ends in the first line of a code fence")
        }
        let isTag = trimmed(body[..<newline]).allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "z")).contains($0) }
        guard isTag, body.count >= fence.count, body.suffix(fence.count).elementsEqual(fence) else {
            throw RefusedReply(.noObject, "a code fence that does not enclose the whole reply; send the object alone")
        }
        return trimmed(body[(newline + 1)...].dropLast(fence.count))
    }

    private static func unwrapped(_ text: ArraySlice<UInt8>) throws(RefusedReply) -> ArraySlice<UInt8> {
        if let first = text.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "["), isClosing(text.last) {
            return text
        }
        // A string that wraps the object is the reader's to refuse as a form of its own.
        if text.first == UInt8(ascii: "\"") { return text }
        guard let start = text.firstIndex(of: UInt8(ascii: "{")) else {
            throw hasMarkup(text)
                ? RefusedReply(.leakedMarkup, "the model's own tool markup stands in the text; call the tool")
                : RefusedReply(.noObject, "no JSON object in the reply; send {\"decisions\": [...]} and no prose")
        }
        guard let end = text.lastIndex(of: UInt8(ascii: "}")), end > start else {
            throw RefusedReply(.truncated, "the reply ends inside its JSON object")
        }
        let (before, after) = (text[..<start], text[(end + 1)...])
        guard !hasMarkup(before), !hasMarkup(after) else {
            throw RefusedReply(.leakedMarkup, "markup stands around the object; call the tool")
        }
        // After the last brace nothing but prose may stand: a bracket or a quote is the rest of a cut object.
        guard !(before + after).contains(where: isStructural) else {
            throw RefusedReply(.json, "the text around the object is neither prose nor JSON; send the object alone")
        }
        return text[start...end]
    }

    private static func isClosing(_ byte: UInt8?) -> Bool {
        byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
    }

    private static func isStructural(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "`"),
            UInt8(ascii: "\""):
            true
        default: false
        }
    }

    private static func hasMarkup(_ text: ArraySlice<UInt8>) -> Bool {
        text.contains(UInt8(ascii: "<")) || text.contains(UInt8(ascii: ">"))
    }

    private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var text = text
        while let first = text.first, isWhite(first) { text.removeFirst() }
        while let last = text.last, isWhite(last) { text.removeLast() }
        return text
    }

    private static func isWhite(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09
    }

    private static func firstIndex(of word: StaticString, in text: ArraySlice<UInt8>) -> Int? {
        let word = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        guard text.count >= word.count else { return nil }
        for start in text.startIndex...(text.endIndex - word.count)
        where text[start] == word[0] && text[start..<(start + word.count)].elementsEqual(word) {
            return start
        }
        return nil
    }
}
