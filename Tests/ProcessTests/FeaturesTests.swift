import Foundation
import Testing

extension ProcessTests {
    /// `tandem features` of a running account.
    @Suite(.timeLimit(.minutes(2))) struct FeaturesTests {
        /// Without the feature worker's help: from the candles that the feeder still has.
        @Test func whatTheModelsSawIsRecomputedFromTheMarketLog() async throws {
            let pipeline = Pipeline()
            try pipeline.up(speed: 600, ["market.symbols=BTCUSDT,ETHUSDT,DOGEUSDT"])
            #expect(try await pipeline.agent("qwen", "1", becomes: "active", answers: 20) != nil)

            let known = ["features", "--account", "t", "--symbol", "ETHUSDT", "--json"]
            let seen = try await pipeline.run("tandem", known)
            let time = try #require(Self.time(of: seen.output), "\(seen)")
            let again = try await pipeline.run("tandem", known + ["--at", time])
            #expect(again.status == 0 && again.output == seen.output, "\(seen)\n\(again)")

            let chart = "\(pipeline.folder)/eth.svg"
            let drawn = try await pipeline.run("tandem", known.dropLast() + ["--at", time, "--plot", chart])
            #expect(drawn.status == 0 && pipeline.text(chart).hasPrefix("<svg"), "\(drawn)")
            let foreign = try await pipeline.run(
                "tandem",
                ["features", "--account", "t", "--symbol", "FOO", "--at", time]
            )
            #expect(foreign.status == 64 && foreign.errors.contains("trades BTCUSDT, DOGEUSDT, ETHUSDT"), "\(foreign)")
            #expect(try await pipeline.down() == 0)
        }

        private static func time(of line: String) -> String? {
            let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            return object?["time"] as? String
        }
    }
}
