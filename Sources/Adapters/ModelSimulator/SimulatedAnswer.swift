import ModelAgent

/// What the simulated model says, before it is put in a protocol's words.
struct SimulatedAnswer {
    /// When every answer was made, in seconds since 1970. Fixed, so that answers follow from the question alone.
    static let created = 1_795_392_000
    /// The answer's tokens when the request names no limit.
    static let defaultMaximumTokens = 4096

    let question: SimulatedQuestion
    /// Text, empty when a tool is called.
    let content: String
    /// The tool's arguments, or `nil` when text is the answer.
    let toolArguments: String?
    let reasoning: String?
    /// The token limit cut the answer short.
    let isCut: Bool
    let usage: SimulatedUsage
    /// A UUID that follows from the request.
    let name: String
    let toolCallName: String

    /// - Parameters:
    ///   - question: what was asked.
    ///   - text: the whole answer: the tool's arguments, or the text.
    ///   - promptTokens: of tools and messages.
    ///   - cachedTokens: of these, the ones found in the cache.
    init(question: SimulatedQuestion, text: String, promptTokens: Int, cachedTokens: Int) {
        var names = StableHash(question.requestID.utf8)
        let limit = question.maximumTokens ?? Self.defaultMaximumTokens
        let reasoning = question.thinks ? Self.reasoning(about: question) : nil
        let tokenizer = question.dialect.provider.tokenizer
        let thought = reasoning.map { Self.cut($0, toTokens: limit, tokenizer) }
        let thoughtTokens = tokenizer.count(thought ?? "")
        let said = Self.cut(text, toTokens: limit - thoughtTokens, tokenizer)
        self.question = question
        self.reasoning = thought
        toolArguments = question.calledTool == nil || said.isEmpty ? nil : said
        content = question.calledTool == nil ? said : ""
        isCut = said.utf8.count < text.utf8.count
        usage = SimulatedUsage(
            prompt: promptTokens,
            cached: cachedTokens,
            completion: thoughtTokens + tokenizer.count(said),
            reasoning: question.thinks ? thoughtTokens : nil
        )
        name = names.uuid()
        switch question.dialect {
        case .deepSeek: toolCallName = "call_00_\(names.letters(24))"
        case .qwenCompatible, .qwenNative: toolCallName = "call_\(names.hexadecimal(24))"
        }
    }

    /// Why the answer ends here, in the words of both providers.
    var finishReason: String {
        if isCut { return "length" }
        guard toolArguments != nil else { return "stop" }
        // With a named tool Qwen reports the forced call as an ordinary stop.
        if case .named = question.toolChoice, question.dialect == .qwenCompatible { return "stop" }
        return "tool_calls"
    }

    private static func reasoning(about question: SimulatedQuestion) -> String {
        "This is a simulated model. The numbers of the prompt were read and weighed by fixed rules."
            + (question.calledTool.map { " The answer goes to \($0)." } ?? "")
    }

    /// The longest part from the start within that many tokens, whole characters only.
    private static func cut(_ text: String, toTokens limit: Int, _ tokenizer: Tokenizer) -> String {
        guard limit > 0 else { return "" }
        guard tokenizer.count(text) > limit else { return text }
        // Counts rise with the length, so the longest part is found by halves.
        var (fits, exceeds) = (0, text.count)
        while exceeds - fits > 1 {
            let middle = (fits + exceeds) / 2
            if tokenizer.count(String(text.prefix(middle))) <= limit { fits = middle } else { exceeds = middle }
        }
        return String(text.prefix(fits))
    }
}

/// The tokens that the answer reports.
struct SimulatedUsage {
    let prompt: Int
    let cached: Int
    /// Reasoning included.
    let completion: Int
    /// `nil` when thinking is off.
    let reasoning: Int?

    var total: Int { prompt + completion }
}

extension SimulatedAnswer {
    /// One step of a streamed answer, before it is put in a protocol's words.
    enum Delta {
        case opening
        case reasoning(String)
        case callOpening
        case callPiece(String)
        case content(String)
    }

    /// The answer in the steps of a stream, without its end.
    var deltas: [Delta] {
        var deltas: [Delta] = [.opening]
        if let reasoning { deltas += Self.pieces(of: reasoning, size: 24).map(Delta.reasoning) }
        if let toolArguments {
            deltas.append(.callOpening)
            deltas += Self.pieces(of: toolArguments, size: 16).map(Delta.callPiece)
        } else {
            deltas += Self.pieces(of: content, size: 16).map(Delta.content)
        }
        return deltas
    }

    /// The text in pieces of `size` characters, the last one shorter.
    static func pieces(of text: String, size: Int) -> [String] {
        var pieces: [String] = []
        var start = text.startIndex
        while start < text.endIndex {
            let end = text.index(start, offsetBy: size, limitedBy: text.endIndex) ?? text.endIndex
            pieces.append(String(text[start..<end]))
            start = end
        }
        return pieces
    }
}
