import Risk
import TradingDomain

/// The gate once more, from the words of `docs/risk.md` and not from its code: plain 128-bit numbers, one rule a line.
/// Its memory is what the document says is remembered.
struct GateOracle {
    let limits: RiskLimits
    let rules: [OracleInput.Rules]
    var state = TradingState.active
    var areBooksVerified = false
    private var (mark, accountPeak, lastEquity): (Int64?, Int64?, Int64?)
    private var (day, dayStart): (Int64?, Int64?)
    private var isLossOfDayReached = false
    var newest: OracleInput.Cycle?
    var judged: Set<String> = []
    var opened: [Opened] = []
    var forgivenUntil: Int64?

    /// An opening order, as it is remembered.
    struct Opened {
        var time: Int64
        var symbol: String
        var isLong: Bool
        var (stop, target): (Int64, Int64)
    }

    enum Answer: Equatable {
        case refused(Refusal.Code)
        case satisfied
        case closes(symbol: String, isBuy: Bool, quantity: Int64)
        case opens(symbol: String, isBuy: Bool, quantity: Int64, stop: Int64, target: Int64)
    }

    init(_ limits: RiskLimits, _ rules: [OracleInput.Rules]) {
        (self.limits, self.rules) = (limits, rules)
    }

    /// What is shown.
    var shownState: TradingState { areBooksVerified ? state : .halted }

    /// - Returns: the verdicts in the order of the symbols, or the closing orders of a flattening.
    mutating func take(_ step: OracleInput.Step) -> [Answer] {
        switch step {
        case .booksVerified: areBooksVerified = true
        case .restart: areBooksVerified = false
        case .halt: if state != .flattening { state = .halted }
        case .flatten: state = .flattening
        case .resume(let hasReason): if hasReason { resume() }
        case .seen(let books): return flatten(books)
        case .asked(let cycle, let now, let wishes, let books): return judge(cycle, now, wishes, books)
        }
        return []
    }

    private mutating func resume() {
        guard state == .halted || state == .flattening else { return }
        mark = lastEquity
        forgivenUntil = newest?.time
        state = isLossOfDayReached ? .reducing : .active
    }

    private mutating func flatten(_ books: OracleInput.Books) -> [Answer] {
        guard shownState == .flattening else { return [] }
        if books.held.isEmpty && books.waiting.isEmpty { state = .halted }
        return books.held.filter { held in !books.waiting.contains { $0.symbol == held.symbol } }
            .map { .closes(symbol: $0.symbol, isBuy: !$0.isLong, quantity: $0.quantity) }
    }

    /// The first of G1 to G8 that fires.
    mutating func closure(_ cycle: OracleInput.Cycle, _ books: OracleInput.Books) -> Refusal.Code? {
        guard areBooksVerified else { return .halted }
        look(at: books, on: cycle)
        let equity = books.equity
        if state == .halted || state == .flattening { return .halted }
        if fell(from: mark, to: equity, limits.maximumDrawdownPercent) {
            state = .halted
            return .drawdown
        }
        if state == .reducing { return .reducingOnly }
        if fell(from: dayStart, to: equity, limits.dailyLossPercent) {
            (state, isLossOfDayReached) = (.reducing, true)
            return .dailyLoss
        }
        if equity <= 0 { return .notComputable }
        if books.time < cycle.time { return .clockSuspect }
        if let newest, cycle.position > newest.position, cycle.time < newest.time { return .clockSuspect }
        if let order = opened.last, cycle.time < order.time { return .clockSuspect }
        if books.losses >= limits.lossesInARow {
            guard let last = books.lastLoss else { return .notComputable }
            if cycle.time - last < limits.coolDown_ms { return .coolDown }
        }
        let fees = Int128(books.fees) - Int128(books.feesAtDayStart)
        return fees * 10_000 >= Int128(books.dayStart) * Int128(limits.feesPerDayBasisPoints) ? .dailyFees : nil
    }

    private mutating func look(at books: OracleInput.Books, on cycle: OracleInput.Cycle) {
        let today = cycle.time / 86_400_000 * 86_400_000
        if day == nil || today > (day ?? 0) {
            if state == .reducing { state = .active }
            day = today
            isLossOfDayReached = false
            dayStart = books.day == today ? books.dayStart : books.equity
        }
        // A peak of the account counts when it is new: one from before a resume does not.
        if mark == nil || books.peak > (accountPeak ?? .max) { mark = max(mark ?? books.peak, books.peak) }
        accountPeak = max(accountPeak ?? books.peak, books.peak)
        mark = max(mark ?? books.equity, books.equity)
        lastEquity = books.equity
    }

    private func fell(from start: Int64?, to now: Int64, _ percent: Int) -> Bool {
        guard let start, start > now else { return false }
        return (Int128(start) - Int128(now)) * 100 >= Int128(start) * Int128(percent)
    }
}
