import JSONText
import TradingDomain

/// One symbol's part of a question, and the checks that an entry for it must pass.
struct ReplyQuestion {
    let snapshot: FeatureSnapshot
    let channel: Channel
    let slot: String
    let limits: ReplyLimits

    private static let keys = [
        "symbol", "action", "confidence", "entry", "stop_loss", "take_profit", "position_size_percent", "leverage",
        "reasoning", "risk_level", "risk_score",
    ]

    /// Schema first, then sense against the market.
    func decision(from entry: JSONValue) throws(RefusedReply) -> TradingDecision {
        try checkKeys(of: entry)
        let action: TradingAction = try word("action", in: entry)
        let confidence = try percent("confidence", in: entry)
        let plan = action == .hold ? try holdPlan(in: entry) : try plan(for: action, in: entry)
        let reasoning = try reasoning(in: entry)
        let riskLevel: RiskLevel = try word("risk_level", in: entry)
        let riskScore = try percent("risk_score", in: entry)
        do throws(ValueError) {
            return try TradingDecision(
                symbol: snapshot.symbol,
                action: action,
                confidence: confidence,
                plan: plan,
                reasoning: reasoning,
                views: ChannelViews(ChannelView(channel: channel, action: action, confidence: confidence)),
                riskLevel: riskLevel,
                riskScore: riskScore,
                sources: [slot],
                time: snapshot.cycle.time
            )
        } catch {
            throw RefusedReply(.range, "\(error)")
        }
    }

    private func checkKeys(of entry: JSONValue) throws(RefusedReply) {
        for member in entry.members ?? [] where !Self.keys.contains(member.key) {
            throw RefusedReply(.unknownField, "key '\(member.key.prefix(40))' is not in the schema")
        }
        for key in Self.keys where entry[key] == nil {
            // What a HOLD does not use it may leave out.
            let isUnused = ["entry", "stop_loss", "take_profit", "position_size_percent", "leverage"].contains(key)
            guard isUnused, entry["action"]?.string == TradingAction.hold.rawValue else {
                throw RefusedReply(.missingField, "key '\(key)' is missing")
            }
        }
    }

    /// A HOLD carries no trade: prices must be absent, size and leverage empty or harmless.
    private func holdPlan(in entry: JSONValue) throws(RefusedReply) -> TradePlan? {
        for key in ["entry", "stop_loss", "take_profit"] {
            if let value = entry[key], !value.isNull {
                throw RefusedReply(.contradiction, "HOLD with '\(key)'; it must be null")
            }
        }
        if let size = entry["position_size_percent"], !size.isNull {
            try integer(size, "position_size_percent", within: 0...0)
        }
        if let leverage = entry["leverage"], !leverage.isNull {
            try integer(leverage, "leverage", within: 0...limits.mostLeverage)
        }
        return nil
    }

    private func plan(for action: TradingAction, in entry: JSONValue) throws(RefusedReply) -> TradePlan {
        let wanted = try price("entry", in: entry)
        let stop = try price("stop_loss", in: entry)
        let target = try price("take_profit", in: entry)
        let size = try integer(entry["position_size_percent"], "position_size_percent", within: 1...100)
        let leverage = try integer(entry["leverage"], "leverage", within: 1...limits.mostLeverage)
        try checkSense(action: action, entry: wanted, stop: stop, target: target)
        do throws(ValueError) {
            return try TradePlan(
                action: action,
                entry: wanted,
                stopLoss: stop,
                takeProfit: target,
                positionSize: Percent(Int(size), what: "position_size_percent"),
                leverage: Int(leverage)
            )
        } catch {
            throw RefusedReply(.contradiction, "\(error)")
        }
    }

    /// Everything is measured from the market's price: the model's own entry may be wishful.
    private func checkSense(action: TradingAction, entry: Price, stop: Price, target: Price) throws(RefusedReply) {
        guard let market = snapshot.price else {
            throw RefusedReply(.priceOutOfReach, "there is no market price to judge by")
        }
        try checkReach("entry", entry, of: market, reach_bp: limits.entryReach_bp)
        let risk = (market.units - stop.units) * Int64(action.sign)
        let reward = (target.units - market.units) * Int64(action.sign)
        guard risk > 0 else {
            let side = action == .buy ? "below" : "above"
            throw RefusedReply(
                .stopOnWrongSide,
                "\(action.rawValue) with stop_loss \(stop); it must be \(side) \(market)"
            )
        }
        guard reward > 0 else {
            let side = action == .buy ? "above" : "below"
            throw RefusedReply(
                .targetOnWrongSide,
                "\(action.rawValue) with take_profit \(target); it must be \(side) \(market)"
            )
        }
        try checkReach("stop_loss", stop, of: market, reach_bp: limits.stopReach_bp)
        try checkReach("take_profit", target, of: market, reach_bp: limits.targetReach_bp)
        guard Int128(reward) * 100 >= Int128(risk) * Int128(limits.leastRewardToRisk) else {
            throw RefusedReply(
                .rewardToRisk,
                "from the market price \(market) the target is \(FixedPoint.text(units: reward)) away and the stop "
                    + "\(FixedPoint.text(units: risk)); wanted at least \(limits.leastRewardToRisk) % of the stop's"
            )
        }
    }

    private func checkReach(
        _ key: String,
        _ price: Price,
        of market: Price,
        reach_bp: Int64
    ) throws(RefusedReply) {
        let distance = Int128(price.units) - Int128(market.units)
        guard distance.magnitude * 10_000 <= Int128(market.units).magnitude * UInt128(reach_bp) else {
            throw RefusedReply(
                .priceOutOfReach,
                "\(key) \(price) is more than \(FixedPoint.text(units: reach_bp * 1_000_000)) % from the market price "
                    + "\(market)"
            )
        }
    }
}

// One field each.
extension ReplyQuestion {
    private func price(_ key: String, in entry: JSONValue) throws(RefusedReply) -> Price {
        switch entry[key] {
        case .number(let text):
            do throws(ValueError) {
                return try Price(parsing: text)
            } catch {
                throw RefusedReply(.range, "'\(key)': \(error)")
            }
        case .null?:
            throw RefusedReply(.contradiction, "'\(key)' is null; BUY and SELL need a number")
        case let value:
            throw RefusedReply(.type, "'\(key)' is of type \(value?.kind ?? "nothing"); wanted a number")
        }
    }

    private func percent(_ key: String, in entry: JSONValue) throws(RefusedReply) -> Percent {
        let value = try integer(entry[key], key, within: 0...100)
        do throws(ValueError) {
            return try Percent(Int(value), what: key)
        } catch {
            throw RefusedReply(.range, "\(error)")
        }
    }

    @discardableResult
    private func integer(
        _ value: JSONValue?,
        _ key: String,
        within range: ClosedRange<Int64>
    ) throws(RefusedReply) -> Int64 {
        guard case .number(let text)? = value else {
            throw RefusedReply(.type, "'\(key)' is of type \(value?.kind ?? "nothing"); wanted a whole number")
        }
        guard let number = Int64(text) else {
            throw RefusedReply(.range, "'\(key)' is \(text.prefix(40)); wanted a whole number, written in digits only")
        }
        guard range.contains(number) else {
            throw RefusedReply(.range, "'\(key)' is \(number); allowed is \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    private func word<Word: RawRepresentable<String> & CaseIterable>(
        _ key: String,
        in entry: JSONValue
    ) throws(RefusedReply) -> Word {
        guard let text = entry[key]?.string else {
            throw RefusedReply(.type, "'\(key)' is of type \(entry[key]?.kind ?? "nothing"); wanted a string")
        }
        guard let word = Word(rawValue: text) else {
            let allowed = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw RefusedReply(.word, "'\(key)' is '\(text.prefix(40))'; allowed is \(allowed)")
        }
        return word
    }

    private func reasoning(in entry: JSONValue) throws(RefusedReply) -> String {
        guard let text = entry["reasoning"]?.string else {
            throw RefusedReply(
                .type,
                "'reasoning' is of type \(entry["reasoning"]?.kind ?? "nothing"); wanted a string"
            )
        }
        // It ends up in terminals and pages, where a control character could do more than be read.
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control && $0 != "\n" }) else {
            throw RefusedReply(.range, "'reasoning' holds a control character; plain text is allowed")
        }
        return text
    }
}
