import Glibc
import Risk
import TestSupport
import TradingDomain

// usage: GateBenchmark [CYCLES]
// Prints microseconds of processor time for one verdict, with five positions held, 24 orders remembered and every method
// of sizing configured: a proposal that passes every check, one that the last check refuses, and one of 20 in a cycle.
let cycles = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 100_000

func processorTime_ns() -> Int64 {
    var now = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now)
    return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
}

func text(_ nanoseconds: Int64) -> String { "\(nanoseconds / 1000).\(nanoseconds % 1000 / 100)" }

let names = ["ADAUSDT", "BNBUSDT", "DOGEUSDT", "SOLUSDT", "XRPUSDT"]
let holdings = try names.map { try Market.holding($0, .buy, quantity: "2") }
let wanted = (0..<20).map { "S\(10 + $0)USDT" }

func proposals(_ count: Int, _ cycle: CycleID, size: Int) throws -> [Proposal] {
    try wanted.prefix(count).map { name in
        try Market.proposal(cycle) {
            ($0.symbol, $0.size, $0.winFraction_ppm, $0.trendATR) = (name, size, 600_000, 2)
            $0.correlations = (names + wanted).map { ($0, 0.1) }
        }
    }
}

print("| cycle | mean us a verdict | p99 us | worst us | refused |\n| --- | --- | --- | --- | --- |")
for (word, count, size) in [
    ("one proposal, approved", 1, 10), ("one, refused as too small", 1, 0), ("20, approved", 20, 3),
] {
    let limits = try RiskLimits {
        ($0.kellyFractionPercent, $0.atrRiskBasisPoints) = (25, 200)
        ($0.ordersPerMinute, $0.ordersPerHour, $0.ordersPerDay) = (10_000, 10_000, 10_000)
        $0.identicalOrdersPerDay = 10_000
    }
    let rules = try wanted.map { try Market.rules($0) }
    var gate = RiskGate(limits: limits, instruments: rules, gateEpoch: 1, restoring: nil)
    _ = gate.handle(.booksVerified, at: .epoch)
    var refused = 0
    var times_ns: [Int64] = []
    times_ns.reserveCapacity(cycles / count)
    for number in 1...cycles / count {
        // An hour apart: the orders of 24 cycles are remembered.
        let cycle = Market.cycle(number * 12)
        let account = try Market.account(cycle, holdings: holdings)
        let proposals = try proposals(count, cycle, size: size)
        let began = processorTime_ns()
        let effects = gate.handle(.proposed(cycle, proposals, account), at: cycle.time)
        times_ns.append((processorTime_ns() - began) / Int64(count))
        for case .judge(_, let verdicts, let orders) in effects { refused += verdicts.count - orders.count }
    }
    times_ns.sort()
    let mean = times_ns.reduce(0, +) / Int64(times_ns.count)
    let worst = times_ns.last ?? 0
    let p99 = times_ns[times_ns.count * 99 / 100]
    print("| \(word) | \(text(mean)) | \(text(p99)) | \(text(worst)) | \(refused) of \(cycles / count * count) |")
}
