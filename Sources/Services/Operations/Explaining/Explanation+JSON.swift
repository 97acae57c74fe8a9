internal import Foundation
internal import JSONText
internal import TradingDomain
internal import WireFormat

/// For a program: one object, prices exact.
extension Explanation {
    package var json: String {
        var writer = JSONWriter(reserving: 4_096)
        writer.object { writer in
            writer.member("decision", decision.description)
            writer.member("position", cycle.position)
            writer.price("price", record.price)
            writer.member("is_fresh", record.freshness.isFresh)
            writer.arrayMember("answers") { writer in for answer in answers { write(answer, &writer) } }
            write("direction_vote", record.directionVote, &writer)
            write("entry_vote", record.entryVote, &writer)
            writer.member("fused_score_hundredths", record.fusedScore)
            writer.objectMember("fused") { record.decision.write(into: &$0) }
            writer.objectMember("verdict") { write(record.verdict, &$0) }
            writer.arrayMember("books") { writer in for entry in entries { write(entry, &writer) } }
            writer.member("cost_nano_usd", cost_nanoUSD)
        }
        return writer.text
    }

    private func write(_ answer: Answer, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("slot", answer.answer.slot)
            writer.member("channel", answer.answer.channel.rawValue)
            writer.member("asked_at", answer.asked.time.description)
            switch answer.answer.outcome {
            case .decided(let decision): writer.objectMember("decided") { decision.write(into: &$0) }
            case .abstained(let cause): writer.member("abstained", cause.rawValue)
            }
            writer.arrayMember("calls") { writer in for call in answer.calls { write(call, &writer) } }
        }
    }

    private func write(_ call: Call, _ writer: inout JSONWriter) {
        let stored = call.stored
        writer.object { writer in
            writer.member("instance", stored.instance)
            writer.member("model", stored.model)
            writer.optionalMember("choice", stored.hasChoice ? stored.choice : nil)
            writer.member("is_simulated", stored.isSimulated)
            writer.member("prompt_version", stored.promptVersion)
            writer.optionalMember("system", stored.hasSystem ? stored.system : nil)
            writer.member("prompt", stored.prompt)
            writer.optionalMember("reply", stored.hasReply ? String(decoding: stored.reply, as: UTF8.self) : nil)
            writer.optionalMember("arguments", stored.hasArguments ? stored.arguments : nil)
            writer.optionalMember("failure", stored.hasFailure ? stored.failure : nil)
            writer.arrayMember("refusals") { writer in for refusal in call.refusals { writer.string(refusal) } }
            writer.member("cost_nano_usd", stored.costNanoUsd)
            writer.member("prompt_tokens", stored.promptTokens)
            writer.member("cached_tokens", stored.cachedTokens)
            writer.member("completion_tokens", stored.completionTokens)
        }
    }

    private func write(_ key: String, _ vote: Vote, _ writer: inout JSONWriter) {
        writer.objectMember(key) { writer in
            writer.member("outcome", vote.outcome.rawValue)
            writer.member("score_hundredths", vote.score)
            writer.member("voters", vote.voters)
        }
    }

    private func write(_ verdict: Verdict?, _ writer: inout JSONWriter) {
        switch verdict?.outcome {
        case nil: writer.member("outcome", "not_asked")
        case .satisfied: writer.member("outcome", "satisfied")
        case .refused(let refusal):
            writer.member("outcome", "refused")
            writer.member("code", refusal.code.rawValue)
            writer.member("detail", refusal.detail)
        case .approved(let order):
            writer.member("outcome", "approved")
            write(order, &writer)
        }
    }

    private func write(_ order: Order, _ writer: inout JSONWriter) {
        writer.member("order", order.id.description)
        writer.member("side", order.side.rawValue)
        writer.key("quantity")
        writer.raw(order.quantity.description)
        writer.price("reference_price", order.referencePrice)
        writer.price("stop_loss", order.protection?.stopLoss)
        writer.price("take_profit", order.protection?.takeProfit)
        writer.member("leverage", order.leverage)
    }

    private func write(_ entry: LedgerTransaction, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("sequence", entry.sequence)
            writer.member("time", entry.time.description)
            switch entry.kind {
            case .deposit, .funded, .transferred: writer.member("kind", "cash")
            case .orderChanged(let change):
                writer.member("kind", "order_changed")
                writer.member("order", change.order.description)
                writer.member("change", "\(change.action)")
            case .orderAccepted(let order):
                writer.member("kind", "order_accepted")
                write(order, &writer)
            case .orderExpired(let order, let reason):
                writer.member("kind", "order_expired")
                writer.member("order", order.description)
                writer.member("reason", reason)
            case .fill(let fill):
                writer.member("kind", "fill")
                writer.member("order", fill.order.description)
                writer.member("cause", fill.cause.rawValue)
                writer.member("side", fill.side.rawValue)
                for (key, value) in [
                    ("quantity", fill.quantity.description), ("price", fill.price.description),
                    ("fee", fill.fee.description), ("realised_profit", fill.realisedProfit.description),
                ] {
                    writer.key(key)
                    writer.raw(value)
                }
            }
        }
    }
}
