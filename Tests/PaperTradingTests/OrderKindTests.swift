import PaperTrading
import Testing
import TradingDomain

/// Limit, stop, take-profit, times in force, amend and cancel. No costs, no latency, decided at 00:03 at a price of 100.
struct OrderKindTests {
    struct Case: CustomTestStringConvertible {
        let testDescription: String
        let execution: Order.Execution
        var timeInForce = Order.TimeInForce.standard
        /// The candle after the decision: open, high, low, close.
        let candle: [String]
        let price: String?
        var reason: String?
    }

    static func price(_ text: String) -> Price {
        do { return try Price(parsing: text) } catch { preconditionFailure("\(error)") }
    }

    /// A long of ten with stop 90 and target 120.
    @Test(arguments: [
        Case(
            testDescription: "a limit below the market rests until it is traded through",
            execution: .limit(price("98"), isPostOnly: false),
            candle: ["100", "101", "97.99", "99"],
            price: "98"
        ),
        Case(
            testDescription: "a touch is not enough",
            execution: .limit(price("98"), isPostOnly: false),
            candle: ["100", "101", "98", "99"],
            price: nil
        ),
        Case(
            testDescription: "a limit above the market takes at the market",
            execution: .limit(price("101"), isPostOnly: false),
            candle: ["100", "102", "99", "101"],
            price: "100"
        ),
        Case(
            testDescription: "a post-only order that would take is dropped",
            execution: .limit(price("101"), isPostOnly: true),
            candle: ["100", "102", "99", "101"],
            price: nil,
            reason: "it may only rest, and would take at 100"
        ),
        Case(
            testDescription: "a post-only order that rests is filled",
            execution: .limit(price("99"), isPostOnly: true),
            candle: ["100", "102", "98", "101"],
            price: "99"
        ),
        Case(
            testDescription: "a stop is triggered by a touch",
            execution: .stopMarket(trigger: price("102")),
            candle: ["100", "102", "99", "101"],
            price: "102"
        ),
        Case(
            testDescription: "a stop behind a gap takes the open",
            execution: .stopMarket(trigger: price("102")),
            candle: ["104", "105", "103", "104"],
            price: "104"
        ),
        Case(
            testDescription: "a take-profit is triggered from above",
            execution: .takeProfit(trigger: price("99")),
            candle: ["100", "102", "99", "101"],
            price: "99"
        ),
        Case(
            testDescription: "neither is triggered",
            execution: .takeProfit(trigger: price("98")),
            candle: ["100", "102", "99", "101"],
            price: nil
        ),
        Case(
            testDescription: "immediate or cancel: not now is never",
            execution: .limit(price("98"), isPostOnly: false),
            timeInForce: .immediateOrCancel,
            candle: ["100", "102", "97", "101"],
            price: nil,
            reason: "it could not be executed at once, the market was at 100"
        ),
        Case(
            testDescription: "a trigger off the tick is refused",
            execution: .stopMarket(trigger: price("102.005")),
            candle: ["100", "102", "97", "101"],
            price: nil,
            reason: "price 102.005 is no multiple of the tick 0.01"
        ),
        Case(
            testDescription: "good till a moment that is over",
            execution: .market,
            timeInForce: .goodTill(Script.start),
            candle: ["100", "102", "97", "101"],
            price: nil,
            reason: "it came after its deadline 2023-03-24T00:00:00Z"
        ),
    ])
    func anOrderFindsItsPrice(_ example: Case) throws {
        var script = try Script(fills: Script.free())
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.buy, "10", stop: "90", target: "120", example.execution, example.timeInForce)
        let bar = example.candle
        try script.candle(3, bar[0], bar[1], bar[2], bar[3])
        #expect(script.fills.first?.price.description == example.price)
        #expect(script.expiries.first == example.reason)
    }

    /// The maker's fee of 2 bp at the limit, the taker's 5 bp at the market with its slippage.
    @Test(arguments: [("98", "98", "0.196"), ("101", "100.03", "0.50015")])
    func whoRestsPaysTheMakersFee(limit: String, price: String, fee: String) throws {
        let fills = try FillModel(
            latency_ms: 0,
            expiry_ms: 600_000,
            slippage_bp: 2,
            halfSpread_bp: 1,
            takerFee_millionths: 500,
            makerFee_millionths: 200
        )
        var script = try Script(fills: fills)
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.buy, "10", stop: "90", target: "120", .limit(Self.price(limit), isPostOnly: false))
        try script.candle(3, "100", "101", "97", "99")
        #expect(script.fills.map(\.price.description) == [price])
        #expect(script.fills.map(\.fee.description) == [fee])
    }

    /// Bought at 98 on the way down, and the stop at 95 is hit on the same way; the target may have been before.
    @Test func anEntryInsideACandleMeetsItsStopInIt() throws {
        var script = try Script(fills: Script.free())
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.buy, "10", stop: "95", target: "101", .limit(Self.price("98"), isPostOnly: false))
        try script.candle(3, "100", "102", "94", "96")
        #expect(script.fills.map(\.cause) == [.open, .stopLoss])
        #expect(script.fills.map(\.price.description) == ["98", "95"])
    }

    /// Room for 20: a fill-or-kill of 25 gets nothing, an immediate-or-cancel gets 20.
    @Test(arguments: [(Order.TimeInForce.fillOrKill, [String]()), (.immediateOrCancel, ["20"])])
    func whatCannotBeFilledAtOnceIsDropped(timeInForce: Order.TimeInForce, quantities: [String]) throws {
        let fills = try FillModel(
            latency_ms: 0,
            expiry_ms: 600_000,
            slippage_bp: 0,
            halfSpread_bp: 0,
            takerFee_millionths: 0,
            participation_percent: 20
        )
        var script = try Script(fills: fills)
        try script.candle(0, "100", "100", "100", "100", volume: "100")
        script.tick(3)
        try script.order(.buy, "25", stop: "90", target: "120", .market, timeInForce)
        try script.candle(3, "100", "101", "99", "100", volume: "100")
        #expect(script.fills.map(\.quantity.description) == quantities)
        #expect(script.expiries == ["the candle had room for 20"])
    }

    /// A trailing exit by hand: a closing limit at 110 takes 4 of 10, and the stop still guards the other 6.
    @Test func aReducingLimitLeavesTheRestGuarded() throws {
        var script = try Script(fills: Script.free())
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.buy, "10", stop: "95", target: "120")
        try script.candle(3, "100", "101", "99", "100")
        script.tick(6)
        try script.close(.sell, "4", .limit(Self.price("110"), isPostOnly: true), .goodTillCancelled)
        try script.candle(6, "100", "111", "99", "105")
        try script.candle(9, "105", "105", "94", "95")
        #expect(script.fills.map(\.quantity.description) == ["10", "4", "6"])
        #expect(script.broker.state.cash == "10010")
    }

    @Test func anOrderThatWaitsCanBeAmendedAndCancelled() throws {
        var script = try Script(fills: Script.free())
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        let limit = Order.Execution.limit(Self.price("90.5"), isPostOnly: false)
        try script.order(.buy, "10", stop: "90", target: "120", limit, .goodTillCancelled)
        try script.candle(3, "100", "101", "99", "100")
        script.tick(6)
        try script.change(.amend(quantity: Quantity(parsing: "6"), level: Self.price("98"), protection: nil))
        try script.candle(6, "100", "101", "97", "99")
        #expect(script.fills.map(\.price.description) == ["98"])
        #expect(script.fills.map(\.quantity.description) == ["6"])

        script.tick(9)
        try script.close(.sell, "6", .limit(Self.price("119"), isPostOnly: false), .goodTillCancelled)
        try script.change(.cancel)
        #expect(script.broker.state.books[0].pending == nil)
        #expect(script.entries.count { if case .orderChanged = $0.kind { true } else { false } } == 2)
    }

    /// The same change again, a stop on the wrong side of the market, a change of an order that is done: nothing.
    @Test func aChangeWithNothingToChangeIsSaid() throws {
        var script = try Script(fills: Script.free())
        try script.candle(0, "100", "100", "100", "100")
        script.tick(3)
        try script.order(.buy, "10", stop: "95", target: "120")
        try script.candle(3, "100", "105", "99", "104")
        script.tick(6)
        let id = try #require(script.broker.state.books[0].position?.openedBy)
        let raised = Order.Protection(stopLoss: Self.price("103"), takeProfit: Self.price("125"))
        try script.change(.amend(quantity: nil, level: nil, protection: raised))
        #expect(script.broker.state.books[0].position?.protection == raised)
        let entries = script.entries.count
        try script.change(.amend(quantity: nil, level: nil, protection: raised))
        script.tick(7)
        let wrong = Order.Protection(stopLoss: Self.price("106"), takeProfit: Self.price("125"))
        try script.change(.amend(quantity: nil, level: nil, protection: wrong))
        try script.change(.cancel)
        #expect(script.effects.suffix(3).filter { $0 == .unchanged(id) }.count == 2)
        #expect(script.entries.count == entries)
        try script.candle(6, "104", "104", "102", "103")
        #expect(script.fills.last?.price.description == "103")
    }
}
