internal import PaperTrading
package import TradingDomain

/// Keeps what an evaluation needs of a run while it goes on.
package struct RunRecorder: Sendable {
    /// One at each tick.
    package private(set) var points: [EquityPoint] = []
    /// Fills and funding, in the ledger's order.
    package private(set) var entries: [LedgerTransaction] = []
    /// In order of time, symbol, channel, slot; empty unless asked for.
    package private(set) var answers: [AnswerRow] = []
    /// The first cycle in which some model was asked.
    package private(set) var firstAsked: Timestamp?
    private let keepsAnswers: Bool

    /// - Parameter keepsAnswers: whether every answer of every model is kept; about 64 bytes each.
    package init(keepsAnswers: Bool) { self.keepsAnswers = keepsAnswers }

    mutating func add(_ entries: [LedgerTransaction], _ newPoints: [EquityPoint]) {
        points += newPoints
        self.entries += entries.lazy.filter(\.isResult)
    }

    mutating func add(_ record: CycleRecord) {
        guard keepsAnswers || firstAsked == nil else { return }
        for symbol in record.symbols {
            for answer in symbol.answers {
                let word: AnswerRow.Word
                switch answer.outcome {
                case .decided(let decision):
                    if firstAsked == nil { firstAsked = record.cycle.time }
                    // Held from an earlier cycle: counted there.
                    guard decision.time == record.cycle.time else { continue }
                    word = .said(decision.action, decision.confidence)
                case .abstained(let cause): word = .abstained(cause)
                }
                guard keepsAnswers else { return }
                answers.append(
                    AnswerRow(
                        time: record.cycle.time,
                        symbol: symbol.symbol,
                        slot: answer.slot,
                        channel: answer.channel,
                        word: word,
                        price: symbol.price
                    )
                )
            }
        }
    }
}
