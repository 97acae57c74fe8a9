import Foundation
import Glibc
import Testing

extension ProcessTests {
    /// A provider at its worst, in the whole pipeline.
    @Suite(.timeLimit(.minutes(6))) struct FaultStormTests {
        /// What a key or a balance refuses stops the agent, which has a test of its own; the others each once, every
        /// fault with a good answer behind it.
        private static func script(_ pipeline: Pipeline) async throws -> (text: String, count: Int) {
            let listed = try await pipeline.run("llm-simulator", ["--list-faults"])
            let faults = listed.output.split(separator: "\n").filter { !["401", "402", "403"].contains($0) }
            #expect(faults.count >= 60)
            return (faults.map { "\($0)\nok\n" }.joined() + "6 500\n", faults.count * 2 + 6)
        }

        @Test(arguments: ["deepseek", "qwen"]) func everyFaultIsSurvivedWithinItsCaps(slot: String) async throws {
            let pipeline = Pipeline()
            let (script, count) = try await Self.script(pipeline)
            let models = try await PaidModels(pipeline, script: script)
            try pipeline.up(
                speed: 900,
                models.settings + [
                    "market.symbols=BTCUSDT", "fusion.slots=\(slot)", "models.call_timeout_ms=400",
                    "models.first_byte_ms=300", "models.idle_ms=300", "models.breaker_seconds=1",
                    "cycle.deadline_ms=1000",
                    "cost.usd_per_hour=1000", "\(slot).budget_usd_per_day=5",
                ]
            )
            let tail = try pipeline.start("monitor", ["tail", "--json", "--account", "t"])
            var memory_KiB = 0
            let isThrough = try await eventually(within: .seconds(200), every: .milliseconds(200)) { () -> Bool? in
                if let pid = pipeline.holder("\(slot)-agent") {
                    memory_KiB = max(memory_KiB, pipeline.residentMemory_KiB(of: pid))
                    let words = pipeline.text("/proc/\(pid)/cmdline")
                    #expect(!words.contains(PaidModels.secret))
                }
                return models.requests.count > count ? true : nil
            }
            #expect(isThrough != nil, "\(models.requests.count) of \(count) requests were made")
            // Well again: good answers are decisions.
            let known = models.requests.count
            #expect(
                try await eventually(within: .seconds(40)) { models.requests.count > known + 8 ? true : nil } != nil
            )
            kill(tail.process.processIdentifier, SIGINT)
            #expect(try await pipeline.down() == 0)

            let calls = try pipeline.calls(of: slot)
            #expect(memory_KiB > 0 && memory_KiB <= 150 * 1024, "\(memory_KiB) KiB")
            // One question, one try more and one repair are the cap.
            let questions = calls.count { !$0.isRepair }
            #expect(models.requests.count <= questions * 3)
            #expect(calls.allSatisfy { $0.spent_nanoUSD <= 2 * $0.reserved_nanoUSD }, "a bill beyond both tries")
            let cycles = try pipeline.cycles()
            #expect(cycles.dropLast().allSatisfy { $0.isComplete })
            let last = cycles.suffix(4).dropLast()
            #expect(last.contains { !$0.record.contains("timed_out") && !$0.record.contains("unreachable") })
            print("\(slot): \(models.requests.count) requests, \(calls.count) calls, \(memory_KiB / 1024) MiB at most")
            try Self.expectNoKey(in: pipeline)
        }

        /// Every file of the run: stores, logs, the tapped bus, what the processes printed.
        private static func expectNoKey(in pipeline: Pipeline) throws {
            let files = try #require(FileManager.default.enumerator(atPath: pipeline.folder))
            var count = 0
            for case let name as String in files where name != "key" {
                guard let bytes = FileManager.default.contents(atPath: "\(pipeline.folder)/\(name)") else { continue }
                count += 1
                #expect(bytes.range(of: Data(PaidModels.secret.utf8)) == nil, "\(name)")
            }
            #expect(count > 10)
        }
    }
}

extension Pipeline {
    func residentMemory_KiB(of pid: Int32) -> Int {
        let line = text("/proc/\(pid)/status").split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line?.split(separator: " ").compactMap { Int($0.trimmingCharacters(in: .whitespaces)) }.first ?? 0
    }
}
