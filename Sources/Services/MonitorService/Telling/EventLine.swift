internal import Foundation
package import Runtime
internal import SwiftProtobuf
internal import TradingDomain
package import WireFormat

/// One event as one line.
package enum EventLine {
    /// For a person: event time, sender, topic, what happened. Money and prices are decimal text.
    package static func readable(_ topic: Topic, _ event: Tandem_V1_Event) -> String {
        let (time, text) = told(event)
        let sender = PlainText.safe("\(event.role)-\(event.instance)", limit: 60)
        return [
            PlainText.padded(time ?? "-", 20), PlainText.padded(sender, 18), PlainText.padded(topic.rawValue, 9),
            PlainText.safe(text, limit: 600),
        ].joined(separator: " ")
    }

    /// For a program: one JSON object with `topic`, then the fields of `tandem.v1.Event` as Protocol Buffers maps them.
    /// 64-bit integers are text there, as that mapping has it.
    package static func json(_ topic: Topic, _ event: Tandem_V1_Event) -> String {
        let body = (try? event.jsonString()) ?? "{}"
        let rest = body.dropFirst()
        let text = "{\"topic\":\"\(topic.rawValue)\"" + (rest == "}" ? "" : ",") + rest
        return text.unicodeScalars.allSatisfy { (0x20..<0x7F).contains($0.value) }
            ? text : PlainText.safe(text, limit: text.unicodeScalars.count)
    }

    private static func told(_ event: Tandem_V1_Event) -> (time: String?, text: String) {
        switch event.body {
        case .market(let batch): market(batch)
        case .features(let features):
            (time(features.cycle.timeMs), "\(features.snapshots.count) snapshots")
        case .call(let call): (time(call.cycle.timeMs), self.call(call))
        case .cycle(let record): (time(record.cycle.timeMs), record.symbols.map(symbol).joined(separator: " | "))
        case .verdicts(let verdicts):
            (
                time(verdicts.cycle.timeMs),
                verdicts.verdicts.map { "\($0.decision) \(verdict($0))" }.joined(separator: " | ")
            )
        case .tradingState(let change): (nil, "\(change.state): \(change.reason)")
        case .execution(let execution): entry(execution.transaction)
        case .equity(let point):
            (
                time(point.timeMs),
                "equity \(decimal(point.equityE8)) cash \(decimal(point.cashE8)) exposure \(decimal(point.exposureE8))"
            )
        case .status(let status):
            (
                status.hasEventTimeMs ? time(status.eventTimeMs) : nil,
                "\(status.state) pid \(status.pid) life \(status.epoch) at \(status.cursor): \(status.detail)"
            )
        case nil: (nil, "")
        }
    }

    private static func market(_ batch: Tandem_V1_MarketEvents) -> (time: String?, text: String) {
        guard let last = batch.events.last else {
            return (nil, batch.isEnd ? "the log ends at \(batch.released)" : "nothing")
        }
        var words = ["\(batch.after + 1)...\(last.position)"]
        for event in batch.events.prefix(8) {
            switch event.kind {
            case .candleClosed(let candle):
                words.append("\(candle.symbol) \(candle.timeframe) \(decimal(candle.closeE8))")
            case .gapFound(let gap): words.append("\(gap.symbol) \(gap.timeframe) gap")
            case .tick: words.append("tick")
            case .fundingSettled(let funding): words.append("\(funding.symbol) funding \(decimal(funding.rateE8))")
            case nil: break
            }
        }
        if batch.events.count > 8 { words.append("and \(batch.events.count - 8) more") }
        return (time(last.timeMs), words.joined(separator: " "))
    }

    private static func call(_ call: Tandem_V1_ModelCall) -> String {
        let model = call.isSimulated && call.model != "rules" ? "\(call.model) (simulated)" : call.model
        let outcome = call.hasFailure ? "failed: \(call.failure)" : "answered"
        let tokens = "\(call.promptTokens)+\(call.completionTokens) tokens, \(call.cachedTokens) cached"
        return "\(call.slot) \(call.channel) \(model) \(outcome) in \(call.durationMs) ms, \(tokens), "
            + "\(FixedPoint.text(units: call.costNanoUsd / 10)) USD"
    }

    private static func symbol(_ record: Tandem_V1_SymbolRecord) -> String {
        let score = FixedPoint.text(units: Int64(record.fusedScoreHundredths) * 1_000_000)
        let gate = record.hasVerdict ? " gate \(verdict(record.verdict))" : ""
        return "\(record.symbol) \(record.decision.action) score \(score)\(gate)"
    }

    private static func verdict(_ verdict: Tandem_V1_Verdict) -> String {
        switch verdict.outcome {
        case .approved(let order): "approved \(order.side) \(decimal(order.quantityE8))"
        case .refused(let refusal): "refused \(refusal.code) (\(refusal.detail))"
        case .satisfied: "satisfied"
        case nil: "?"
        }
    }

    private static func entry(_ entry: Tandem_V1_LedgerTransaction) -> (time: String?, text: String) {
        let text =
            switch entry.kind {
            case .deposit: "deposit"
            case .orderAccepted(let order): "order \(order.id) \(order.side) \(decimal(order.quantityE8))"
            case .fill(let fill):
                "fill \(fill.order) \(fill.cause) \(fill.side) \(decimal(fill.quantityE8)) at \(decimal(fill.priceE8)) "
                    + "fee \(decimal(fill.feeE8)) profit \(decimal(fill.realisedProfitE8))"
            case .orderChanged(let change): "\(change.cancel ? "cancelled" : "amended") \(change.order)"
            case .funded(let payment):
                "funding \(payment.symbol) rate \(decimal(payment.rateE8)): \(decimal(payment.amountE8))"
            case .transferred(let transfer): "transfer \(decimal(transfer.amountE8)) \(transfer.note)"
            case .orderExpired(let expired): "expired \(expired.order): \(expired.reason)"
            case nil: "?"
            }
        return (time(entry.timeMs), "#\(entry.sequence) \(text)")
    }

    private static func decimal(_ units: Int64) -> String { FixedPoint.text(units: units) }

    private static func time(_ milliseconds: Int64) -> String {
        (0..<253_402_300_800_000).contains(milliseconds) ? "\(Timestamp(milliseconds: milliseconds))" : "?"
    }
}
