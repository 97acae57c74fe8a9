import Foundation
import Glibc
import Testing

extension ProcessTests {
    /// `tandem up` with the repository's Procfile.
    @Suite(.timeLimit(.minutes(3))) struct RevivalTests {
        @Test func whoIsKilledIsBackAtOnceAndTheOthersNeverNotice() async throws {
            let pipeline = Pipeline()
            try pipeline.up(speed: 150)
            #expect(try await pipeline.agent("qwen", "1", becomes: "active", answers: 2) != nil)
            var holders: [String: Int32] = [:]
            for role in Tools.builtRoles { holders[role] = pipeline.holder(role) }
            #expect(holders.count == Tools.builtRoles.count)
            var slowest: (role: String, time: Duration) = ("", .zero)
            for role in Tools.builtRoles {
                let old = try #require(holders[role])
                let start = ContinuousClock.now
                kill(old, SIGKILL)

                let new = try #require(
                    try await eventually { pipeline.holder(role).flatMap { $0 == old ? nil : $0 } },
                    "\(role) did not come back"
                )

                let time = start.duration(to: .now)
                if time > slowest.time { slowest = (role, time) }
                holders[role] = new
                for (other, pid) in holders { #expect(pipeline.holder(other) == pid, "\(other) noticed \(role)") }
            }
            print("revival: slowest \(slowest.role) \(slowest.time)")
            // A second on a machine of its own; a busy one takes longer to load an executable.
            #expect(slowest.time < .seconds(5), "\(slowest)")
            let known = try #require(try await pipeline.agent("qwen", "1", becomes: "active")).answers
            #expect(try await pipeline.agent("qwen", "1", becomes: "active", answers: known + 4) != nil)
            #expect(try await pipeline.agent("deepseek", "1", becomes: "active") != nil)
            #expect(try await pipeline.down() == 0)
            let verified = try await pipeline.run("tandem", ["verify", "--account", "t"])
            #expect(verified.status == 0, "\(verified)")
        }
    }
}
