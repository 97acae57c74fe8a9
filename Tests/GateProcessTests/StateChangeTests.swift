import Foundation
import TestSupport
import Testing
import TradingDomain
import ZeroMQBus

@testable import Runtime

/// Every change of state through the real gate process: it comes when it must, not a step earlier, and outlives
/// `kill -9`; in the new state exits pass, and only an active gate opens.
@Suite(.enabled(if: GateRun.isBuilt), .timeLimit(.minutes(3))) struct StateChangeTests {
    @Test(arguments: StateRow.all) func changesAtTheBoundary(_ row: StateRow) async throws {
        try await BusLoop.run(name: "gate-test") { loop in
            let run = try await GateRun(loop, row.settings)
            try run.start()
            let play = GatePlay(run: run, client: try run.client())
            #expect(try await play.becomes("active"))
            try await row.before(play)
            #expect(try await play.becomes(row.from), "before")
            try await row.stays(play)
            try await loop.sleep(milliseconds: 50)
            #expect(try await play.client.risk().state == row.from, "it changed too early")
            try await row.changes(play)
            #expect(try await play.becomes(row.to), "it did not change")
            try play.restart()
            #expect(try await play.becomes(row.to), "it was forgotten")

            let codes = ["halted": Refusal.Code.halted, "flattening": .halted, "reducing": .reducingOnly]
            // On the day of the last question, so that no new day begins.
            let number = row.change == "T3" ? 290 : 70
            let opening = try await play.propose(number) { ($0.wish.symbol, $0.wish.stop) = ("ETHUSDT", "97.9") }
            #expect(opening?.code == codes[row.to], "\(String(describing: opening))")
            let exit = try await play.propose(number + 1) { step in
                step.wish.action = .sell
                step.holdings = [try Market.holding("BTCUSDT", .buy, quantity: "2")]
            }
            #expect(exit?.order?.id.leg == .close, "\(String(describing: exit))")
            play.client.close()
            run.killGate()
            await run.broker.stop()
        }
    }
}
