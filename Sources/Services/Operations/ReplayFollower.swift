internal import Foundation
internal import Runtime
internal import TradingDomain
internal import WireFormat
internal import ZeroMQBus

/// Watches a replay from outside, by asking, and says where it is.
struct ReplayFollower {
    private let feeder: ServiceClient
    private let fusion: ServiceClient
    private let broker: ServiceClient
    private let isQuiet: Bool
    private var source: Tandem_V1_MarketSource?
    private var completed: UInt64 = 0
    private let start = ContinuousClock.now

    init(_ context: ProcessContext, isQuiet: Bool) throws(ServiceError) {
        feeder = try ServiceClient(context, to: .dataFeeder)
        fusion = try ServiceClient(context, to: .fusionNode)
        broker = try ServiceClient(context, to: .paperBroker)
        self.isQuiet = isQuiet
    }

    /// The log has ended, every cycle is complete, and the broker has applied all of it.
    mutating func hasEnded() async throws(ServiceError) -> Bool {
        guard case .source(let source)? = try await ask(feeder, .source), source.released > 0 else { return false }
        self.source = source
        guard case .cycles(let cycles)? = try await ask(fusion, .cycles(after: .max >> 1, limit: 1)) else {
            return false
        }
        completed = cycles.completed
        showProgress(at: source)
        guard case .status(let status)? = try await ask(feeder, .status), status.state == "ended" else { return false }
        guard case .books(let books)? = try await ask(broker, .books) else { return false }
        return books.cursor == source.lastPosition
    }

    /// A process that is being restarted has no answer now; that is no failure.
    private func ask(
        _ client: ServiceClient,
        _ request: Tandem_V1_Request.OneOf_Body
    ) async throws(ServiceError) -> Tandem_V1_Reply.OneOf_Body? {
        do throws(ServiceError) {
            return try await client.ask(
                request,
                attemptTimeout_ms: 250,
                deadline_ms: BusLoop.monotonicMilliseconds() + 1_000
            )
        } catch {
            if case .stopped = error { throw error }
            return nil
        }
    }

    func report() async throws -> RunReport {
        guard case .books(let books) = try await broker.ask(.books),
            case .cycles(let cycles) = try await fusion.ask(.cycles(after: .max >> 1, limit: 1))
        else { throw ProcessFailure(.failure, "the processes gave no report") }
        let final = try books.domain()
        var report = RunReport(
            ledgerHash: final.hash.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined(),
            cycles: cycles.completed,
            decisions: cycles.decisions,
            orders: final.orders,
            fills: final.fills,
            equity: (final.initialEquity, final.equity),
            events: (
                source.map { Timestamp(milliseconds: $0.firstTimeMs) },
                source.map { Timestamp(milliseconds: $0.lastTimeMs) }
            ),
            wallSeconds: elapsed_seconds,
            gaps: UInt64(source?.gaps ?? 0)
        )
        if cycles.missed > 0 { report.missedCycles = cycles.missed }
        if !isQuiet { FileHandle.standardError.write(Data("\n".utf8)) }
        return report
    }

    private var elapsed_seconds: Double {
        let elapsed = ContinuousClock.now - start
        return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    }

    private func showProgress(at source: Tandem_V1_MarketSource) {
        guard !isQuiet, source.lastPosition > 0 else { return }
        let fraction = Double(source.released) / Double(source.lastPosition)
        let seconds = elapsed_seconds
        let left = fraction > 0.001 ? Int(seconds / fraction - seconds) : 0
        let bar = String(repeating: "█", count: Int(fraction * 30)).padding(toLength: 30, withPad: "░", startingAt: 0)
        let rate = Int(Double(completed) / max(seconds, 0.001))
        let line = "\r\(bar) \(Int(fraction * 100)) %  \(completed) cycles  \(rate)/s  \(left) s left   "
        FileHandle.standardError.write(Data(line.utf8))
    }
}
