import Foundation
import Testing

extension ProcessTests {
    /// What a person does with an account's books, and what happens to them.
    @Suite(.timeLimit(.minutes(10))) struct BookkeepingTests {
        private let pipeline = Pipeline()

        private var ledger: String { "\(pipeline.folder)/data/b/ledger.sqlite" }

        private func tandem(_ arguments: String...) async throws -> Pipeline.Ended {
            try await pipeline.run("tandem", arguments + ["--account", "b"])
        }

        private func replace(_ path: String, with copy: String) throws {
            try? FileManager.default.removeItem(atPath: path)
            try FileManager.default.copyItem(atPath: copy, toPath: path)
        }

        /// Two funding files beside the candles, stamped some milliseconds after the hour.
        private func writeFunding(days: Int) throws {
            for (symbol, rate) in [("BTCUSDT", "0.0005"), ("ETHUSDT", "-0.0003")] {
                let rows = (1...(days * 6)).map { number in
                    "\(MadeUpCandles.start_ms + Int64(number) * 14_400_000 + Int64(number % 11)),\(rate)"
                }
                let text = "funding_time_ms,funding_rate\n" + rows.joined(separator: "\n") + "\n"
                let path = "\(pipeline.folder)/candles/\(symbol)-funding.csv"
                try text.write(toFile: path, atomically: true, encoding: .utf8)
            }
        }

        private static func hash(_ ended: Pipeline.Ended) throws -> String {
            struct Report: Decodable { let ledger_hash: String }
            try #require(ended.status == 0, "\(ended.errors)\(ended.output)")
            return try JSONDecoder().decode(Report.self, from: Data(ended.lastLine.utf8)).ledger_hash
        }

        @Test func fundingIsTheSameInAReplayAndABacktest() async throws {
            try MadeUpCandles.write(to: "\(pipeline.folder)/candles", days: 12, seed: 3)
            try writeFunding(days: 12)
            let market = ["--json", "--data", "\(pipeline.folder)/candles", "--symbols", "BTCUSDT,ETHUSDT"]
            let replay = try await pipeline.run("tandem", ["replay", "--account", "b"] + market, within: .seconds(300))
            let tested = try await pipeline.run("backtest", market, within: .seconds(120))
            #expect(try Self.hash(replay) == Self.hash(tested))

            let shown = try await tandem("account", "show")
            let funding = shown.output.split(separator: "\n").first { $0.hasPrefix("funding") }
            #expect(funding != nil && funding?.contains(" 0 USDT") == false, "\(shown)")
            // Whose trades they were is in the fusion node's file.
            #expect(shown.output.contains("deepseek") && shown.output.contains("trades that it wanted"), "\(shown)")
            let exported = try await tandem("account", "export", "--output", "\(pipeline.folder)/out")
            #expect(exported.status == 0, "\(exported)")
            try expectSharesAddUp()
        }

        /// The profits of the models are those of the trades, to the unit.
        private func expectSharesAddUp() throws {
            func sum(_ name: String) throws -> (Decimal, Int) {
                let data = Data(pipeline.text("\(pipeline.folder)/out/\(name).json").utf8)
                let rows = try JSONDecoder().decode([[String: String]].self, from: data)
                return (rows.compactMap { Decimal(string: $0["profit"] ?? "") }.reduce(0, +), rows.count)
            }
            let (trades, models) = (try sum("trades"), try sum("models"))
            #expect(trades.0 == models.0 && trades.1 > 0 && models.1 > 0, "\(trades) \(models)")
        }

        @Test func anOldCopyAndAChangedByteAreFoundBeforeTheFirstOrderAndAPersonRepairs() async throws {
            let made = try await pipeline.run("backtest", ["--synthetic", "--days", "6", "--account", "b"])
            try #require(made.status == 0, "\(made)")
            try FileManager.default.copyItem(atPath: ledger, toPath: "\(pipeline.folder)/old")
            #expect(try await tandem("account", "deposit", "500").status == 0)
            try FileManager.default.copyItem(atPath: ledger, toPath: "\(pipeline.folder)/new")

            try replace(ledger, with: "\(pipeline.folder)/old")
            try await expectRefused("was seen before")
            try replace(ledger, with: "\(pipeline.folder)/new")
            #expect(try await tandem("verify").status == 0)

            let hint = try #require(try await changedByte())
            try await expectRefused("ledger row ")
            #expect(try await tandem("verify", "--repair-to", String(hint)).status == 64)
            let repaired = try await tandem("verify", "--repair-to", String(hint), "--reason", "a changed byte")
            #expect(repaired.status == 0 && repaired.output.contains("OK  "), "\(repaired)")
            let shown = try await tandem("account", "show")
            #expect(shown.output.contains("a changed byte"), "\(shown)")
            #expect(FileManager.default.fileExists(atPath: "\(ledger).before-repair-1"))

            try FileManager.default.removeItem(atPath: ledger)
            try await expectRefused("ends at row 0", isGone: true)
        }

        /// Changes one letter of a symbol in the file, so that an entry behind the first ten is not as it was written.
        ///
        /// - Returns: the row that the refusal proposes to keep.
        private func changedByte() async throws -> String? {
            let bytes = try Data(contentsOf: URL(filePath: ledger))
            var end = bytes.count
            while let symbol = bytes.range(of: Data("USDT".utf8), options: .backwards, in: 0..<end) {
                end = symbol.lowerBound
                var changed = bytes
                changed[end] = UInt8(ascii: "V")
                try changed.write(to: URL(filePath: ledger))
                let said = try await tandem("verify").output
                guard said.contains("ledger row "), let row = said.split(separator: "--repair-to ").last else {
                    continue
                }
                let digits = String(row.prefix { $0.isNumber })
                if let kept = Int(digits), kept > 10 { return digits }
            }
            return nil
        }

        /// Neither the broker nor `tandem verify` accepts the books; both say why in one line.
        private func expectRefused(_ why: String, isGone: Bool = false) async throws {
            let broker = try await pipeline.run("paper-broker", ["--account", "b"])
            #expect(broker.status == 65 && broker.errors.contains(why), "\(broker)")
            #expect(broker.errors.split(separator: "\n").count == 1, "\(broker)")
            let verified = try await tandem("verify")
            #expect(verified.status == 65, "\(verified)")
            #expect(isGone || verified.output.contains(why), "\(verified)")
        }
    }
}
