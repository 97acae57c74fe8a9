import TradingDomain

/// One symbol's part of the cycle under way. A cell is a channel and a slot: first all slots' directions, then all their
/// entries; 16 slots at most, so 32 cells.
///
/// Most cells are answered as in the cycle before: a direction that is still held, another quiet minute. So the answers stay
/// until others take their place, and what was counted of them stays with them.
struct SymbolCycle: Sendable {
    let symbol: Symbol
    /// What its snapshot shows; `nil` while it is missing.
    var market: SymbolMarket?
    /// Whether its features were good enough to ask.
    private(set) var isAsked = false
    /// Whether every answer on it was held, so that nothing was asked anew.
    var isRepeated = false
    /// For each cell what answers it, or an earlier cycle's answer until something does.
    private(set) var answers: [ModelAnswer]
    /// What followed from ``answers`` when they were last counted.
    private(set) var votes: SymbolVotes?
    /// Whether the answers say something else now.
    private(set) var isChanged = true
    /// A bit for each cell that is answered in this cycle.
    private var answered: UInt32 = 0
    /// A bit for each slot whose held direction still stands.
    private var standing: UInt32 = 0
    /// A bit for each slot whose direction cell has what is held of it, from whichever cycle.
    private var held: UInt32 = 0

    init(symbol: Symbol, slots: [String]) {
        self.symbol = symbol
        answers = Channel.allCases.flatMap { channel in
            slots.map { ModelAnswer(slot: $0, channel: channel, symbol: symbol, outcome: .abstained(.noAgent)) }
        }
    }

    mutating func restart() {
        market = nil
        isAsked = false
        isRepeated = false
        answered = 0
        standing = 0
    }

    mutating func ask() { isAsked = true }

    func isAnswered(_ cell: Int) -> Bool { answered & (1 << UInt32(cell)) != 0 }

    func isStanding(_ slot: Int) -> Bool { standing & (1 << UInt32(slot)) != 0 }

    /// Answers a cell.
    mutating func put(_ answer: ModelAnswer, at cell: Int) {
        answered |= 1 << UInt32(cell)
        guard !answers[cell].isTriviallyIdentical(to: answer) else { return }
        if !answers[cell].repeats(answer) { isChanged = true }
        answers[cell] = answer
        held &= ~(1 << UInt32(cell))
    }

    /// Answers a cell by what is there from an earlier cycle.
    mutating func keep(_ cell: Int) { answered |= 1 << UInt32(cell) }

    mutating func count(_ votes: SymbolVotes) {
        self.votes = votes
        isChanged = false
    }

    /// The answers say what they said when they were last counted, or come to the same votes.
    mutating func keepVotes() { isChanged = false }

    /// Answers a direction cell by what is held.
    mutating func repeatDirection(_ answer: ModelAnswer, slot: Int) {
        put(answer, at: slot)
        hold(slot)
        keepDirection(slot)
    }

    /// Answers a direction cell by what is there, which is what is held.
    mutating func keepDirection(_ slot: Int) {
        standing |= 1 << UInt32(slot)
        answered |= 1 << UInt32(slot)
    }

    /// What answers a direction cell is held.
    mutating func hold(_ slot: Int) { held |= 1 << UInt32(slot) }

    func isHeld(_ slot: Int) -> Bool { held & (1 << UInt32(slot)) != 0 }

    /// Abstains in the cells that nobody answered.
    mutating func abstain(_ cause: AbstentionCause) {
        for cell in answers.indices where !isAnswered(cell) {
            let last = answers[cell]
            put(
                ModelAnswer(slot: last.slot, channel: last.channel, symbol: symbol, outcome: .abstained(cause)),
                at: cell
            )
        }
    }
}
