import JSONText
import TradingDomain

extension SimulatedTrader {
    /// The tool's arguments as JSON text; the same decisions give the same bytes.
    package func arguments(for decisions: [SimulatedDecision]) -> String {
        var writer = JSONWriter(reserving: 64 + decisions.count * 360)
        writer.object { writer in
            writer.key("decisions")
            writer.array { writer in
                for decision in decisions { Self.write(decision, to: &writer) }
            }
        }
        return writer.text
    }

    private static func write(_ decision: SimulatedDecision, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("symbol")
            writer.string(decision.symbol.description)
            writer.key("action")
            writer.string(decision.action.rawValue)
            writer.key("confidence")
            writer.integer(decision.confidence)
            price("entry", decision.plan?.entry, to: &writer)
            price("stop_loss", decision.plan?.stopLoss, to: &writer)
            price("take_profit", decision.plan?.takeProfit, to: &writer)
            writer.key("position_size_percent")
            writer.integer(decision.plan?.positionSize_percent ?? 0)
            writer.key("leverage")
            writer.integer(decision.plan?.leverage ?? 1)
            writer.key("reasoning")
            writer.string(decision.reason.text)
            writer.key("risk_level")
            writer.string(decision.riskLevel.rawValue)
            writer.key("risk_score")
            writer.integer(decision.riskScore)
        }
    }

    private static func price(_ key: String, _ units: Int64?, to writer: inout JSONWriter) {
        writer.key(key)
        if let units { writer.raw(FixedPoint.text(units: units)) } else { writer.null() }
    }
}
