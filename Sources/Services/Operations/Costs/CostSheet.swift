package import TradingDomain

/// What an account's calls cost, by whatever one asks for, what was saved, and what the month will cost.
package struct CostSheet: Sendable {
    /// Event times that count.
    package struct Window: Sendable {
        package var from: Timestamp?
        package var to: Timestamp?

        package init(from: Timestamp? = nil, to: Timestamp? = nil) {
            self.from = from
            self.to = to
        }

        func contains(_ time: Timestamp) -> Bool {
            (from.map { time >= $0 } ?? true) && (to.map { time < $0 } ?? true)
        }
    }

    /// What the rows of a table stand for.
    package enum Grouping: String, CaseIterable, Sendable {
        case model
        case hour
        case day
        case symbol
        case decision
        /// Why a call went to its model.
        case choice
    }

    /// One row.
    package struct Line: Hashable, Sendable {
        package let name: String
        package internal(set) var calls = 0
        package internal(set) var failed = 0
        package internal(set) var promptTokens = 0
        package internal(set) var cachedTokens = 0
        package internal(set) var replyTokens = 0
        package internal(set) var cost_nanoUSD: Int64 = 0
    }

    let account: String
    private(set) var calls: [(slot: String, bill: CallBill)] = []
    private(set) var unasked: [(slot: String, bill: UnaskedBill)] = []
    private let table: ModelTable
    private let window: Window

    package init(account: String, table: ModelTable, window: Window) {
        self.account = account
        self.table = table
        self.window = window
    }

    package var isEmpty: Bool { calls.isEmpty && unasked.isEmpty }

    package mutating func add(_ bills: [CallBill], _ notes: [UnaskedBill], of slot: String) {
        calls += bills.filter { window.contains($0.cycle.time) }.map { (slot, $0) }
        unasked += notes.filter { window.contains($0.cycle.time) }.map { (slot, $0) }
    }

    /// Event times of the first and the last question.
    var stretch: (first: Timestamp, last: Timestamp)? {
        let times = calls.map(\.bill.cycle.time) + unasked.map(\.bill.cycle.time)
        guard let first = times.min(), let last = times.max() else { return nil }
        return (first, last)
    }

    package var cost_nanoUSD: Int64 { calls.reduce(0) { $0 + $1.bill.cost_nanoUSD } }
    /// An agent had two models to choose from.
    var hasChoice: Bool { calls.contains { $0.bill.choice != nil } }
    var isSimulated: Bool { calls.allSatisfy(\.bill.isSimulated) }

    /// One line per name, in order of the names. A call about several symbols counts for each of them with its share.
    package func lines(by grouping: Grouping) -> [Line] {
        var lines: [String: Line] = [:]
        for (slot, bill) in calls {
            let shares: [(name: String, share: Int, of: Int)]
            switch grouping {
            case .model:
                shares = [
                    ("\(slot) \(bill.model)\(bill.isSimulated && bill.model != "rules" ? " (simulated)" : "")", 0, 1)
                ]
            case .hour: shares = [("\(bill.cycle.time.floored(toMilliseconds: 3_600_000))", 0, 1)]
            case .day: shares = [(String("\(bill.cycle.time)".prefix(10)), 0, 1)]
            case .choice: shares = [("\(slot) \(bill.choice?.reason.rawValue ?? "the only model")", 0, 1)]
            case .symbol, .decision:
                let symbols = bill.symbols.isEmpty ? ["(not on record)"] : bill.symbols.map(\.description)
                shares = symbols.enumerated().map { place, symbol in
                    (grouping == .symbol ? symbol : "\(bill.cycle.time)/\(symbol)", place, symbols.count)
                }
            }
            for (name, place, count) in shares { lines[name, default: Line(name: name)].add(bill, place, count) }
        }
        return lines.values.sorted { $0.name < $1.name }
    }

    /// What a whole month of event time will cost: what is spent, and the same pace for what is left of it.
    package var month: (name: String, spent_nanoUSD: Int64, projected_nanoUSD: Int64)? {
        guard let stretch else { return nil }
        let start = stretch.last.startOfMonth
        let end = Timestamp(milliseconds: start.milliseconds + 32 * 86_400_000).startOfMonth
        let spent = calls.reduce(0) { $0 + ($1.bill.cycle.time >= start ? $1.bill.cost_nanoUSD : 0) }
        let from = max(start, stretch.first)
        // A pace of less than an hour says nothing; the stretch ends one cycle after its last question.
        let elapsed_ms = max(3_600_000, stretch.last.milliseconds(since: from))
        let left_ms = max(0, end.milliseconds(since: stretch.last))
        let projected = spent + Int64(Double(spent) * Double(left_ms) / Double(elapsed_ms))
        return (String("\(start)".prefix(7)), spent, projected)
    }
}

/// What was not paid, and how.
extension CostSheet {
    package struct Savings: Sendable {
        /// Symbols that showed nothing to decide; about that much in 1e-9 USD for them and the next together.
        package var quiet = 0
        /// Symbols that a reply to the same numbers answered.
        package var cached = 0
        package var unasked_nanoUSD: Int64 = 0
        /// 4 h questions that an earlier answer stood for.
        package var held = 0
        package var held_nanoUSD: Int64 = 0
        /// Calls that asking about several symbols at once made needless.
        package var batched = 0
        /// Prompt tokens at the price of a cache hit.
        package var prefixTokens = 0
        package var prefix_nanoUSD: Int64 = 0
        /// Symbols that the rules answered, since no call could be paid for.
        package var ruled = 0
    }

    package var savings: Savings {
        var savings = Savings()
        for (_, note) in unasked {
            savings.quiet += note.quiet.count
            savings.cached += note.cached.count
            savings.ruled += note.ruled.count
            savings.unasked_nanoUSD += note.saved_nanoUSD
        }
        var asked: [Channel: (symbols: Int, cost: Int64)] = [:]
        for (_, bill) in calls {
            asked[bill.channel, default: (0, 0)].cost += bill.cost_nanoUSD
            if !bill.isRepair { asked[bill.channel, default: (0, 0)].symbols += bill.symbols.count }
            savings.batched += max(0, bill.symbols.count - 1)
            savings.prefixTokens += bill.cachedTokens
            let price = table.card(bill.model)?.price(promptTokens: bill.promptTokens, at: bill.cycle.time)
            if let price {
                savings.prefix_nanoUSD += Int64(bill.cachedTokens) * (price.cacheMiss - price.cacheHit) / 1_000
            }
        }
        // Every entry question has its 4 h question, unless the answer to it still stands.
        let entry = unasked.reduce(asked[.entry]?.symbols ?? 0) { sum, note in
            note.bill.channel == .entry ? sum + note.bill.quiet.count + note.bill.cached.count : sum
        }
        let direction = asked[.direction] ?? (0, 0)
        savings.held = max(0, entry - direction.symbols)
        if direction.symbols > 0 {
            savings.held_nanoUSD = Int64(savings.held) * direction.cost / Int64(direction.symbols)
        }
        return savings
    }
}

extension CostSheet.Line {
    /// The `place`th of `count` shares of a call; the first has what does not divide.
    fileprivate mutating func add(_ bill: CallBill, _ place: Int, _ count: Int) {
        func share(_ whole: Int) -> Int { whole / count + (place == 0 ? whole % count : 0) }
        calls += 1
        if bill.failure != nil { failed += 1 }
        promptTokens += share(bill.promptTokens)
        cachedTokens += share(bill.cachedTokens)
        replyTokens += share(bill.replyTokens)
        cost_nanoUSD += Int64(share(Int(bill.cost_nanoUSD)))
    }
}
