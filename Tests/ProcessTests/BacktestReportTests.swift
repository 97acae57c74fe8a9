import Foundation
import Testing

extension ProcessTests {
    /// The tool as a person runs it.
    @Suite(.timeLimit(.minutes(10))) struct BacktestReportTests {
        private static let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first {
            FileManager.default.isExecutableFile(atPath: $0)
        }

        private static let hasBacktest = FileManager.default.isExecutableFile(
            atPath: Tools.folder.appending(path: "backtest").path
        )

        private static func market(_ pipeline: Pipeline, days: Int) throws -> [String] {
            try MadeUpCandles.write(to: "\(pipeline.folder)/candles", days: days, seed: 3)
            return ["--data", "\(pipeline.folder)/candles", "--symbols", "BTCUSDT,ETHUSDT"]
        }

        private func check(_ folder: String, _ page: String) throws -> (status: Int32, text: String) {
            let process = Process()
            process.executableURL = URL(filePath: Self.python ?? "")
            process.arguments = [Tools.repository.appending(path: "examples/check_report.py").path, folder, page]
            let pipe = Pipe()
            process.standardOutput = pipe
            try process.run()
            let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            return (process.terminationStatus, text)
        }

        @Test(.enabled(if: hasBacktest && python != nil))
        func everyNumberOfTheReportFollowsFromItsFiles() async throws {
            let pipeline = Pipeline()
            let (folder, page) = ("\(pipeline.folder)/out", "\(pipeline.folder)/report.html")
            let arguments =
                try Self.market(pipeline, days: 45) + [
                    "--export", folder, "--report", page, "--set", "qwen.knowledge_until=2023-12-10",
                ]
            let ended = try await pipeline.run("backtest", arguments, within: .seconds(400))
            try #require(ended.status == 0, "\(ended.errors)\(ended.output)")
            let good = try check(folder, page)
            #expect(good.status == 0, "\(good.text)")
            #expect(good.text.contains(" 0 differ"))
            // One cent in one row is noticed.
            let path = "\(folder)/equity.csv"
            var lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
            var cells = lines[lines.count - 1].split(separator: ",").map(String.init)
            cells[1] = "\((Double(cells[1]) ?? 0) + 0.01)"
            lines[lines.count - 1] = cells.joined(separator: ",")
            try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
            #expect(try check(folder, page).status == 1)
            let html = try String(contentsOfFile: page, encoding: .utf8)
            #expect(!html.contains("http://") && !html.contains("https://") && !html.contains("<script"))
            let same = try await pipeline.run("backtest", ["compare", folder, folder])
            #expect(same.status == 0 && same.output.hasPrefix("the same run"), "\(same)")
        }

        private static let realCandles = Tools.repository.resolvingSymlinksInPath()
            .appending(path: "../shared/data/market/spot-2022-12_2023-10").standardized.path

        private static let isAskedForReal =
            ProcessInfo.processInfo.environment["TANDEM_STRETCHES"] != nil
            && FileManager.default.fileExists(atPath: realCandles)

        @Test(.enabled(if: hasBacktest && python != nil && isAskedForReal))
        func soItDoesOnTenMonthsOfRealCandles() async throws {
            let pipeline = Pipeline()
            let (folder, page) = ("\(pipeline.folder)/out", "\(pipeline.folder)/report.html")
            let ended = try await pipeline.run(
                "backtest",
                [
                    "--data", Self.realCandles, "--symbols", "BTCUSDT,ETHUSDT,SOLUSDT", "--export", folder, "--report",
                    page,
                ]
                    + ["--set", "qwen.knowledge_until=2023-03-01", "--set", "deepseek.knowledge_until=2023-06-15"],
                within: .seconds(560)
            )
            try #require(ended.status == 0, "\(ended.errors)\(ended.output)")
            #expect(ended.output.contains("qwen may remember it"))
            let checked = try check(folder, page)
            #expect(checked.status == 0, "\(checked.text)")
            print(checked.text)
        }

        @Test(.enabled(if: hasBacktest))
        func aSweepThatWasStoppedGoesOnWhereItWas() async throws {
            let pipeline = Pipeline()
            let grid = ["--grid", "fusion.entry_threshold=40,50,60", "--grid", "risk.per_trade_basis_points=50,100"]
            let arguments = try ["sweep"] + Self.market(pipeline, days: 45) + grid
            let whole = try await pipeline.run(
                "backtest",
                arguments + ["--out", "\(pipeline.folder)/whole", "--json"],
                within: .seconds(400)
            )
            try #require(whole.status == 0, "\(whole.errors)")
            let path = "\(pipeline.folder)/whole/points.jsonl"
            let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
            #expect(lines.count == 7)
            // As a crash leaves it: three points, and half of a fourth.
            let part = lines[..<4].joined(separator: "\n") + "\n" + lines[4].prefix(40)
            try part.write(toFile: path, atomically: true, encoding: .utf8)
            let rest = try await pipeline.run(
                "backtest",
                arguments + ["--out", "\(pipeline.folder)/whole", "--json"],
                within: .seconds(400)
            )
            #expect(rest.status == 0 && rest.lastLine == whole.lastLine, "\(rest)")
            let again = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
            #expect(Array(again[..<4]) == Array(lines[..<4]))
            #expect(Set(again).isSuperset(of: lines))
            let other = try await pipeline.run(
                "backtest",
                arguments + ["--out", "\(pipeline.folder)/whole", "--set", "risk.total_percent=50"]
            )
            #expect(other.status == 65 && other.errors.contains("another sweep"), "\(other)")
        }
    }
}
