internal import Logging
package import TradingDomain
internal import WireFormat
internal import ZeroMQBus

/// Reads the market log from a cursor on, in order, each event once.
///
/// The feeder's `market` topic is the doorbell and the fast copy: a message that continues at the cursor is used as it
/// is; anything else, and silence, leads to a question to the feeder. The chain proves that both have the same history.
package final class MarketReader {
    /// The last position handed out.
    package private(set) var cursor: LogPosition
    /// The chain up to ``cursor``; `nil` until the feeder has said it, for a reader that did not keep it.
    package private(set) var chain: UInt64?
    /// The last position that the feeder said may be read.
    package private(set) var released: LogPosition = 0
    /// The feeder said that nothing follows ``released``.
    package private(set) var isEnd = false

    private let subscriber: Subscriber
    private let feeder: ServiceClient
    private let context: ProcessContext
    private var mayBeBehind = true
    private var patience: Patience

    private static let page: UInt32 = 2_000

    /// - Parameters:
    ///   - context: this process.
    ///   - after: the last position already worked on; 0 to begin.
    ///   - chain: the chain up to it; `nil` takes the feeder's.
    /// - Throws: ``ServiceError`` when a socket cannot be made.
    package init(_ context: ProcessContext, after: LogPosition, chain: UInt64?) throws(ServiceError) {
        self.context = context
        cursor = after
        self.chain = chain
        patience = Patience(isLockstep: context.isLockstep)
        feeder = try ServiceClient(context, to: .dataFeeder)
        do throws(BusError) {
            subscriber = try Subscriber(loop: context.loop, limits: .events)
            try subscriber.connect(try .ipc(path: context.paths.socket(.dataFeeder, "1", "events")))
            try subscriber.subscribe(Topic.market.rawValue)
        } catch {
            throw .bus(Role.dataFeeder.rawValue, error)
        }
    }

    /// The next events after the cursor; waits until there are some.
    /// - Throws: ``ServiceError``; ``ServiceError/refused(_:code:text:)`` with code `PARTED` when the feeder has another
    ///   history than this process.
    package func next() async throws(ServiceError) -> [MarketEvent] {
        while true {
            if mayBeBehind {
                let events = try await pull()
                mayBeBehind = events.count == Int(MarketReader.page)
                if !events.isEmpty {
                    patience.heard()
                    return events
                }
                patience.foundNothing()
            }
            if let events = try await listen(), !events.isEmpty { return events }
        }
    }

    /// Waits for the doorbell; `nil` when it did not ring in time, or rang for something that must be asked for.
    private func listen() async throws(ServiceError) -> [MarketEvent]? {
        let body: [UInt8]
        do throws(BusError) {
            body = try await subscriber.receive(until: BusLoop.monotonicMilliseconds() + patience.milliseconds).body
        } catch {
            guard error == .timedOut else { throw error == .cancelled ? .stopped : .bus("events", error) }
            mayBeBehind = true
            return nil
        }
        do throws(WireError) {
            guard case .market(let batch) = try WireFormat.event(body).body else { return nil }
            patience.heard()
            note(batch)
            guard batch.after == cursor else {
                mayBeBehind = batch.after > cursor || batch.released > cursor
                return nil
            }
            guard batch.chainAtAfter == chain else { throw .unexpected(what: "another chain at \(cursor)") }
            return try accept(batch)
        } catch {
            context.logger.warning("market message refused", metadata: ["error": "\(error)"])
            mayBeBehind = true
            return nil
        }
    }

    private func pull() async throws(ServiceError) -> [MarketEvent] {
        let reply = try await feeder.ask(
            .marketRange(after: cursor, chain: chain, limit: MarketReader.page),
            attemptTimeout_ms: 500
        )
        guard case .market(let batch) = reply else {
            throw .wire(Role.dataFeeder.rawValue, .unexpected(what: "no market events"))
        }
        guard chain == nil || batch.after != cursor || batch.chainAtAfter == chain else {
            throw .refused(
                Role.dataFeeder.rawValue,
                code: "PARTED",
                text: "its chain at \(cursor) differs: it has another history than this process"
            )
        }
        do throws(WireError) {
            note(batch)
            return try accept(batch)
        } catch {
            throw .wire(Role.dataFeeder.rawValue, error)
        }
    }

    private func note(_ batch: Tandem_V1_MarketEvents) {
        if batch.hasReleased { released = max(released, batch.released) }
        if batch.hasIsEnd, batch.released >= released { isEnd = batch.isEnd }
    }

    private func accept(_ batch: Tandem_V1_MarketEvents) throws(WireError) -> [MarketEvent] {
        guard batch.events.count <= WireFormat.maximumCount else {
            throw .refused(field: "market.events", reason: "\(batch.events.count) events in one message")
        }
        var events: [MarketEvent] = []
        events.reserveCapacity(batch.events.count)
        guard batch.hasChainAtAfter, batch.after == cursor else {
            throw .unexpected(what: "a run that begins elsewhere")
        }
        var position = cursor
        var chain = batch.chainAtAfter
        for wire in batch.events {
            let event = try wire.domain()
            position += 1
            guard event.position == position else {
                throw .unexpected(what: "market event \(event.position) where \(position) was due")
            }
            chain = event.chained(after: chain)
            events.append(event)
        }
        cursor = position
        self.chain = chain
        return events
    }

    package func close() {
        subscriber.close()
        feeder.close()
    }
}
