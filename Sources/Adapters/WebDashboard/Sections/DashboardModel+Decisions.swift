internal import JSONText
internal import TradingDomain

/// What was decided, by whom, and what the gate said.
extension DashboardModel {
    func write(decisions writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("cycles", cycles)
            writer.arrayMember("latest") { writer in
                guard let latest else { return }
                for record in latest.symbols.prefix(DashboardModel.mostSymbols) {
                    DashboardModel.write(record, of: latest.cycle, to: &writer)
                }
            }
            writer.arrayMember("trades") { writer in
                for decision in decisions.reversed() {
                    DashboardModel.write(decision.record, of: decision.cycle, to: &writer)
                }
            }
        }
    }

    private static func write(_ record: CycleRecord.SymbolRecord, of cycle: CycleID, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("time", cycle.time.description)
            writer.member("symbol", record.symbol.description)
            writer.member("price", record.price?.description ?? "")
            writer.member("action", record.decision.action.rawValue)
            writer.member("confidence", record.decision.confidence.value)
            writer.member("score", FixedPoint.text(units: Int64(record.fusedScore) * 1_000_000))
            writer.member("reasoning", record.decision.reasoning)
            writer.member("direction", record.directionVote.outcome.rawValue)
            writer.member("entry", record.entryVote.outcome.rawValue)
            if let plan = record.decision.plan {
                writer.member("stop", plan.stopLoss.description)
                writer.member("target", plan.takeProfit.description)
            }
            writer.arrayMember("answers") { writer in
                for answer in record.answers.prefix(2 * DashboardModel.mostSlots) { write(answer, to: &writer) }
            }
            if let verdict = record.verdict {
                writer.objectMember("verdict") { writer in write(verdict.outcome, to: &writer) }
            } else {
                writer.nullMember("verdict")
            }
        }
    }

    private static func write(_ answer: ModelAnswer, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("slot", answer.slot)
            writer.member("channel", answer.channel.rawValue)
            switch answer.outcome {
            case .decided(let decision):
                writer.member("action", decision.action.rawValue)
                writer.member("confidence", decision.confidence.value)
                writer.member("reasoning", decision.reasoning)
            case .abstained(let cause):
                writer.member("abstained", cause.rawValue)
            }
        }
    }

    private static func write(_ outcome: Verdict.Outcome, to writer: inout JSONWriter) {
        switch outcome {
        case .approved(let order):
            writer.member("outcome", "approved")
            writer.member("code", "APPROVED")
            writer.member("detail", "\(order.id.leg.rawValue) \(order.side.rawValue) \(order.quantity)")
        case .refused(let refusal):
            writer.member("outcome", "refused")
            writer.member("code", refusal.code.rawValue)
            writer.member("detail", refusal.detail)
        case .satisfied:
            writer.member("outcome", "satisfied")
            writer.member("code", "SATISFIED")
            writer.member("detail", "the wanted side is already held")
        }
    }
}
