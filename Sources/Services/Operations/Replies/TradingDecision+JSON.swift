internal import JSONText
internal import TradingDomain

extension JSONWriter {
    mutating func optionalMember(_ key: String, _ text: String?) {
        if let text { member(key, text) } else { nullMember(key) }
    }

    mutating func price(_ key: String, _ price: Price?) {
        self.key(key)
        raw(price?.description ?? "null")
    }
}

extension TradingDecision {
    /// The members of the tool's schema, in its order.
    func write(into writer: inout JSONWriter) {
        writer.member("symbol", symbol.description)
        writer.member("action", action.rawValue)
        writer.member("confidence", confidence.value)
        writer.price("entry", plan?.entry)
        writer.price("stop_loss", plan?.stopLoss)
        writer.price("take_profit", plan?.takeProfit)
        writer.member("position_size_percent", plan?.positionSize.value ?? 0)
        writer.key("leverage")
        writer.raw(plan.map { "\($0.leverage)" } ?? "null")
        writer.member("reasoning", reasoning)
        writer.member("risk_level", riskLevel.rawValue)
        writer.member("risk_score", riskScore.value)
    }
}
