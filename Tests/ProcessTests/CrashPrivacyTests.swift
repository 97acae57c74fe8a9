import Foundation
import Glibc
import Testing

extension ProcessTests {
    /// An agent with a key crashes while Swift's backtracer is on, and told to show as much as it can.
    @Suite(.timeLimit(.minutes(4))) struct CrashPrivacyTests {
        private static let environment = [
            "DASHSCOPE_API_KEY": PaidModels.secret,
            "SWIFT_BACKTRACE": "enable=yes,color=no,threads=all,registers=all,format=json",
        ]
        private static let arguments = [
            "--account", "t", "--set", "qwen.base_url=http://127.0.0.1:1", "--set", "qwen.engine=http",
        ]

        /// A failed precondition is SIGILL on x86-64 and SIGTRAP on ARM.
        @Test(arguments: [SIGABRT, SIGSEGV, SIGILL, SIGTRAP])
        func aCrashUnderTheSupervisorShowsWhereItWasAndNoKey(signal: Int32) async throws {
            let pipeline = Pipeline()
            let (keep, output) = try pipeline.start(
                "tandem",
                ["keep", "qwen-agent"] + Self.arguments,
                environment: Self.environment
            )
            let pid = try #require(try await eventually { pipeline.holder("qwen-agent") })
            try await Self.expectNoCores(pid, pipeline)
            #expect(pipeline.text("/proc/\(pid)/environ").contains(PaidModels.secret), "or this proves nothing")

            kill(pid, signal)
            // The runtime reports, gives the signal back to the system, and goes on: only a fault of its own would be met
            // again. A debug build's symbols take their time.
            let isReported = try await eventually(within: .seconds(100)) {
                pipeline.text("\(output).err").contains("Backtrace took") ? true : nil
            }
            #expect(isReported != nil, "no backtrace: \(pipeline.text("\(output).err"))")
            // Not before the runtime is through with it: the reading of memory has a use of its own for these signals.
            try await Task.sleep(for: .seconds(1))
            let next = try await eventually(every: .seconds(1)) { () -> Int32? in
                let holder = pipeline.holder("qwen-agent")
                if holder == pid { kill(pid, signal) }
                return holder == pid ? nil : holder
            }
            #expect(next != nil, "it was not started again")
            keep.terminate()
            keep.waitUntilExit()
            #expect(keep.terminationStatus == 0)
            let report = pipeline.text("\(output).err")
            #expect(report.contains("Program crashed"))
            #expect(!report.contains("rip 0x") && !report.contains("capturedMemory"), "it shows memory")
            try Self.expectNoKey(in: pipeline)
        }

        @Test func aCrashWithoutASupervisorShowsNothing() async throws {
            let pipeline = Pipeline()
            let (agent, output) = try pipeline.start("qwen-agent", Self.arguments, environment: Self.environment)
            let pid = try #require(try await eventually { pipeline.holder("qwen-agent") })
            try await Self.expectNoCores(pid, pipeline)

            kill(pid, SIGABRT)
            agent.waitUntilExit()

            #expect(agent.terminationReason == .uncaughtSignal && agent.terminationStatus == SIGABRT)
            #expect(!pipeline.text("\(output).err").contains("Program crashed"))
            try Self.expectNoKey(in: pipeline)
        }

        /// The kernel writes no core of it. Waits, since the lock is held before the key is read.
        private static func expectNoCores(_ pid: Int32, _ pipeline: Pipeline) async throws {
            let line = try await eventually {
                pipeline.text("/proc/\(pid)/limits").split(separator: "\n").first {
                    $0.split(whereSeparator: \.isWhitespace).prefix(6) == ["Max", "core", "file", "size", "0", "0"]
                }
            }
            #expect(line != nil, "\(pipeline.text("/proc/\(pid)/limits"))")
        }

        /// No file has the key, nor half of it, nor half of it in hexadecimal digits.
        private static func expectNoKey(in pipeline: Pipeline) throws {
            let part = Array(PaidModels.secret.utf8.prefix(8))
            let hex = part.map { String(format: "%02x", $0) }
            let traces = [Data(part), Data(hex.joined().utf8), Data(hex.joined(separator: " ").utf8)]
            let files = try #require(FileManager.default.enumerator(atPath: pipeline.folder))
            var count = 0
            for case let name as String in files {
                guard let bytes = FileManager.default.contents(atPath: "\(pipeline.folder)/\(name)") else { continue }
                count += 1
                for trace in traces { #expect(bytes.range(of: trace) == nil, "\(name)") }
                #expect(!name.hasPrefix("core"))
            }
            #expect(count > 2)
        }
    }
}
