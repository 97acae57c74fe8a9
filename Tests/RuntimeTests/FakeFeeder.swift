import TradingDomain
import WireFormat
import ZeroMQBus

@testable import Runtime

/// A data feeder in memory whose answers and doorbell the test chooses.
actor FakeFeeder {
    nonisolated let context: ProcessContext
    nonisolated var unownedExecutor: UnownedSerialExecutor { context.loop.asUnownedSerialExecutor() }
    private let server: ServiceServer
    private let publisher: EventPublisher
    private var log: [MarketEvent] = []
    private var chains: [UInt64] = [0]
    /// Positions that answers leave out, to stand for a damaged log.
    private var missing: Set<LogPosition> = []
    private(set) var questions = 0

    init(_ context: ProcessContext) throws {
        self.context = context
        server = try ServiceServer(context)
        publisher = try EventPublisher(context)
        Task(executorPreference: context.loop) { try? await self.serve() }
    }

    func append(_ count: Int) {
        for _ in 0..<count {
            let position = LogPosition(log.count + 1)
            let time = Timestamp(milliseconds: Int64(position) * 300_000)
            let event = MarketEvent(position: position, time: time, kind: .tick)
            chains.append(event.chained(after: chains[log.count]))
            log.append(event)
        }
    }

    func leaveOut(_ position: LogPosition) { missing.insert(position) }
    func forgetHistory() { chains = chains.map { $0 &+ 1 } }

    /// Sends the events after a position on the `events` socket.
    func ring(after: Int, isEnd: Bool = false) {
        publisher.publish(.market, .market(batch(after: after, isEnd: isEnd)))
    }

    func chain(at position: Int) -> UInt64 { chains[position] }

    private func batch(after: Int, isEnd: Bool = false) -> Tandem_V1_MarketEvents {
        Tandem_V1_MarketEvents(
            after: LogPosition(after),
            chain: chains[after],
            events: log.dropFirst(after).filter { !missing.contains($0.position) }.map(Tandem_V1_MarketEvent.init),
            released: LogPosition(log.count),
            isEnd: isEnd
        )
    }

    private func serve() async throws {
        while true {
            let (asker, request) = try await server.next()
            questions += 1
            guard case .marketRange(let range) = request else {
                server.refuse(asker, code: "UNKNOWN", "only market ranges")
                continue
            }
            server.reply(to: asker, .market(batch(after: Int(range.after))))
        }
    }
}
