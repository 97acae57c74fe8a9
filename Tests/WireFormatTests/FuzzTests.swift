import TestSupport
import Testing
import TradingDomain
import WireFormat

/// Damaged and random bytes are read or refused; nothing traps, and nothing that was read contradicts itself.
struct FuzzTests {
    #if DEBUG
        private static let count = 20_000
    #else
        private static let count = 200_000
    #endif

    @Test(.timeLimit(.minutes(1)))
    func damagedMessagesAreReadOrRefused() throws {
        var generator = SeededGenerator(seed: 11)
        let messages = try Messages.events() + Messages.requests() + Messages.replies()
        var accepted = 0
        for _ in 0..<Self.count {
            var bytes = try #require(messages.randomElement(using: &generator)).bytes
            for _ in 0..<Int.random(in: 1...4, using: &generator) { damage(&bytes, &generator) }
            if read(bytes) { accepted += 1 }
        }
        #expect((1..<Self.count).contains(accepted), "some damage is harmless, most is not: \(accepted)")
    }

    @Test(.timeLimit(.minutes(1)))
    func randomBytesAreRefused() {
        var generator = SeededGenerator(seed: 12)
        for _ in 0..<Self.count {
            let count = Int.random(in: 0...48, using: &generator)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            _ = read(bytes)
            _ = read([8, 1] + bytes)
        }
    }

    private func damage(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
        guard let index = bytes.indices.randomElement(using: &generator) else { return }
        switch UInt8.random(in: 0...4, using: &generator) {
        case 0: bytes[index] ^= 1 << UInt8.random(in: 0...7, using: &generator)
        case 1: bytes[index] = UInt8.random(in: 0...255, using: &generator)
        case 2: bytes.removeSubrange(index...)
        case 3: bytes.remove(at: index)
        default: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: index)
        }
    }

    /// Reads bytes as everything they could be, down to the domain.
    private func read(_ bytes: [UInt8]) -> Bool {
        var isRead = false
        if let body = try? WireFormat.event(bytes).body, (try? read(body)) != nil { isRead = true }
        if let body = try? WireFormat.request(bytes), (try? read(body)) != nil { isRead = true }
        if let body = try? WireFormat.reply(bytes).body, (try? read(body)) != nil { isRead = true }
        return isRead
    }

    private func read(_ body: Tandem_V1_Event.OneOf_Body) throws {
        switch body {
        case .market(let market): try read(market)
        case .features(let features): _ = try features.domain()
        case .cycle(let record): _ = try record.domain()
        case .verdicts(let verdicts): _ = try verdicts.domain()
        case .execution(let execution): _ = try execution.transaction.domain()
        case .equity(let point): _ = try point.domain()
        case .call, .tradingState, .status: break
        }
    }

    private func read(_ body: Tandem_V1_Request.OneOf_Body) throws {
        switch body {
        case .featuresWanted(let wanted): _ = try wanted.cycle.domain()
        case .agentAnswer(let answer): _ = try answer.domain()
        case .propose(let propose): _ = try propose.domain()
        case .execute(let execute): _ = try execute.domain()
        case .changeOrders(let wanted): _ = try wanted.domain()
        default: break
        }
    }

    private func read(_ body: Tandem_V1_Reply.OneOf_Body) throws {
        switch body {
        case .market(let market): try read(market)
        case .features(let features): _ = try features.domain()
        case .agentCommand(let command): _ = try command.ask.domain()
        case .cycles(let cycles): for record in cycles.records { _ = try record.domain() }
        case .verdicts(let verdicts): _ = try verdicts.domain()
        case .account(let account): _ = try account.domain()
        case .books(let books): _ = try books.domain()
        case .ledger(let ledger): for entry in ledger.entries { _ = try entry.transaction.domain() }
        case .equity(let equity): for point in equity.points { _ = try point.domain() }
        default: break
        }
    }

    private func read(_ market: Tandem_V1_MarketEvents) throws {
        var chain = market.chainAtAfter
        for event in market.events { chain = try event.domain().chained(after: chain) }
    }
}
