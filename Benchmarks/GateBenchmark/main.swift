import Glibc
import Risk
import TestSupport
import TradingDomain

// usage: GateBenchmark [CYCLES]
// Prints nanoseconds of processor time for one verdict: a proposal that passes every check and is sized by every method,
// with five positions held, and the same refused at the last check.
let cycles = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 100_000

func processorTime_ns() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
    return Double(now.tv_sec) * 1e9 + Double(now.tv_nsec)
}

let names = ["ADAUSDT", "BNBUSDT", "DOGEUSDT", "SOLUSDT", "XRPUSDT"]
let holdings = try names.map { try Market.holding($0, .buy, quantity: "2") }

for (word, size) in [("approved", 10), ("refused as too small", 0)] {
    let limits = try RiskLimits {
        ($0.kellyFractionPercent, $0.atrRiskBasisPoints) = (25, 200)
        ($0.ordersPerHour, $0.ordersPerDay, $0.identicalOrdersPerDay) = (10_000, 10_000, 10_000)
    }
    var gate = RiskGate(limits: limits, instruments: [try Market.rules()], gateEpoch: 1, restoring: nil)
    _ = gate.handle(.booksVerified, at: .epoch)
    var verdicts: [Refusal.Code?: Int] = [:]
    var spent_ns = 0.0
    for number in 1...cycles {
        // An hour apart: 24 orders are remembered.
        let cycle = Market.cycle(number * 12)
        let account = try Market.account(cycle, holdings: holdings)
        let proposal = try Market.proposal(cycle) {
            ($0.size, $0.winFraction_ppm, $0.trendATR) = (size, 600_000, 2)
            $0.correlations = names.map { ($0, 0.1) }
        }
        let began = processorTime_ns()
        let effects = gate.handle(.proposed(cycle, [proposal], account), at: cycle.time)
        spent_ns += processorTime_ns() - began
        for case .judge(_, let words, _) in effects {
            for case .refused(let refusal) in words.map(\.outcome) { verdicts[refusal.code, default: 0] += 1 }
        }
    }
    let refused = verdicts.values.reduce(0, +)
    print("\(word): \(Int(spent_ns / Double(cycles))) ns a verdict, \(refused) of \(cycles) refused")
}
