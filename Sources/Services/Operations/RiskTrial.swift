internal import Foundation
package import Runtime
package import TradingDomain
internal import WireFormat

/// `tandem risk try`: what the running gate would say to a trade, without trading.
package struct RiskTrial: Sendable {
    package var symbol: Symbol
    package var action: TradingAction
    package var size: Percent
    package var leverage = 1
    /// `nil` puts the stop two ATR14 of the entry candles from the market.
    package var stop: Price?
    /// `nil` puts the target twice as far as the stop.
    package var target: Price?
    /// Millionths; for sizing by Kelly.
    package var winProbability_ppm: Int?

    package init(symbol: Symbol, action: TradingAction, size: Percent) {
        self.symbol = symbol
        self.action = action
        self.size = size
    }

    /// - Returns: the verdict in words, or as one JSON object.
    /// - Throws: ``ProcessFailure`` when a process does not answer, and for a plan that contradicts itself.
    package func run(asJSON: Bool, _ context: ProcessContext) async throws -> String {
        guard let snapshot = try await LiveFeatures.newest(of: [symbol], context).first, let price = snapshot.price
        else {
            throw ProcessFailure(.unavailable, "no price of \(symbol) is known yet; try again after the first candle")
        }
        let proposal = try proposal(on: snapshot, at: price)
        guard case .verdicts(let answer) = try await Question.ask(.riskGate, .riskTry(proposal), context),
            let verdict = try answer.domain().verdicts.first
        else { throw ProcessFailure(.failure, "the risk gate answered something that is no verdict") }
        return asJSON ? Self.json(verdict, price) : Self.text(verdict, price)
    }

    private func proposal(on snapshot: FeatureSnapshot, at price: Price) throws(ProcessFailure) -> Proposal {
        let sign = action.sign
        let distance = snapshot.momentum?.atr14.map { Int64(($0 * 2e8).rounded()) } ?? price.units / 50
        do throws(ValueError) {
            let stop = if let stop { stop } else { try Price(units: price.units - Int64(sign) * distance) }
            let reach = 2 * abs(price.units - stop.units)
            let target = if let target { target } else { try Price(units: price.units + Int64(sign) * reach) }
            let plan = try TradePlan(
                action: action,
                entry: price,
                stopLoss: stop,
                takeProfit: target,
                positionSize: size,
                leverage: leverage
            )
            let decision = try TradingDecision(
                symbol: symbol,
                action: action,
                confidence: .zero,
                plan: plan,
                reasoning: "tried on the command line",
                views: .empty,
                riskLevel: .low,
                riskScore: .zero,
                sources: [],
                time: snapshot.cycle.time
            )
            return try Proposal(
                cycle: snapshot.cycle,
                decision: decision,
                snapshot: snapshot,
                calibratedWinFraction_ppm: winProbability_ppm
            )
        } catch {
            throw ProcessFailure(.usage, "\(error)")
        }
    }

    private static func text(_ verdict: Verdict, _ price: Price) -> String {
        let head = "\(verdict.decision), market \(price)"
        switch verdict.outcome {
        case .satisfied: return "SATISFIED  \(head): the wanted side is held already"
        case .refused(let refusal): return "REFUSED    \(head): \(refusal.code.rawValue): \(refusal.detail)"
        case .approved(let order):
            let worth = (try? order.referencePrice.notional(of: order.quantity)).map { " = \($0) USD" } ?? ""
            let words =
                "\(order.id.leg.rawValue) \(order.side.rawValue) \(order.quantity)\(worth), leverage \(order.leverage)"
            let guards = order.protection.map { ", stop \($0.stopLoss), target \($0.takeProfit)" } ?? ""
            return "APPROVED   \(head): \(words)\(guards). Nothing was traded."
        }
    }

    private struct Answer: Encodable {
        let decision, market, verdict: String
        var code, detail, leg, side, quantity, stop, target: String?
        var leverage: Int?
    }

    private static func json(_ verdict: Verdict, _ price: Price) -> String {
        var answer = Answer(decision: "\(verdict.decision)", market: "\(price)", verdict: "satisfied")
        answer =
            switch verdict.outcome {
            case .satisfied: answer
            case .refused(let refusal):
                Answer(
                    decision: answer.decision,
                    market: answer.market,
                    verdict: "refused",
                    code: refusal.code.rawValue,
                    detail: refusal.detail
                )
            case .approved(let order):
                Answer(
                    decision: answer.decision,
                    market: answer.market,
                    verdict: "approved",
                    leg: order.id.leg.rawValue,
                    side: order.side.rawValue,
                    quantity: "\(order.quantity)",
                    stop: order.protection.map { "\($0.stopLoss)" },
                    target: order.protection.map { "\($0.takeProfit)" },
                    leverage: order.leverage
                )
            }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: (try? encoder.encode(answer)) ?? Data("{}".utf8), as: UTF8.self)
    }
}
