import TradingDomain

/// The cycle under way, before it is decided; in the memory of the one before.
struct OpenCycle: Sendable {
    /// Of the last cycle that was opened.
    private(set) var id = CycleID(time: .epoch, position: 0)
    private(set) var isOpen = false
    private(set) var hasAsked = false
    /// What the models are told of the account.
    private(set) var account: AccountView?
    /// Nobody is asked before the account has come or was given up.
    private(set) var awaitsAccount = false
    /// As they arrived.
    private(set) var snapshots: [FeatureSnapshot] = []
    /// In the order of the settings.
    var symbols: [SymbolCycle]
    /// What was asked in this cycle; the slots mostly are asked the same.
    private var questions: [ModelRequest] = []
    /// For each slot and channel which of ``questions`` awaits its reply.
    private var awaited: [Int?]
    private(set) var outstandingCount = 0
    private let slotCount: Int

    /// Not open yet.
    init(_ settings: FusionSettings) {
        slotCount = settings.slots.count
        symbols = settings.symbols.map { SymbolCycle(symbol: $0, slots: settings.slotNames) }
        awaited = Array(repeating: nil, count: slotCount * 2)
    }

    mutating func open(_ id: CycleID, awaitsAccount: Bool) {
        self.id = id
        isOpen = true
        hasAsked = false
        account = nil
        self.awaitsAccount = awaitsAccount
        for index in symbols.indices { symbols[index].restart() }
    }

    /// Ends every wait; what has come stays until the next cycle opens.
    mutating func close() {
        isOpen = false
        snapshots = []
        questions.removeAll(keepingCapacity: true)
        guard outstandingCount > 0 else { return }
        outstandingCount = 0
        for index in awaited.indices { awaited[index] = nil }
    }

    /// Takes the snapshots of this cycle and of known symbols, the first of each.
    ///
    /// - Returns: whether every symbol is there now.
    mutating func add(_ arrived: [FeatureSnapshot]) -> Bool {
        let base = snapshots.count
        snapshots = base == 0 ? arrived : snapshots + arrived
        for index in arrived.indices where arrived[index].cycle == id {
            guard let symbol = place(of: arrived[index].symbol, hint: index), symbols[symbol].market == nil else {
                continue
            }
            symbols[symbol].market = SymbolMarket(arrived[index], place: base + index)
        }
        return isFull
    }

    /// Whether every symbol's features are there.
    var isFull: Bool { symbols.allSatisfy { $0.market != nil } }

    mutating func take(_ account: AccountView?) {
        self.account = account
        awaitsAccount = false
    }

    /// Whether ``snapshots`` holds exactly one snapshot per symbol, in their order.
    var isInOrder: Bool {
        guard snapshots.count == symbols.count else { return false }
        for index in symbols.indices where symbols[index].market?.place != index { return false }
        return true
    }

    /// - Returns: the place of the question.
    mutating func add(_ question: ModelRequest) -> Int {
        questions.append(question)
        return questions.count - 1
    }

    /// Awaits a slot's reply to the question at a place.
    mutating func expect(_ question: Int, on channel: Channel, of slot: Int) {
        hasAsked = true
        awaited[slot * 2 + (channel == .direction ? 0 : 1)] = question
        outstandingCount += 1
    }

    /// What a slot has not replied to yet.
    func outstandingRequests(of slot: Int) -> [ModelRequest] {
        awaited[(slot * 2)..<(slot * 2 + 2)].compactMap { $0.map { questions[$0] } }
    }

    /// Ends the wait for one reply.
    ///
    /// - Returns: whether it was awaited.
    mutating func settle(slot: Int, channel: Channel) -> Bool {
        let index = slot * 2 + (channel == .direction ? 0 : 1)
        guard case .some = awaited[index] else { return false }
        awaited[index] = nil
        outstandingCount -= 1
        return true
    }

    func cell(_ channel: Channel, slot: Int) -> Int { channel == .direction ? slot : slotCount + slot }

    /// The place of a symbol in the settings; `hint` is tried first.
    func place(of symbol: Symbol, hint: Int) -> Int? {
        if hint < symbols.count, symbols[hint].symbol == symbol { return hint }
        return symbols.firstIndex { $0.symbol == symbol }
    }
}
