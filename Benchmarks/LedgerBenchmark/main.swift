import Foundation
import PaperTrading
import SQLiteStore
import TestSupport
import TradingDomain

/// `commits FILE FULL|NORMAL SECONDS`: executions a second. `fill FILE ENTRIES` and `verify FILE`: the same file in bulk.
func say(_ text: String) { FileHandle.standardOutput.write(Data("\(text)\n".utf8)) }

func peakMegabytes() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") }
    return (line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first).flatMap { Int($0) }.map {
        $0 / 1024
    } ?? 0
}

struct Run {
    let rounds: Rounds
    var store: LedgerStore
    var broker: PaperBroker

    init(_ path: String, _ durability: Durability) throws {
        rounds = try Rounds()
        store = try LedgerStore(path: path, durability: durability)
        if let state = try store.load() {
            broker = try PaperBroker(restoring: state, settings: rounds.settings)
        } else {
            broker = PaperBroker(initialEquity: Money(units: 100_000_00000000), settings: rounds.settings)
        }
    }

    /// Commits what each event did, as the process does; `told` hears of each.
    mutating func work(round: Int, told: () -> Void) throws {
        for event in try rounds.events(round) {
            let effects = broker.handle(event, at: .epoch)
            if let failure = effects.failure { throw failure }
            guard !effects.entries.isEmpty else { continue }
            try store.commit(effects.entries, equity: effects.equityPoints, state: broker.state)
            told()
        }
    }
}

func commits(_ path: String, _ durability: Durability, seconds: Double) throws {
    var run = try Run(path, durability)
    let clock = ContinuousClock()
    let start = clock.now
    var (round, count) = (0, 0)
    while clock.now - start < .seconds(seconds) {
        try run.work(round: round) { count += 1 }
        round += 1
    }
    let took = (clock.now - start) / .seconds(1)
    let fills = Double(run.broker.state.counters.fills)
    say(
        "\(durability.rawValue): \(Int(fills / took)) executions/s, \(Int(Double(count) / took)) commits/s, peak \(peakMegabytes()) MB"
    )
    try run.store.close()
}

func fill(_ path: String, entries: UInt64) throws {
    var run = try Run(path, .normal)
    var (posted, round) = ([LedgerTransaction](), 0)
    while run.broker.state.sequence < entries {
        for event in try run.rounds.events(round) { posted += run.broker.handle(event, at: .epoch).entries }
        round += 1
        guard posted.count > 5_000 || run.broker.state.sequence >= entries else { continue }
        try run.store.commit(posted, equity: [], state: run.broker.state)
        posted.removeAll()
    }
    try run.store.close()
}

func verify(_ path: String) throws {
    let store = try LedgerStore(path: path, durability: .full)
    let clock = ContinuousClock()
    let start = clock.now
    let found = try store.verify()
    let took = (clock.now - start) / .seconds(1)
    say("verify: \(found.ledger.key) entries in \((took * 100).rounded() / 100) s, peak \(peakMegabytes()) MB")
    try store.close()
}

let arguments = Array(CommandLine.arguments.dropFirst())
do {
    switch (arguments.first, arguments.count) {
    case ("commits", 4):
        try commits(arguments[1], arguments[2] == "FULL" ? .full : .normal, seconds: Double(arguments[3]) ?? 5)
    case ("fill", 3): try fill(arguments[1], entries: UInt64(arguments[2]) ?? 1_000_000)
    case ("verify", 2): try verify(arguments[1])
    default:
        say("commits FILE FULL|NORMAL SECONDS | fill FILE ENTRIES | verify FILE")
        exit(64)
    }
} catch {
    FileHandle.standardError.write(Data("LedgerBenchmark: \(error)\n".utf8))
    exit(1)
}
