import Foundation
import Glibc
import TestSupport
import Testing
import TradingDomain
import WireFormat
import ZeroMQBus

@testable import Runtime

/// From the act of halting to the last order that the broker accepts, with decisions coming as fast as they are judged.
///
/// `TANDEM_HALT_TRIALS` sets how many trials each way gets (20), `TANDEM_HALT_WAYS` which ways (all), and
/// `TANDEM_HALT_PAUSE_MS` how long the decisions rest after each cycle (0).
@Suite(.enabled(if: GateRun.isBuilt), .serialized, .timeLimit(.minutes(10))) struct HaltLatencyTests {
    enum Way: String, CaseIterable {
        case command, file, page

        static let wanted = HaltLatencyTests.setting("WAYS").map { wanted in
            allCases.filter { wanted.split(separator: ",").contains(Substring($0.rawValue)) }
        }
    }

    private static func setting(_ name: String) -> String? {
        ProcessInfo.processInfo.environment["TANDEM_HALT_\(name)"]
    }

    private static let trials = Int(setting("TRIALS") ?? "") ?? 20
    private static let pause_ms = Int(setting("PAUSE_MS") ?? "") ?? 0

    /// Proposes openings of three symbols, one cycle after the other, until it is cancelled.
    private func load(_ run: GateRun, from start: Int) async throws {
        let client = try run.client()
        defer { client.close() }
        var number = start
        while !Task.isCancelled {
            number += 1
            let cycle = Market.cycle(number * 12)
            await run.broker.show(try Market.account(cycle))
            let proposals = try ["BTCUSDT", "ETHUSDT", "SOLUSDT"].map { name in
                try Market.proposal(cycle) {
                    $0.symbol = name
                    $0.stop = number.isMultiple(of: 2) ? "98" : "97.5"
                    $0.correlations = ["BTCUSDT", "ETHUSDT", "SOLUSDT"].map { ($0, 0) }
                }
            }
            _ = try await client.propose(cycle, proposals)
            if Self.pause_ms > 0 { try await run.loop.sleep(milliseconds: Self.pause_ms) }
        }
    }

    private func halt(_ way: Way, _ run: GateRun, _ client: ServiceClient, _ page: (port: Int, token: String)?)
        async throws
    {
        switch way {
        case .command:
            #expect(try await run.haltByCommand() == 0)
        case .file:
            close(open(run.haltFile, O_CREAT | O_WRONLY, 0o600))
            for _ in 0..<2_000 {
                guard try await client.risk().state != "halted" else { break }
                try await run.loop.sleep(milliseconds: 1)
            }
        case .page:
            let (port, token) = try #require(page)
            let answer = await Task.detached { PageClient.halt(port: port, token: token) }.value
            #expect(answer.hasPrefix("HTTP/1.1 200"), "\(answer)")
        }
    }

    private func page(_ run: GateRun) async throws -> (port: Int, token: String) {
        let port = PageClient.freePort()
        try run.start("monitor", ["monitor.port=\(port)"])
        let path = "\(run.folder)/run/monitor-1.token"
        for _ in 0..<500 {
            guard PageClient.halt(port: port, token: "none").isEmpty else { break }
            try await run.loop.sleep(milliseconds: 20)
        }
        let token = try String(contentsOfFile: path, encoding: .utf8)
        return (port, token.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    @Test(arguments: Way.wanted ?? Way.allCases) func nothingIsAcceptedAfterAHalt(_ way: Way) async throws {
        try await BusLoop.run(name: "gate-test") { loop in
            let run = try await GateRun(
                loop,
                ["risk.orders_per_hour=10000", "risk.orders_per_day=10000", "risk.identical_orders_per_day=10000"]
            )
            try run.start()
            let person = try run.client()
            let page = way == .page ? try await page(run) : nil
            var random = SeededGenerator(seed: 3)
            var latencies_ms: [Double] = []
            var late = 0
            for trial in 0..<Self.trials {
                let before = await run.broker.taken.count
                let loading = Task(executorPreference: loop) {
                    try? await load(run, from: trial * 1_000)
                }
                for _ in 0..<500 {
                    guard await run.broker.taken.count < before + 6 else { break }
                    try await loop.sleep(milliseconds: 2)
                }
                try await loop.sleep(milliseconds: .random(in: 1...8, using: &random))
                let began = BusClock.nanoseconds()
                try await halt(way, run, person, page)
                let confirmed = BusClock.nanoseconds()
                try await loop.sleep(milliseconds: 15)
                let taken = await run.broker.taken
                #expect(taken.count >= before + 6, "no load in trial \(trial)")
                let last = taken.last?.at_ns ?? began
                latencies_ms.append(last > began ? Double(last - began) / 1e6 : 0)
                late += taken.count { $0.at_ns > confirmed }
                loading.cancel()
                _ = await loading.value
                await run.broker.forget()
                unlink(run.haltFile)
                #expect(try await person.risk(.resume(by: "ann", reason: "next trial")).state == "active")
            }
            let slowest = latencies_ms.indices.sorted { latencies_ms[$0] > latencies_ms[$1] }.prefix(3)
                .map { "\(String(format: "%.1f", latencies_ms[$0])) ms in trial \($0)" }.joined(separator: ", ")
            latencies_ms.sort()
            let p99 = latencies_ms[min(latencies_ms.count - 1, latencies_ms.count * 99 / 100)]
            let p50 = latencies_ms[latencies_ms.count / 2]
            let words = [p50, p99, latencies_ms.last ?? 0].map { String(format: "%.2f", $0) }
            print(
                "halt by \(way.rawValue), \(Self.trials) trials: last order after p50 \(words[0]) ms, p99 \(words[1]) ms,",
                "longest \(words[2]) ms; accepted after the answer: \(late); slowest: \(slowest)"
            )
            #expect(late == 0)
            // Of few trials the last percentile is the longest, which a busy machine decides.
            if Self.trials >= 200 { #expect(p99 < 50) }
            person.close()
            run.killGate()
        }
    }
}
