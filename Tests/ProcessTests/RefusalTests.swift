import Foundation
import Glibc
import Testing

extension ProcessTests {
    /// What is wrong ends in one clear line and the right status, and harms nothing.
    @Suite(.timeLimit(.minutes(3))) struct RefusalTests {
        @Test func aSecondStartOfAnyRoleIsRefusedByTheFirstOnesNumber() async throws {
            let pipeline = Pipeline()
            try pipeline.up(speed: 100)
            for role in Tools.builtRoles {
                let first = try #require(try await eventually { pipeline.holder(role) }, "\(role)")

                let second = try await pipeline.run(role, ["--account", "t", "--set", "monitor.port=0"])

                #expect(second.status == 75, "\(role): \(second.errors)")
                #expect(second.errors.split(separator: "\n").count == 1, "\(role): \(second.errors)")
                #expect(second.errors.contains("pid \(first)"), "\(role): \(second.errors)")
                #expect(pipeline.holder(role) == first)
            }
            #expect(try await pipeline.agent("qwen", "1", becomes: "active", answers: 2) != nil)
            #expect(try await pipeline.down() == 0)
        }

        @Test func unknownFlagsAndSettingsAreRefused() async throws {
            let pipeline = Pipeline()
            for role in Tools.builtRoles {
                let flag = try await pipeline.run(role, ["--no-such-flag"])
                #expect(flag.status == 64, "\(role)")
                #expect(flag.errors.contains("--no-such-flag"), "\(role): \(flag.errors)")

                let key = try await pipeline.run(role, ["--set", "risk.per_symbl_percent=3"])
                #expect(key.status == 78, "\(role)")
                #expect(key.errors.contains("risk.per_symbl_percent"), "\(role): \(key.errors)")
                #expect(key.errors.contains("risk.per_symbol_percent"), "\(role): \(key.errors)")

                let account = try await pipeline.run(role, ["--account", "../x"])
                #expect(account.status == 64, "\(role)")
                #expect(account.errors.contains("../x"), "\(role): \(account.errors)")
            }
            #expect(!FileManager.default.fileExists(atPath: "\(pipeline.folder)/data"), "nothing was made")
        }

        @Test func aBadRowIsNamedByFileAndLine() async throws {
            let pipeline = Pipeline()
            let file = "\(pipeline.folder)/BTCUSDT-3m.csv"
            let rows = [
                "open_time_ms,open,high,low,close,volume", "1700006400000,1,2,0.5,1,1", "1700006580000,1,x,0.5,1,1",
            ]
            try rows.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)

            let ended = try await pipeline.run(
                "data-feeder",
                ["market.source=files", "market.path=\(file)", "market.symbols=BTCUSDT"].flatMap { ["--set", $0] }
            )

            #expect(ended.status == 65, "\(ended)")
            #expect(ended.errors.contains("BTCUSDT-3m.csv:3"), "\(ended.errors)")
        }

        @Test func aFolderThatCannotBeMadeIsRefused() async throws {
            let pipeline = Pipeline()
            try "".write(toFile: "\(pipeline.folder)/file", atomically: true, encoding: .utf8)
            for role in Tools.builtRoles {
                let ended = try await pipeline.run(role, ["--data-dir", "file/data"])
                #expect(ended.status == 73, "\(role)")
                #expect(ended.errors.contains("file/data"), "\(role): \(ended.errors)")
            }
        }

        @Test(.disabled(if: getuid() == 0, "root writes everywhere")) func aReadOnlyFolderIsRefused() async throws {
            let pipeline = Pipeline()
            let folder = "\(pipeline.folder)/data"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            chmod(folder, 0o500)
            for role in Tools.builtRoles {
                let ended = try await pipeline.run(role, [])
                #expect(ended.status == 73, "\(role): \(ended.errors)")
            }
        }

        @Test func foreignFramesHarmNothing() async throws {
            let pipeline = Pipeline()
            try pipeline.up(speed: 200)
            #expect(try await pipeline.agent("qwen", "1", becomes: "active", answers: 1) != nil)
            let run = "\(pipeline.folder)/run/t"
            let before = Tools.builtRoles.map { pipeline.holder($0) }
            let sockets = try FileManager.default.contentsOfDirectory(atPath: run)
                .filter { $0.hasSuffix(".events") || $0.hasSuffix(".service") || $0.hasSuffix(".http") }
            #expect(sockets.count >= 12)
            let greeting: [UInt8] =
                [0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F, 3, 0] + Array("NULL".utf8) + [UInt8](repeating: 0, count: 48)
            for socket in sockets {
                for bytes in [
                    Array("GET / HTTP/1.1\r\n\r\n".utf8), [UInt8](repeating: 0xFF, count: 70_000), greeting, [],
                ] {
                    ForeignPeer.send(bytes, to: "\(run)/\(socket)")
                }
            }

            let answered = try await pipeline.agents().first { $0.slot == "qwen" }?.answers ?? 0
            #expect(try await pipeline.agent("qwen", "1", becomes: "active", answers: answered + 3) != nil)
            #expect(Tools.builtRoles.map { pipeline.holder($0) } == before)
            #expect(try await pipeline.down() == 0)
        }

        @Test func nothingIsLeftBehindByAnOrderlyEnd() async throws {
            let pipeline = Pipeline()
            try pipeline.up(speed: 200)
            #expect(try await pipeline.agent("qwen", "1", becomes: "active", answers: 1) != nil)
            let holders = Tools.builtRoles.compactMap { pipeline.holder($0) }
            #expect(holders.count == Tools.builtRoles.count)

            #expect(try await pipeline.down() == 0)

            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(pipeline.folder)/run/t") == [])
            #expect(holders.allSatisfy { pipeline.state(of: $0) == nil })
        }
    }
}
