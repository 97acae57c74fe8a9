import Foundation
import Glibc
import TestSupport
import Testing
import TradingDomain
import ZeroMQBus

/// One change of the gate's state: what just does not bring it about, and what does.
struct StateRow: Sendable, CustomTestStringConvertible {
    typealias Act = @Sendable (GatePlay) async throws -> Void

    /// Its row in `docs/risk.md`, such as `T2`.
    let change: String
    let from: String
    let to: String
    let settings: [String]
    let before: Act
    let stays: Act
    let changes: Act

    var testDescription: String { "\(change): \(from) to \(to)" }

    init(
        _ change: String,
        _ from: String,
        _ to: String,
        _ settings: [String] = [],
        before: @escaping Act = { _ in },
        stays: @escaping Act,
        changes: @escaping Act
    ) {
        (self.change, self.from, self.to, self.settings) = (change, from, to, settings)
        (self.before, self.stays, self.changes) = (before, stays, changes)
    }

    static let all = intoAndOutOfReducing + intoHalted + flattening + resumed

    static let intoAndOutOfReducing: [StateRow] = [
        StateRow(
            "T1",
            "halted",
            "active",
            before: { play in
                await play.run.broker.set(verified: false)
                try play.restart()
            },
            stays: { try await $0.run.loop.sleep(milliseconds: 500) },
            changes: { await $0.run.broker.set(verified: true) }
        ),
        StateRow(
            "T2",
            "active",
            "reducing",
            before: { try await $0.propose(49) },
            stays: { try await $0.propose(50) { $0.equity = "9500.00000001" } },
            changes: { try await $0.propose(51) { $0.equity = "9500" } }
        ),
        StateRow(
            "T3",
            "reducing",
            "active",
            before: { play in
                try await play.propose(49)
                try await play.propose(50) { $0.equity = "9500" }
            },
            stays: { play in
                try await play.propose(287) { $0.equity = "9600" }
                try await play.resumes("hope")
            },
            changes: { try await $0.propose(288) { $0.equity = "9600" } }
        ),
    ]

    static let intoHalted: [StateRow] = [
        StateRow(
            "T4",
            "active",
            "halted",
            ["risk.daily_loss_percent=100"],
            before: { try await $0.propose(49) { $0.equity = "12500" } },
            stays: { try await $0.propose(50) { $0.equity = "10000.00000001" } },
            changes: { try await $0.propose(51) { $0.equity = "10000" } }
        ),
        StateRow(
            "T5",
            "active",
            "halted",
            ["risk.identical_orders_per_day=2"],
            before: { try await $0.propose(49) },
            stays: { try await $0.propose(50) },
            changes: { try await $0.propose(51) }
        ),
        StateRow(
            "T6",
            "active",
            "halted",
            stays: { _ = try await $0.client.risk() },
            changes: { try await $0.halt() }
        ),
        StateRow(
            "T7",
            "active",
            "halted",
            stays: { try Data("no\n".utf8).write(to: URL(filePath: $0.run.haltFile + ".txt")) },
            changes: { try Data("fire\n".utf8).write(to: URL(filePath: $0.run.haltFile)) }
        ),
    ]

    static let flattening: [StateRow] = [
        StateRow(
            "T8",
            "active",
            "flattening",
            before: { try await $0.show(holdings: [try Market.holding("SOLUSDT", .buy, quantity: "2")]) },
            stays: { _ = try await $0.client.risk() },
            changes: { try await $0.halt(flatten: true) }
        ),
        StateRow(
            "T9",
            "flattening",
            "halted",
            before: { play in
                try await play.show(holdings: [try Market.holding("SOLUSDT", .buy, quantity: "2")])
                try await play.halt(flatten: true)
            },
            // Nothing is held any more, and one order may still open something.
            stays: { play in
                try await play.show(pending: [Market.order(Market.cycle(49), "SOLUSDT", leg: .open, quantity: "1")])
                try await play.halt()
                try await play.run.loop.sleep(milliseconds: 500)
            },
            changes: { try await $0.show() }
        ),
    ]

    static let resumed: [StateRow] = [
        StateRow(
            "T10",
            "halted",
            "active",
            before: { play in
                try await play.halt()
                try Data("fire\n".utf8).write(to: URL(filePath: play.run.haltFile))
            },
            stays: { play in
                try await play.refusesToResume("seen")
                unlink(play.run.haltFile)
                try await play.refusesToResume(" \n")
            },
            changes: { try await $0.resumes("seen") }
        ),
        StateRow(
            "T11",
            "halted",
            "reducing",
            before: { play in
                try await play.propose(49)
                try await play.propose(50) { $0.equity = "9500" }
                try await play.halt()
            },
            stays: { try await $0.refusesToResume("") },
            changes: { try await $0.resumes("seen") }
        ),
        StateRow(
            "T12",
            "flattening",
            "active",
            before: { play in
                try await play.show(holdings: [try Market.holding("SOLUSDT", .buy, quantity: "2")])
                try await play.halt(flatten: true)
            },
            stays: { try await $0.refusesToResume("") },
            changes: { try await $0.resumes("enough is closed") }
        ),
    ]
}
