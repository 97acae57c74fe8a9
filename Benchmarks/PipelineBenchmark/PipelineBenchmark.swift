import ArgumentParser
import Runtime
import TradingDomain
import WireFormat
import ZeroMQBus

/// Listens to a running replay and measures, from outside, how long the processes take.
///
/// A tick leaves the feeder; the order it leads to is in the broker's books, on disk, when `execution` arrives; the
/// cycle is complete when `cycle` arrives. All three are heard on the same socket of this process, so the way here is
/// on both ends of each difference.
@main struct PipelineBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "PipelineBenchmark")

    @Option(help: "Stop after this many seconds without an event.")
    var silence = 5

    @Flag(help: "Print the time of every order, with its tick's event time in milliseconds.")
    var each = false

    @OptionGroup var options: ProcessOptions

    func run() async {
        await ProcessHost.attach(.monitor, options) { context in
            let subscriber = try Subscriber(loop: context.loop, limits: .events)
            for role in [Role.dataFeeder, .fusionNode, .paperBroker] {
                try subscriber.connect(try .ipc(path: context.paths.socket(role, "1", "events")))
            }
            for topic in [Topic.market, .cycle, .execution] { try subscriber.subscribe(topic.rawValue) }
            var times = CycleTimes()
            while true {
                let until = BusLoop.monotonicMilliseconds() + Int64(silence) * 1_000
                guard let message = try? await subscriber.receive(until: until) else { break }
                times.add(try WireFormat.event(message.body))
            }
            if each { for order in times.orders { print("\(order.time) \(Int(order.taken))") } }
            print(times.table)
        }
    }
}

/// Microseconds between the events of one cycle.
struct CycleTimes {
    private var tick: (time: Int64, at: ContinuousClock.Instant)?
    private var cycles: [Double] = []
    private(set) var orders: [(time: Int64, taken: Double)] = []

    mutating func add(_ event: Tandem_V1_Event) {
        let now = ContinuousClock.now
        switch event.body {
        case .market(let batch):
            guard let last = batch.events.last, case .tick? = last.kind else { return }
            tick = (last.timeMs, now)
        case .cycle(let record):
            guard let tick, tick.time == record.cycle.timeMs else { return }
            cycles.append(microseconds(tick.at, now))
        case .execution(let execution):
            guard let tick, case .orderAccepted? = execution.transaction.kind else { return }
            orders.append((tick.time, microseconds(tick.at, now)))
        default: return
        }
    }

    private func microseconds(_ start: ContinuousClock.Instant, _ end: ContinuousClock.Instant) -> Double {
        Double((end - start).components.attoseconds) / 1e12 + Double((end - start).components.seconds) * 1e6
    }

    var table: String {
        func row(_ name: String, _ values: [Double]) -> String {
            guard !values.isEmpty else { return "| \(name) | 0 | | | |" }
            let sorted = values.sorted()
            let p50 = Int(sorted[sorted.count / 2])
            let p99 = Int(sorted[min(sorted.count - 1, sorted.count * 99 / 100)])
            return "| \(name) | \(values.count) | \(p50) | \(p99) | \(Int(sorted[sorted.count - 1])) |"
        }
        return """
            | from the tick to | count | p50 us | p99 us | most us |
            | --- | --- | --- | --- | --- |
            \(row("the cycle's completion", cycles))
            \(row("the order in the books", orders.map(\.taken)))
            """
    }
}
