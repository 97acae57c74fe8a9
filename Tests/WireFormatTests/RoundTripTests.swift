import Testing
import TradingDomain
import WireFormat

/// Whatever the domain can hold travels and arrives equal, bytes and all.
struct RoundTripTests {
    private static let count = 500

    private func every<Value: Equatable>(
        _ make: (inout Samples) throws -> Value,
        _ travel: (Value) throws -> Value
    ) throws {
        for seed in 0..<UInt64(Self.count) {
            var samples = Samples(seed: seed)
            let value = try make(&samples)
            #expect(try travel(value) == value, "seed \(seed)")
        }
    }

    @Test func marketEventsArriveEqual() throws {
        try every({ try $0.marketEvent() }) { value in
            let read: Tandem_V1_MarketEvent = try WireFormat.decode(
                WireFormat.encode(Tandem_V1_MarketEvent(value)),
                what: "event"
            )
            return try read.domain()
        }
    }

    @Test func snapshotsArriveEqual() throws {
        try every({ try $0.snapshot() }) { value in
            let read: Tandem_V1_FeatureSnapshot = try WireFormat.decode(
                WireFormat.encode(Tandem_V1_FeatureSnapshot(value)),
                what: "snapshot"
            )
            return try read.domain()
        }
    }

    @Test func modelRequestsArriveEqual() throws {
        try every({ samples in
            let cycle = samples.cycle()
            return ModelRequest(
                cycle: cycle,
                channel: samples.pick(Channel.allCases),
                snapshots: try samples.list { try $0.snapshot(at: cycle) },
                account: try samples.optional { try $0.accountView() },
                disputed: try samples.list { try $0.symbol() }
            )
        }) { value in
            let read: Tandem_V1_ModelRequest = try WireFormat.decode(
                WireFormat.encode(Tandem_V1_ModelRequest(value)),
                what: "request"
            )
            return try read.domain()
        }
    }

    @Test func modelAnswersArriveEqual() throws {
        try every({ try $0.answer() }) { value in
            let read: Tandem_V1_ModelAnswer = try WireFormat.decode(
                WireFormat.encode(Tandem_V1_ModelAnswer(value)),
                what: "answer"
            )
            return try read.domain()
        }
    }

    @Test func decisionsArriveEqual() throws {
        try every({ try $0.decision() }) { value in
            let read: Tandem_V1_TradingDecision = try WireFormat.decode(
                WireFormat.encode(Tandem_V1_TradingDecision(value)),
                what: "decision"
            )
            return try read.domain()
        }
    }

    @Test func cycleRecordsArriveEqual() throws {
        try every({ try $0.cycleRecord() }) { value in
            let read: Tandem_V1_CycleRecord = try WireFormat.decode(
                WireFormat.encode(Tandem_V1_CycleRecord(value)),
                what: "record"
            )
            return try read.domain()
        }
    }

    @Test func verdictsArriveEqual() throws {
        try every({ try $0.list { try $0.verdict() } }) { value in
            let cycle = CycleID(time: .epoch, position: 9)
            let read: Tandem_V1_Verdicts = try WireFormat.decode(
                WireFormat.encode(Tandem_V1_Verdicts(cycle, value)),
                what: "verdicts"
            )
            let arrived = try read.domain()
            #expect(arrived.cycle == cycle)
            return arrived.verdicts
        }
    }

    @Test func proposalsArriveEqual() throws {
        try every({ try $0.proposal() }) { value in
            let read: Tandem_V1_Proposal = try WireFormat.decode(
                WireFormat.encode(Tandem_V1_Proposal(value)),
                what: "proposal"
            )
            return try read.domain()
        }
    }

    @Test func ordersArriveEqual() throws {
        try every({ try $0.order() }) { value in
            let read: Tandem_V1_Order = try WireFormat.decode(WireFormat.encode(Tandem_V1_Order(value)), what: "order")
            return try read.domain()
        }
    }

    @Test func approvedOrdersArriveEqual() throws {
        try every({ try $0.approvedOrder() }) { value in
            let read: Tandem_V1_ApprovedOrder = try WireFormat.decode(
                WireFormat.encode(Tandem_V1_ApprovedOrder(value)),
                what: "approved order"
            )
            return try read.domain()
        }
    }

    @Test func ledgerTransactionsArriveEqual() throws {
        try every({ try $0.transaction() }) { value in
            let read: Tandem_V1_LedgerTransaction = try WireFormat.decode(
                WireFormat.encode(Tandem_V1_LedgerTransaction(value)),
                what: "entry"
            )
            return try read.domain()
        }
    }

    @Test func accountsArriveEqual() throws {
        try every({ try $0.account() }) { value in
            let read: Tandem_V1_AccountSnapshot = try WireFormat.decode(
                WireFormat.encode(Tandem_V1_AccountSnapshot(value)),
                what: "account"
            )
            return try read.domain()
        }
    }

    @Test func equityPointsArriveEqual() throws {
        try every({ $0.equityPoint() }) { value in
            let read: Tandem_V1_EquityPoint = try WireFormat.decode(
                WireFormat.encode(Tandem_V1_EquityPoint(value)),
                what: "point"
            )
            return try read.domain()
        }
    }

    @Test func heldAnswersArriveEqual() throws {
        try every({ try $0.list { try $0.heldAnswer() } }) { value in
            let read: Tandem_V1_HeldAnswers = try WireFormat.decode(
                WireFormat.encode(Tandem_V1_HeldAnswers(value)),
                what: "held answers"
            )
            return try read.domain()
        }
    }

    @Test func booksReportsArriveEqual() throws {
        try every({ $0.booksReport() }) { value in
            let read: Tandem_V1_Books = try WireFormat.decode(WireFormat.encode(Tandem_V1_Books(value)), what: "books")
            return try read.domain()
        }
    }
}
