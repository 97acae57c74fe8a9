internal import Foundation
internal import TradingDomain
internal import WireFormat

/// For a person.
extension Explanation {
    /// - Parameter isFull: with every prompt and reply, word for word.
    /// - Returns: lines for a terminal.
    package func text(isFull: Bool) -> String {
        var lines = ["decision    \(decision)", "market      \(market)"]
        for channel in Channel.allCases {
            lines.append("")
            lines.append(channel == .direction ? "4 h (direction)" : "3 m (entry)")
            for answer in answers where answer.answer.channel == channel { lines += self.lines(of: answer) }
            lines.append("  vote      \(words(of: channel == .direction ? record.directionVote : record.entryVote))")
        }
        lines += ["", "fused       \(points(record.fusedScore)) points", "decided     \(words(of: record.decision))"]
        lines.append("            \(record.decision.reasoning)")
        lines.append("gate        \(verdict)")
        lines += entries.map { "books       \($0.time)  \(words(of: $0))" }
        let count = answers.reduce(0) { $0 + $1.calls.count }
        lines.append(
            "cost        \(dollars(cost_nanoUSD)) for \(count) calls; one that asked about several symbols counts whole"
        )
        if isFull {
            for answer in answers { for call in answer.calls { lines += exchange(call) } }
        } else if count > 0 {
            lines.append("\n--full prints every prompt and reply")
        }
        return lines.joined(separator: "\n")
    }

    private var market: String {
        let price = record.price.map { "\($0) USDT" } ?? "no price yet"
        return
            "\(price), features \(record.freshness.isFresh ? "fresh" : "not fresh: \(record.freshness)"), log position "
            + "\(cycle.position)"
    }

    private func lines(of answer: Answer) -> [String] {
        let slot = answer.answer.slot.padding(8)
        var lines: [String]
        switch answer.answer.outcome {
        case .decided(let decision):
            lines = ["  \(slot)  \(words(of: decision))", "            \(decision.reasoning)"]
        case .abstained(let cause): lines = ["  \(slot)  abstained: \(cause.rawValue)"]
        }
        if answer.asked != cycle { lines.append("            asked at \(answer.asked); the answer still stood") }
        for call in answer.calls {
            lines.append("            \(head(of: call))")
            lines += call.refusals.map { "            reader: \($0)" }
        }
        if answer.calls.isEmpty { lines.append("            no call of it is stored here") }
        return lines
    }

    private func head(of call: Call) -> String {
        let stored = call.stored
        let model = stored.model + (stored.isSimulated && stored.model != "rules" ? " (SIMULATED)" : "")
        let tokens = "\(stored.promptTokens) tokens in (\(stored.cachedTokens) cached), \(stored.completionTokens) out"
        let cost = stored.hasCostNanoUsd ? dollars(stored.costNanoUsd) : "the reply never came"
        let choice = stored.hasChoice ? " (chosen: \(stored.choice))" : ""
        return
            "\(stored.slot)-\(stored.instance): \(model)\(choice), prompt \(stored.promptVersion), \(tokens), \(cost)"
    }

    private func exchange(_ call: Call) -> [String] {
        let stored = call.stored
        let name = "\(stored.slot)-\(stored.instance), \(stored.channel)"
        var lines: [String] = []
        if stored.hasSystem { lines += ["", "--- rules of \(name)", stored.system] }
        lines += ["", "--- prompt of \(name)", stored.prompt]
        if stored.hasReply {
            lines += [
                "", "--- reply of \(name), HTTP \(stored.httpStatus)", String(decoding: stored.reply, as: UTF8.self),
            ]
        } else {
            lines += ["", "--- no reply of \(name): \(stored.hasFailure ? stored.failure : "it is awaited")"]
        }
        return lines
    }

    private func words(of decision: TradingDecision) -> String {
        let head =
            "\(decision.action.rawValue) \(decision.confidence), risk \(decision.riskLevel.rawValue) \(decision.riskScore)"
        guard let plan = decision.plan else { return head }
        return head + ", entry \(plan.entry), stop \(plan.stopLoss), target \(plan.takeProfit), "
            + "size \(plan.positionSize) % of equity, leverage \(plan.leverage)"
    }

    private func words(of vote: Vote) -> String {
        "\(vote.outcome.rawValue), \(points(vote.score)) points, \(vote.voters) spoke"
    }

    private var verdict: String {
        switch record.verdict?.outcome {
        case nil: "not asked: HOLD"
        case .satisfied: "nothing to do: the wanted side is held already"
        case .refused(let refusal): "refused \(refusal.code.rawValue): \(refusal.detail)"
        case .approved(let order): "approved \(words(of: order))"
        }
    }

    private func words(of order: Order) -> String {
        let protection = order.protection.map { ", stop \($0.stopLoss), target \($0.takeProfit)" } ?? ""
        return "\(order.id.leg.rawValue) \(order.side.rawValue) \(order.quantity) \(order.symbol) near "
            + "\(order.referencePrice)\(protection), leverage \(order.leverage)"
    }

    private func words(of entry: LedgerTransaction) -> String {
        switch entry.kind {
        case .deposit, .funded, .transferred: "cash that no decision moved"
        case .orderChanged(let change): "order \(change.order.leg.rawValue) changed: \(change.action)"
        case .orderAccepted(let order): "order accepted: \(words(of: order))"
        case .orderExpired(let order, let reason): "order \(order.leg.rawValue) expired: \(reason)"
        case .fill(let fill):
            "fill (\(fill.cause.rawValue)): \(fill.side.rawValue) \(fill.quantity) at \(fill.price), fee \(fill.fee) USDT, "
                + "realised \(fill.realisedProfit) USDT"
        }
    }

    private func points(_ hundredths: Int) -> String {
        let size = hundredths.magnitude
        let sign = hundredths < 0 ? "-" : hundredths > 0 ? "+" : ""
        return "\(sign)\(size / 100).\(size % 100 < 10 ? "0" : "")\(size % 100)"
    }

    private func dollars(_ nano: Int64) -> String {
        let digits = String(nano % 1_000_000_000)
        return "\(nano / 1_000_000_000).\(String(repeating: "0", count: 9 - digits.count))\(digits) USD"
    }
}

extension String {
    fileprivate func padding(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
