import TestSupport
import Testing
import TradingDomain

/// What a model is told of the account.
struct AccountViewTests {
    private static func view(_ holdings: [AccountSnapshot.Holding], cash: String, equity: String) throws -> AccountView
    {
        try AccountView(try Market.account(Market.cycle(1), equity: equity, holdings: holdings, cash: cash))
    }

    @Test func itHoldsStillWhilePricesAndOpenProfitMove() throws {
        let views = try [("100", "10000"), ("91", "9500"), ("109", "12000")].map { mark, equity in
            let held = try Market.holding("BTCUSDT", .sell, quantity: "8", mark: mark)
            return try Self.view([held], cash: "10000", equity: equity)
        }
        #expect(Set(views).count == 1)
        let position = try #require(views[0].position(in: Symbol("BTCUSDT")))
        #expect(position.side == .sell && position.size_percent == 8)
        #expect(position.averagePrice.description == "100" && position.protection.stopLoss.description == "110")
        #expect(try views[0].position(in: Symbol("ETHUSDT")) == nil)
    }

    @Test(arguments: [
        ("8", "10000", 8), ("8.49", "10000", 8), ("8.5", "10000", 9), ("0.001", "10000", 1), ("150", "10000", 150),
        ("8", "0", 10_000), ("8", "-5", 10_000), ("8", "0.00000001", 10_000),
    ])
    func aSizeIsAWholePercentOfTheSettledMoney(quantity: String, cash: String, percent: Int) throws {
        let held = try Market.holding("BTCUSDT", .buy, quantity: quantity)
        let view = try Self.view([held], cash: cash, equity: "10000")
        #expect(view.positions.map(\.size_percent) == [percent])
    }

    @Test func allPositionsTogetherAreRoundedOnce() throws {
        let held = try ["ADAUSDT", "BTCUSDT", "ETHUSDT"].map { try Market.holding($0, .buy, quantity: "0.4") }
        let view = try Self.view(held, cash: "10000", equity: "10000")
        #expect(view.positions.map(\.size_percent) == [1, 1, 1] && view.used_percent == 1)
        #expect(try Self.view([], cash: "10000", equity: "10000").used_percent == 0)
    }

    @Test func positionsOutOfOrderAndSizesOutOfRangeAreRefused() throws {
        let held = try ["ETHUSDT", "BTCUSDT"].map { try Market.holding($0, .buy, quantity: "1") }
        for holdings in [held, [held[0], held[0]]] {
            #expect(throws: ValueError.self) { try Self.view(holdings, cash: "1000", equity: "1000") }
        }
        for percent in [-1, 10_001] {
            #expect(throws: ValueError.self) { try AccountView(used_percent: percent, positions: []) }
        }
    }
}
