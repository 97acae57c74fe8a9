import Foundation
import Glibc
import Testing

extension ProcessTests {
    /// Money is spent once, within its caps, whatever is killed; and what stops an agent stops its calls.
    @Suite(.timeLimit(.minutes(6))) struct BudgetTests {
        private static let one = ["market.symbols=BTCUSDT", "fusion.slots=qwen"]

        @Test func aRestartInTheMiddleOfACallSpendsItsReservationOnce() async throws {
            let pipeline = Pipeline()
            let models = try await PaidModels(pipeline, latency_ms: 1_500)
            try pipeline.up(
                speed: 75,
                Self.one + models.settings + ["cycle.deadline_ms=3500", "models.call_timeout_ms=3000"]
            )
            #expect(try await pipeline.agent("qwen", "1", becomes: "active", answers: 1) != nil)

            for _ in 1...2 {
                let known = models.requests.count
                #expect(
                    try await eventually(every: .milliseconds(5)) { models.requests.count > known ? true : nil } != nil
                )
                let pid = try #require(pipeline.holder("qwen-agent"))
                kill(pid, SIGKILL)
                let again = try await eventually { pipeline.holder("qwen-agent").flatMap { $0 == pid ? nil : $0 } }
                #expect(again != nil)
                #expect(try await pipeline.agent("qwen", "1", becomes: "active") != nil)
                let after = models.requests.count
                #expect(try await eventually { models.requests.count > after + 1 ? true : nil } != nil, "well again")
            }
            #expect(try await pipeline.down() == 0)

            let calls = try pipeline.calls(of: "qwen")
            let lost = calls.dropLast().filter { $0.cost_nanoUSD == nil }
            #expect((1...4).contains(lost.count), "\(lost.count) calls were cut off")
            #expect(lost.allSatisfy { $0.reserved_nanoUSD > 0 })
            let asked = models.requests.count
            #expect(asked <= calls.count, "\(asked) requests for \(calls.count) reservations: one was made twice")
        }

        @Test func budgetsOfHourDayAndMonthSurviveKills() async throws {
            let pipeline = Pipeline()
            let models = try await PaidModels(pipeline)
            let limits: [(window_ms: Int64, nanoUSD: Int64)] = [
                (3_600_000, 600_000), (86_400_000, 6_000_000), (31 * 86_400_000, 20_000_000),
            ]
            try pipeline.up(
                speed: 3_600,
                Self.one + models.settings + [
                    "cost.usd_per_hour=0.0006", "qwen.budget_usd_per_day=0.006", "qwen.budget_usd_per_month=0.02",
                ]
            )
            for _ in 1...5 {
                let known = models.requests.count
                let isCalling = try await eventually(within: .seconds(40)) {
                    models.requests.count > known + 3 ? true : nil
                }
                #expect(isCalling != nil || known > 20, "no call left")
                if let pid = pipeline.holder("qwen-agent") {
                    kill(pid, SIGKILL)
                    _ = try await eventually { pipeline.holder("qwen-agent").flatMap { $0 == pid ? nil : $0 } }
                }
            }
            try await Task.sleep(for: .seconds(10))
            #expect(try await pipeline.down() == 0)

            let calls = try pipeline.calls(of: "qwen")
            #expect(calls.count > 15)
            for (window_ms, limit) in limits {
                let sums = Dictionary(grouping: calls) { $0.time_ms / window_ms }
                    .mapValues { $0.reduce(0) { $0 + $1.spent_nanoUSD } }
                let most = sums.values.max() ?? 0
                #expect(most <= limit, "\(most) nano-USD in a window of \(window_ms) ms, allowed are \(limit)")
            }
            let hours = Dictionary(grouping: calls) { $0.time_ms / 3_600_000 }
                .mapValues { $0.reduce(0) { $0 + $1.spent_nanoUSD } }
            #expect(hours.values.contains { $0 > 100_000 }, "the hour's cap was never near: \(hours)")
            #expect(models.requests.count <= calls.count)
        }

        enum Stop: String, CaseIterable {
            case key
            case balance
            case budget
            case halt
        }

        @Test(arguments: Stop.allCases) func stopMeansThatNoFurtherCallLeaves(stop: Stop) async throws {
            let pipeline = Pipeline()
            let key = [Stop.key: "sk-invalid-1", .balance: "sk-no-balance-1"][stop] ?? PaidModels.secret
            let models = try await PaidModels(pipeline, key: key)
            let budget = stop == .budget ? ["qwen.budget_usd_per_day=0.0000001"] : []
            try pipeline.up(speed: 600, Self.one + models.settings + budget)
            #expect(try await pipeline.agent("qwen", "1", becomes: "active", answers: 3) != nil)
            if stop == .halt {
                #expect(models.requests.count > 2)
                let halted = try await pipeline.run("tandem", ["halt", "--account", "t", "--reason", "a test"])
                #expect(halted.status == 0)
                // What is under way may end.
                try await Task.sleep(for: .seconds(1))
            }

            let known = models.requests.count
            let answers = try await pipeline.agents().first { $0.slot == "qwen" }?.answers ?? 0
            #expect(try await pipeline.agent("qwen", "1", becomes: "active", answers: answers + 8) != nil)

            #expect(models.requests.count == known, "\(stop.rawValue)")
            switch stop {
            // Both questions of the first cycle may be under way when the first is refused.
            case .key, .balance: #expect((1...2).contains(known))
            case .budget: #expect(known == 0)
            case .halt: break
            }
            #expect(try await pipeline.down() == 0)
        }
    }
}
