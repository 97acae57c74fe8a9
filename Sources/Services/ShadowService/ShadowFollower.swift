package import Backtesting
package import Runtime
package import TradingDomain
internal import WireFormat
internal import ZeroMQBus

/// Follows a run from its first event by asking, and keeps the shadow books of it.
///
/// Nothing is stored: whoever is attached later reads the same history and has the same books.
package final class ShadowFollower {
    /// What the books are now.
    package var books: [ShadowBook] { shadow.books }
    /// The last position of the market log that the books have applied.
    package var position: LogPosition { shadow.position }

    private var shadow: ShadowBooks
    private let feeder: ServiceClient
    private let fusion: ServiceClient
    private var cursor: LogPosition = 0
    private var chain: UInt64 = 0
    private var newestCycle: LogPosition = 0

    private static let marketPage: UInt32 = 2_000
    private static let cyclePage: UInt32 = 100

    /// - Parameter context: of the account.
    /// - Throws: ``ProcessFailure`` for settings that cannot be, ``ServiceError`` when a socket cannot be made.
    package init(_ context: ProcessContext) throws {
        do throws(BacktestError) {
            shadow = try ShadowBooks(try Self.settings(context))
        } catch {
            throw ProcessFailure(.failure, "\(error)")
        }
        feeder = try ServiceClient(context, to: .dataFeeder)
        fusion = try ServiceClient(context, to: .fusionNode)
    }

    private static func settings(_ context: ProcessContext) throws(BacktestError) -> BacktestSettings {
        do { return try BacktestSettings(context.settings, standIns: true) } catch {
            throw .inconsistent(what: "\(error)")
        }
    }

    /// Takes the next page of the market and the cycles in it.
    ///
    /// - Returns: `false` when nothing new was there.
    /// - Throws: ``ServiceError``; ``ServiceError/refused(_:code:text:)`` with code `PARTED` when the account has another
    ///   history than was followed; ``ProcessFailure`` when the books cannot go on.
    package func step() async throws -> Bool {
        let question: Tandem_V1_Request.OneOf_Body = .marketRange(after: cursor, chain: chain, limit: Self.marketPage)
        guard case .market(let page) = try await feeder.ask(question, attemptTimeout_ms: 500) else {
            throw WireError.unexpected(what: "the data feeder answered something that is no market")
        }
        var events: [MarketEvent] = []
        events.reserveCapacity(page.events.count)
        for wire in page.events {
            let event = try wire.domain()
            guard event.position == cursor + 1 else { throw WireError.unexpected(what: "a hole in the market log") }
            cursor = event.position
            chain = event.chained(after: chain)
            events.append(event)
        }
        shadow.add(events)
        while newestCycle < cursor {
            let question: Tandem_V1_Request.OneOf_Body = .cycles(after: newestCycle, limit: Self.cyclePage)
            guard case .cycles(let cycles) = try await fusion.ask(question, attemptTimeout_ms: 500) else {
                throw WireError.unexpected(what: "the fusion node answered something that is no list of cycles")
            }
            for wire in cycles.records {
                let record = try wire.domain()
                newestCycle = max(newestCycle, record.cycle.position)
                shadow.add(record)
            }
            if cycles.records.count < Self.cyclePage { break }
        }
        do throws(BacktestError) {
            let isFurther = try shadow.advance()
            return isFurther || !events.isEmpty
        } catch {
            throw ProcessFailure(.failure, "the shadow books cannot go on: \(error)")
        }
    }

    package func close() {
        feeder.close()
        fusion.close()
    }
}
