import Backtesting
import Foundation
import Testing

@Suite struct SweepTests {
    @Test func everyCombinationIsAPointAndEachStandsOnce() throws {
        let grid = try SweepGrid(axes: ["a.x=1,2", "b.y=3,4,4"], list: ["a.x=1 b.y=3", "", "a.x=9"])
        #expect(grid.keys == ["a.x", "b.y"])
        #expect(
            grid.points == [
                ["a.x=1", "b.y=3"], ["a.x=1", "b.y=4"], ["a.x=2", "b.y=3"], ["a.x=2", "b.y=4"], ["a.x=9"],
            ]
        )
    }

    @Test(arguments: [
        (["a.x"], SweepError.malformed("a.x")), (["market.symbols=BTCUSDT"], .fixed("market.symbols")),
        (["a.x=1", "a.x=2"], .twice("a.x")), ([], .empty),
        (
            [
                "a.x=" + (0..<101).map(String.init).joined(separator: ","),
                "b.y=" + (0..<100).map(String.init).joined(separator: ","),
            ],
            .tooMany(10_100)
        ),
    ])
    func whatIsNoGridIsRefused(axes: [String], error: SweepError) {
        #expect(throws: error) { try SweepGrid(axes: axes, list: []) }
    }

    private static func points(_ series: [[Double]]) throws -> [SweepPoint] {
        try series.enumerated().map { number, returns in
            let growth = returns.reduce(1) { $0 * (1 + $1) } - 1
            let object: [String: Any] = [
                "settings": ["a.x=\(number)"], "ledger_hash": "h\(number)", "total_return": growth, "max_drawdown": 0.1,
                "sharpe": growth, "trades": 10, "daily_returns": returns,
            ]
            return try JSONDecoder().decode(SweepPoint.self, from: JSONSerialization.data(withJSONObject: object))
        }
    }

    /// Three points over 40 days; the first is best in the first half, the second in the second.
    @Test func theWalkForwardPicksByThePastOnly() throws {
        let wave = (0..<40).map { $0 % 2 == 0 ? 0.001 : -0.001 }
        let first = wave.enumerated().map { $1 + ($0 < 20 ? 0.01 : -0.01) }
        let second = wave.enumerated().map { $1 + ($0 < 20 ? -0.01 : 0.01) }
        let verdict = try #require(SweepVerdict(try Self.points([first, second, wave]), windows: 2))
        #expect(verdict.walk.count == 1)
        #expect(verdict.walk[0].settings == ["a.x=0"])
        #expect(verdict.walk[0].chosen < 0 && verdict.walk[0].best > 0.2)
        #expect(verdict.walkedReturn == verdict.walk[0].chosen)
        #expect(verdict.trials == 3)
        #expect(verdict.overfit == 1 || verdict.overfit ?? 0 > 0.3)
    }
}
