package import TradingDomain

/// What one slot's calls cost, and what was not asked.
package struct ModelBill: Hashable, Sendable {
    /// The calls of one model.
    package struct Line: Hashable, Sendable {
        package let model: String
        package fileprivate(set) var calls = 0
        /// 1e-9 USD.
        package fileprivate(set) var cost_nanoUSD: Int64 = 0
    }

    package let slot: String
    /// By the order in which the models were asked first.
    package private(set) var lines: [Line] = []
    /// Symbols that the calls asked about, one by one.
    package private(set) var asked = 0
    /// Symbols that were not asked about, since they showed nothing to decide.
    package private(set) var quiet = 0
    /// Symbols that a reply to the same numbers answered.
    package private(set) var cached = 0
    package private(set) var promptTokens = 0
    package private(set) var cachedTokens = 0
    package private(set) var replyTokens = 0
    /// Of the first and the last question, event time.
    package private(set) var first: Timestamp?
    package private(set) var last: Timestamp?

    package init(slot: String) { self.slot = slot }

    package var calls: Int { lines.reduce(0) { $0 + $1.calls } }
    package var cost_nanoUSD: Int64 { lines.reduce(0) { $0 + $1.cost_nanoUSD } }

    mutating func addQuestion(at time: Timestamp, quiet: Int, cached: Int) {
        if first == nil { first = time }
        last = time
        self.quiet += quiet
        self.cached += cached
    }

    mutating func add(_ usage: TokenUsage, of model: String, symbols: Int, cost_nanoUSD: Int64) {
        let index = lines.firstIndex { $0.model == model } ?? lines.endIndex
        if index == lines.endIndex { lines.append(Line(model: model)) }
        lines[index].calls += 1
        lines[index].cost_nanoUSD += cost_nanoUSD
        asked += symbols
        promptTokens += usage.promptTokens
        cachedTokens += usage.cachedTokens
        replyTokens += usage.completionTokens
    }
}
