import ArgumentParser
import Foundation
import Logging
import Testing
import TradingDomain
import WebDashboard
import WireFormat
import ZeroMQBus

@testable import MonitorService
@testable import Runtime

/// The monitor among processes that are played by the test.
@Suite(.serialized, .timeLimit(.minutes(1))) struct MonitorNodeTests {
    private struct Run: Sendable {
        let folder = "/tmp/tandem-monitor-\(UInt32.random(in: 0...UInt32.max))"
        let port = LoopbackClient.freePort()

        func context(_ role: Role, _ loop: BusLoop) throws -> ProcessContext {
            let options = try ProcessOptions.parse([
                "--account", "t", "--data-dir", "\(folder)/data", "--run-dir", "\(folder)/run",
                "--set", "monitor.port=\(port)",
            ])
            try options.paths.make()
            var logger = Logger(label: "test")
            logger.logLevel = .critical
            return ProcessContext(
                role: role,
                options: options,
                settings: try options.settings(),
                epoch: 5,
                loop: loop,
                logger: logger,
                notifier: nil
            )
        }
    }

    /// The broker's books: a deposit, and an equity curve of three points.
    private func playBroker(_ context: ProcessContext) async throws {
        let server = try ServiceServer(context)
        let time = Timestamp(milliseconds: 1_679_659_500_000)
        while true {
            let (asker, request) = try await server.next()
            switch request {
            case .accountWanted:
                let equity = Money(units: 10_000_000_000_000)
                let account = AccountSnapshot(
                    position: 30,
                    time: time,
                    initialEquity: equity,
                    cash: equity,
                    equity: equity,
                    holdings: [],
                    pendingOrders: [],
                    record: AccountRecord(equity: equity, day: time)
                )
                server.reply(to: asker, .account(account))
            case .ledgerWanted(let wanted):
                let entry = try LedgerTransaction(sequence: 1, time: time, kind: .deposit, postings: [])
                server.reply(
                    to: asker,
                    .ledger(wanted.after == 0 ? [Tandem_V1_Execution(entry, hash: Array(repeating: 1, count: 32))] : [])
                )
            case .equityWanted(let wanted):
                let points = (1...3).map { index in
                    EquityPoint(
                        position: UInt64(index * 10),
                        time: time.advanced(byMilliseconds: Int64(index) * 300_000),
                        cash: Money(units: 1),
                        equity: Money(units: 10_000_000_000_000 + Int64(index)),
                        exposure: .zero
                    )
                }
                server.reply(to: asker, .equity(points.filter { $0.position > wanted.after }))
            default: server.refuse(asker, code: "UNKNOWN", "not played")
            }
        }
    }

    private func playGate(_ context: ProcessContext) async throws {
        let publisher = try EventPublisher(context)
        while true {
            publisher.publish(.state, .tradingState(.halted, reason: "a <b>person</b>"))
            var report = StatusReport()
            report.state = "halted"
            publisher.publish(.status, .status(report.message(context)))
            try await context.loop.sleep(milliseconds: 50)
        }
    }

    private func fetch(_ port: Int, _ path: String, until mark: String? = nil) async -> String {
        await Task.detached { LoopbackClient.get(port: port, path, until: mark) }.value
    }

    @Test func pageShowsWhatTheProcessesSayAndPushesIt() async throws {
        let run = Run()
        defer { try? FileManager.default.removeItem(atPath: run.folder) }
        try await BusLoop.run(name: "monitor-test") { loop in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await playBroker(try run.context(.paperBroker, loop)) }
                group.addTask { try await playGate(try run.context(.riskGate, loop)) }
                group.addTask { try await MonitorNode(try run.context(.monitor, loop)).run() }
                var state = ""
                for _ in 0..<400 {
                    state = await fetch(run.port, "/api/state")
                    if state.contains("\"e\":[100000.00000001") && state.contains("\"state\":\"halted\"") { break }
                    try await loop.sleep(milliseconds: 50)
                }
                #expect(state.contains("\"e\":[100000.00000001,100000.00000002,100000.00000003]"))
                #expect(state.contains("\"kind\":\"deposit\""))
                #expect(state.contains("\"name\":\"risk-gate-1\",\"pid\":\(getpid()),\"epoch\":5"))
                #expect(state.contains("\"tradingState\":\"halted\",\"tradingReason\":\"a <b>person</b>\""))
                let page = await fetch(run.port, "/")
                #expect(page.hasPrefix("HTTP/1.1 200"))
                #expect(page.contains("<title>Tandem</title>"))
                let pushes = await fetch(run.port, "/events", until: "event: ledger\ndata: [{\"sequence\":1")
                #expect(pushes.lowercased().contains("content-type: text/event-stream"))
                #expect(pushes.contains("event: processes\ndata: ["))
                group.cancelAll()
                while let result = await group.nextResult() { _ = result }
            }
        }
    }

    @Test func aPortInUseIsNamedWithTheWayOut() async throws {
        let run = Run()
        defer { try? FileManager.default.removeItem(atPath: run.folder) }
        let other = try #require(Listener(port: run.port))
        await #expect {
            try await BusLoop.run(name: "monitor-test") { loop in
                try await MonitorNode(try run.context(.monitor, loop)).run()
            }
        } throws: { error in
            let failure = error as? ProcessFailure
            return failure?.status == .cannotCreate
                && failure?.description.contains("port \(run.port) of 127.0.0.1 is in use") == true
                && failure?.description.contains("--set monitor.port=\(run.port + 1)") == true
        }
        withExtendedLifetime(other) {}
    }

    @Test func statusFindsServersAndThoseThatOnlyBeat() async throws {
        let run = Run()
        defer { try? FileManager.default.removeItem(atPath: run.folder) }
        try await BusLoop.run(name: "monitor-test") { loop in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    let context = try run.context(.paperBroker, loop)
                    let server = try ServiceServer(context)
                    while true {
                        let (asker, _) = try await server.next()
                        server.reply(to: asker, .status(StatusReport().message(context)))
                    }
                }
                group.addTask { try await playGate(try run.context(.riskGate, loop)) }
                let context = try run.context(.monitor, loop)
                _ = FileManager.default.createFile(atPath: "\(run.folder)/run/fusion-node-1.service", contents: nil)
                try await loop.sleep(milliseconds: 50)
                let table = try await MonitorStatus.survey(context)
                #expect(table.processes.map(\.role) == ["paper-broker", "risk-gate"])
                #expect(table.processes.map(\.state) == ["starting", "halted"])
                #expect(table.silent == ["fusion-node-1"])
                #expect(table.text.contains("\nrisk-gate-1     \(getpid())"))
                group.cancelAll()
                while let result = await group.nextResult() { _ = result }
            }
        }
    }

    @Test func statusOfNothingSaysHowToStart() async throws {
        let run = Run()
        defer { try? FileManager.default.removeItem(atPath: run.folder) }
        await #expect {
            try await BusLoop.run(name: "monitor-test") { loop in
                try await MonitorStatus.run(try run.context(.monitor, loop), asJSON: false)
            }
        } throws: { error in
            let failure = error as? ProcessFailure
            return failure?.status == .unavailable && failure?.description.contains("tandem up") == true
        }
    }
}

/// Holds a port.
private final class Listener {
    private let descriptor: Int32

    init?(port: Int) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard LoopbackClient.listens(descriptor, port: port) else { return nil }
    }

    deinit { close(descriptor) }
}
