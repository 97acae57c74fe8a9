import SwiftProtobuf
package import TradingDomain

extension Tandem_V1_TradingDecision {
    package init(_ decision: TradingDecision) {
        symbol = decision.symbol.description
        action = decision.action.rawValue
        confidence = UInt32(decision.confidence.value)
        if let plan = decision.plan {
            self.plan = .with {
                $0.entryE8 = plan.entry.units
                $0.stopLossE8 = plan.stopLoss.units
                $0.takeProfitE8 = plan.takeProfit.units
                $0.positionSizePercent = UInt32(plan.positionSize.value)
                $0.leverage = UInt32(clamping: plan.leverage)
            }
        }
        reasoning = decision.reasoning
        views = decision.views.list.map { view in
            .with {
                $0.channel = view.channel.rawValue
                $0.action = view.action.rawValue
                $0.confidence = UInt32(view.confidence.value)
            }
        }
        riskLevel = decision.riskLevel.rawValue
        riskScore = UInt32(decision.riskScore.value)
        sources = decision.sources
        timeMs = decision.time.milliseconds
    }

    package func domain() throws(WireError) -> TradingDecision {
        let symbol = try readSymbol(hasSymbol ? symbol : nil, "decision.symbol")
        let action: TradingAction = try readCase(hasAction ? action : nil, "decision.action")
        let confidence = try readPercent(hasConfidence ? confidence : nil, "decision.confidence")
        let plan = hasPlan ? try plan.domain(for: action) : nil
        let reasoning = try required(hasReasoning ? reasoning : nil, "decision.reasoning")
        let views = try readList(views, "decision.views") { view throws(WireError) in
            ChannelView(
                channel: try readCase(view.hasChannel ? view.channel : nil, "view.channel"),
                action: try readCase(view.hasAction ? view.action : nil, "view.action"),
                confidence: try readPercent(view.hasConfidence ? view.confidence : nil, "view.confidence")
            )
        }
        let riskLevel: RiskLevel = try readCase(hasRiskLevel ? riskLevel : nil, "decision.risk_level")
        let riskScore = try readPercent(hasRiskScore ? riskScore : nil, "decision.risk_score")
        let time = try readTime(hasTimeMs ? timeMs : nil, "decision.time_ms")
        let sources = sources
        return try checked("decision") { () throws(ValueError) in
            try TradingDecision(
                symbol: symbol,
                action: action,
                confidence: confidence,
                plan: plan,
                reasoning: reasoning,
                views: ChannelViews(views),
                riskLevel: riskLevel,
                riskScore: riskScore,
                sources: sources,
                time: time
            )
        }
    }
}

extension Tandem_V1_TradePlan {
    func domain(for action: TradingAction) throws(WireError) -> TradePlan {
        let entry = try readPrice(hasEntryE8 ? entryE8 : nil, "plan.entry_e8")
        let stopLoss = try readPrice(hasStopLossE8 ? stopLossE8 : nil, "plan.stop_loss_e8")
        let takeProfit = try readPrice(hasTakeProfitE8 ? takeProfitE8 : nil, "plan.take_profit_e8")
        let size = try readPercent(hasPositionSizePercent ? positionSizePercent : nil, "plan.position_size_percent")
        let leverage = Int(try required(hasLeverage ? leverage : nil, "plan.leverage"))
        return try checked("plan") { () throws(ValueError) in
            try TradePlan(
                action: action,
                entry: entry,
                stopLoss: stopLoss,
                takeProfit: takeProfit,
                positionSize: size,
                leverage: leverage
            )
        }
    }
}

extension Tandem_V1_ModelAnswer {
    package init(_ answer: ModelAnswer) {
        slot = answer.slot
        channel = answer.channel.rawValue
        symbol = answer.symbol.description
        switch answer.outcome {
        case .decided(let decision): decided = Tandem_V1_TradingDecision(decision)
        case .abstained(let cause): abstained = cause.rawValue
        }
    }

    package func domain() throws(WireError) -> ModelAnswer {
        let symbol = try readSymbol(hasSymbol ? symbol : nil, "answer.symbol")
        let outcome: ModelAnswer.Outcome =
            switch try required(outcome, "answer.outcome") {
            case .decided(let decision): .decided(try decision.domain())
            case .abstained(let cause): .abstained(try readCase(cause, "answer.abstained"))
            }
        if case .decided(let decision) = outcome, decision.symbol != symbol {
            throw .refused(field: "answer.decided", reason: "a decision on \(decision.symbol), not \(symbol)")
        }
        return ModelAnswer(
            slot: try required(hasSlot ? slot : nil, "answer.slot"),
            channel: try readCase(hasChannel ? channel : nil, "answer.channel"),
            symbol: symbol,
            outcome: outcome
        )
    }
}

extension Tandem_V1_ModelRequest {
    package init(_ request: ModelRequest) {
        cycle = Tandem_V1_Cycle(request.cycle)
        channel = request.channel.rawValue
        snapshots = request.snapshots.map(Tandem_V1_FeatureSnapshot.init)
        if request.share > 0 { share = UInt32(clamping: request.share) }
    }

    package func domain() throws(WireError) -> ModelRequest {
        var request = ModelRequest(
            cycle: try readCycle(hasCycle ? cycle : nil),
            channel: try readCase(hasChannel ? channel : nil, "request.channel"),
            snapshots: try readList(snapshots, "request.snapshots") { one throws(WireError) in try one.domain() }
        )
        guard share <= ModelRequest.greatestShare else {
            throw .refused(field: "request.share", reason: "\(share) is above \(ModelRequest.greatestShare)")
        }
        request.share = Int(share)
        return request
    }
}
