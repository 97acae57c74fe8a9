import TradingDomain

/// The cycle under way, before it is decided. Answers lie in one array of cells: symbol, then channel, then slot.
struct OpenCycle: Sendable {
    private(set) var id: CycleID
    private let symbols: [Symbol]
    private let slotCount: Int
    /// As they arrived.
    private(set) var snapshots: [FeatureSnapshot] = []
    /// For each symbol its place in ``snapshots``, or `nil` while it is missing.
    private(set) var places: [Int?]
    private(set) var hasAsked = false
    /// What the models are told of the account.
    var account: AccountView?
    /// Nobody is asked before the account has come or was given up.
    var awaitsAccount = false
    /// For each symbol whether its features were good enough to ask.
    var isAsked: [Bool]
    /// For each symbol whether every answer on it was held, so that nothing was asked anew.
    var isRepeated: [Bool]
    /// Absent until answered.
    var answers: [ModelAnswer?]
    /// For each slot and channel the request whose reply is outstanding.
    private(set) var outstanding: [ModelRequest?]
    private(set) var outstandingCount = 0

    init(id: CycleID, symbols: [Symbol], slotCount: Int) {
        self.id = id
        self.symbols = symbols
        self.slotCount = slotCount
        places = Array(repeating: nil, count: symbols.count)
        isAsked = Array(repeating: false, count: symbols.count)
        isRepeated = isAsked
        answers = Array(repeating: nil, count: symbols.count * slotCount * 2)
        outstanding = Array(repeating: nil, count: slotCount * 2)
    }

    /// Becomes the next cycle, in the same memory.
    mutating func restart(as id: CycleID) {
        self.id = id
        snapshots = []
        hasAsked = false
        account = nil
        awaitsAccount = false
        outstandingCount = 0
        for index in places.indices { places[index] = nil }
        for index in isAsked.indices {
            isAsked[index] = false
            isRepeated[index] = false
        }
        for index in answers.indices { answers[index] = nil }
        for index in outstanding.indices { outstanding[index] = nil }
    }

    /// Takes the snapshots of this cycle and of known symbols, the first of each.
    ///
    /// - Returns: whether every symbol is there now.
    mutating func add(_ arrived: [FeatureSnapshot]) -> Bool {
        let base = snapshots.count
        snapshots = base == 0 ? arrived : snapshots + arrived
        for index in arrived.indices where arrived[index].cycle == id {
            guard let symbol = place(of: arrived[index].symbol, hint: index), places[symbol] == nil else { continue }
            places[symbol] = base + index
        }
        return isFull
    }

    /// Whether every symbol's features are there.
    var isFull: Bool { !places.contains(nil) }

    /// Whether ``snapshots`` holds exactly one snapshot per symbol, in their order.
    var isInOrder: Bool {
        guard snapshots.count == symbols.count else { return false }
        for index in places.indices where places[index] != index { return false }
        return true
    }

    mutating func expect(_ request: ModelRequest, of slot: Int) {
        hasAsked = true
        outstanding[slot * 2 + (request.channel == .direction ? 0 : 1)] = request
        outstandingCount += 1
    }

    /// Ends the wait for one reply.
    ///
    /// - Returns: whether it was awaited.
    mutating func settle(slot: Int, channel: Channel) -> Bool {
        let index = slot * 2 + (channel == .direction ? 0 : 1)
        guard outstanding[index] != nil else { return false }
        outstanding[index] = nil
        outstandingCount -= 1
        return true
    }

    func cell(symbol: Int, channel: Channel, slot: Int) -> Int {
        (symbol * 2 + (channel == .direction ? 0 : 1)) * slotCount + slot
    }

    /// The place of a symbol in the settings; `hint` is tried first.
    func place(of symbol: Symbol, hint: Int) -> Int? {
        if hint < symbols.count, symbols[hint] == symbol { return hint }
        return symbols.firstIndex(of: symbol)
    }
}
