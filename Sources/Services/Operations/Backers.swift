internal import Performance
internal import Runtime
internal import SQLiteStore
internal import TradingDomain
internal import WireFormat

/// Who wanted a position opened, as the fusion node's file has it; nobody while that process runs, or without the file.
struct Backers {
    private let store: DecisionStore?

    init(_ options: ProcessOptions) {
        let path = options.paths.store("decisions")
        let isFree = options.paths.hasFile(path) && !options.paths.isHeld(.fusionNode, "1")
        store = isFree ? try? DecisionStore(path: path, durability: .full) : nil
    }

    /// Whether there is anything to ask.
    var areKnown: Bool { store != nil }

    /// The slots that answered with this side, sorted; empty when the cycle is not known.
    func slots(of decision: DecisionID, wanting side: Side) -> [String] {
        guard let stored = try? store?.cycle(at: decision.cycle), stored.isComplete,
            let message: Tandem_V1_CycleRecord = try? WireFormat.decode(stored.record, what: "stored cycle"),
            let record = try? message.domain()
        else { return [] }
        return record.symbols.first { $0.symbol == decision.symbol }?.slots(wanting: side) ?? []
    }

    func close() { try? store?.close() }
}
