import TestSupport
import TradingDomain
import WireFormat
import ZeroMQBus

@testable import Runtime

/// The broker, played by the test: its account is what the test says, and it takes every order.
actor FakeBroker {
    struct Taken: Sendable {
        let order: Order
        let at_ns: UInt64
    }

    nonisolated let context: ProcessContext
    nonisolated var unownedExecutor: UnownedSerialExecutor { context.loop.asUnownedSerialExecutor() }
    private let server: ServiceServer
    private(set) var taken: [Taken] = []
    private(set) var account: AccountSnapshot
    private var areBooksVerified = true
    /// Executions are neither taken nor answered.
    private var isDeaf = false
    /// Opening orders wait in the account; closing ones close.
    private var keepsOrders = false

    init(_ context: ProcessContext) throws {
        self.context = context
        server = try ServiceServer(context)
        account = try Market.account(Market.cycle(0))
    }

    func start() { Task(executorPreference: context.loop) { try? await self.serve() } }

    func forget() { taken = [] }
    func stop() { server.close() }

    func show(_ account: AccountSnapshot) { self.account = account }
    func set(verified: Bool) { areBooksVerified = verified }
    func set(deaf: Bool) { isDeaf = deaf }
    func set(keepsOrders: Bool) { self.keepsOrders = keepsOrders }

    private func serve() async throws {
        while true {
            let (asker, request) = try await server.next()
            switch request {
            case .booksWanted:
                var books = BooksReport()
                books.isVerified = areBooksVerified
                books.hash = Array(repeating: 0, count: 32)
                server.reply(to: asker, .books(Tandem_V1_Books(books)))
            case .accountWanted: server.reply(to: asker, .account(account))
            case .execute(let execute):
                guard !isDeaf else { continue }
                for order in try execute.domain().orders { take(order.order) }
                server.reply(to: asker, .done)
            default: server.refuse(asker, code: "UNKNOWN", "not played")
            }
        }
    }

    private func take(_ order: Order) {
        guard !taken.contains(where: { $0.order.id == order.id }) else { return }
        taken.append(Taken(order: order, at_ns: BusClock.nanoseconds()))
        guard keepsOrders else { return }
        let isClosing = order.id.leg == .close
        show(
            account.with(
                holdings: account.holdings.filter { !isClosing || $0.position.symbol != order.symbol },
                pending: account.pendingOrders + (isClosing ? [] : [order])
            )
        )
    }
}

extension AccountSnapshot {
    /// The same account later, with other positions and orders; sorted by symbol.
    func with(
        holdings: [Holding]? = nil,
        pending: [Order]? = nil,
        position: LogPosition? = nil,
        time: Timestamp? = nil
    ) -> AccountSnapshot {
        AccountSnapshot(
            position: position ?? self.position,
            time: time ?? self.time,
            initialEquity: initialEquity,
            cash: cash,
            equity: equity,
            holdings: (holdings ?? self.holdings).sorted { $0.position.symbol < $1.position.symbol },
            pendingOrders: (pending ?? pendingOrders).sorted { $0.symbol < $1.symbol },
            record: record
        )
    }
}
