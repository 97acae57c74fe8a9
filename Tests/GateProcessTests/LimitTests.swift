import Foundation
import TestSupport
import Testing
import TradingDomain
import ZeroMQBus

@testable import Runtime

/// Every limit through the real gate process: at its boundary it passes, just past it is refused with its code, and no order
/// leaves.
@Suite(.enabled(if: GateRun.isBuilt), .timeLimit(.minutes(3))) struct LimitTests {
    @Test(arguments: LimitRow.all) func firesAtTheBoundary(_ row: LimitRow) async throws {
        try await BusLoop.run(name: "gate-test") { loop in
            for (change, code) in [(row.passing, row.instead), (row.refused, row.code)] {
                let run = try await GateRun(loop, row.settings)
                try run.start()
                let client = try run.client()
                for before in row.before {
                    var step = Step()
                    try before(&step)
                    let verdict = try await step.run(run, client)
                    if let code = verdict?.code {
                        #expect([.dailyLoss, .clockSuspect].contains(code), "before: \(code)")
                    }
                }
                let earlier = await run.broker.taken.count
                var step = Step()
                try change(&step)
                let verdict = try #require(try await step.run(run, client))
                #expect(verdict.code == code, "\(verdict)")
                let sent = await run.broker.taken.count - earlier
                #expect(sent == (code == nil || step.isDoubled ? 1 : 0))
                client.close()
                run.killGate()
                await run.broker.stop()
            }
        }
    }
}
