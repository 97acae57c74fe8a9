import Testing
import TradingDomain

struct IdentifierTests {
    @Test func anOrderIdSurvivesItsText() throws {
        let decision = DecisionID(cycle: try Timestamp(parsing: "2023-03-24T12:05"), symbol: try Symbol("BTCUSDT"))
        let order = OrderID(decision: decision, leg: .close)
        #expect(order.description == "2023-03-24T12:05:00Z/BTCUSDT/close")
        #expect(try OrderID(parsing: order.description) == order)
        #expect(try DecisionID(parsing: decision.description) == decision)
    }

    @Test(arguments: ["", "x", "2023-03-24T12:05:00Z/BTCUSDT", "2023-03-24T12:05:00Z/BTCUSDT/flip", "//open"])
    func anOrderIdRefusesOtherText(text: String) {
        #expect(throws: ValueError.self) { try OrderID(parsing: text) }
    }
}
