import ModelAgent
import TestSupport
import Testing
import TradingDomain

/// A masked question does not tell which market it is about, or when, and its answer is the market's own again.
@Suite struct MarketMaskTests {
    private static func prompt(_ request: ModelRequest) -> String {
        let numbers = request.snapshots.map { PromptNumbers($0, channel: request.channel) }
        let account = request.account.flatMap { AccountNumbers($0, symbols: numbers.map(\.symbol)) }
        return PromptText.render(request.channel, numbers, account: account, cycle: request.cycle, template: .english)
            .user
    }

    @Test(arguments: Channel.allCases)
    func nothingInThePromptNamesTheMarketOrTheDay(channel: Channel) throws {
        for seed in 1...300 {
            let market = try RandomSnapshot.request(channel, symbols: seed % 5 + 1, seed: UInt64(seed))
            let request = market.holding(
                try RandomSnapshot.account(market.snapshots.map(\.symbol), seed: UInt64(seed))
            )
            let text = Self.prompt(MarketMask(request).request)
            #expect(!text.contains("USDT") && !text.contains("2023-"), "\(text)")
            #expect(text.contains("[market MARKET01]"))
            #expect(text.contains("clock: 2000-01-01T\(request.cycle.time.description.dropFirst(11))"), "\(text)")
            let lines = Set(text.split(separator: "\n"))
            for snapshot in request.snapshots {
                guard let price = snapshot.price else { continue }
                #expect(!lines.contains("price: \(price)"))
                #expect(lines.contains { $0.hasPrefix("price") && $0.hasSuffix("100") }, "\(text)")
            }
        }
    }

    /// The same market under other names, four times as dear and a thousand days later, is the same question.
    @Test(arguments: Channel.allCases)
    func marketsThatDifferInNameScaleAndDayAskTheSame(channel: Channel) throws {
        let shift_ms: Int64 = 1_000 * 86_400_000
        let scale = 4.0
        for seed in 1...300 {
            let market = try RandomSnapshot.request(channel, symbols: 2, seed: UInt64(seed))
            let held = try RandomSnapshot.account(market.snapshots.map(\.symbol), seed: UInt64(seed))
            let request = market.holding(held)
            let cycle = CycleID(time: request.cycle.time.advanced(byMilliseconds: shift_ms), position: 9)
            let names = try [Symbol("OTHER1"), Symbol("OTHER2")]
            let own = request.snapshots.map(\.symbol)
            let others = try request.snapshots.enumerated().map { place, snapshot in
                var other = snapshot
                other.symbol = names[place]
                other.cycle = cycle
                other.price = try snapshot.price.map { try Price(units: $0.units * 4) }
                other.openInterest = nil
                other.correlations = snapshot.correlations.compactMap { correlation in
                    own.firstIndex(of: correlation.other).map {
                        FeatureSnapshot.Correlation(other: names[$0], coefficient: correlation.coefficient)
                    }
                }
                other.trend = try snapshot.trend.map { try $0.scaled(scale, shift_ms) }
                other.momentum = try snapshot.momentum.map { try $0.scaled(scale, shift_ms) }
                other.last.closes = snapshot.last.closes.map { $0 * scale }
                other.last.ema20 = snapshot.last.ema20.map { $0 * scale }
                other.last.macd = snapshot.last.macd.map { $0 * scale }
                return other
            }
            let twin = ModelRequest(
                cycle: cycle,
                channel: channel,
                snapshots: others,
                account: try AccountView(
                    used_percent: held.used_percent,
                    positions: zip(own, names).compactMap { own, name in
                        try held.position(in: own)?.scaled(4, as: name)
                    }
                )
            )
            try #require(
                Self.prompt(MarketMask(request).request) == Self.prompt(MarketMask(twin).request),
                "seed \(seed)"
            )
        }
    }

    @Test(arguments: SimulatedTrader.Persona.allCases, Channel.allCases)
    func anAnswerIsCarriedBackToTheMarketItIsAbout(persona: SimulatedTrader.Persona, channel: Channel) throws {
        var plans = 0
        for seed in 1...250 {
            let request = try RandomSnapshot.request(channel, symbols: seed % 3 + 1, seed: UInt64(seed))
            var savings = CostSavings()
            savings.skipsQuiet = false
            var settings = try AgentSettings(
                slot: "qwen",
                model: ModelOffer(name: "m", card: nil),
                isMetered: false,
                savings: savings
            )
            settings.isMasked = true
            var stage = AgentStage(settings: settings, spending: Spending(at: .epoch))
            let mask = MarketMask(request)
            let shown = SimulatedTrader(persona).answers(to: mask.request, slot: "qwen")
            var answers: [ModelAnswer] = []
            for case .call(let prompt) in stage.handle(.asked(request, .live, stored: []), at: request.cycle.time) {
                #expect(prompt.user == Self.prompt(mask.request))
                let content = ReplyContent.arguments(try SimulatedTrader(persona).arguments(forPrompt: prompt.user))
                let reply = RawReply(id: prompt.id, httpStatus: 200, body: [], content: content, cost_nanoUSD: 0)
                _ = stage.handle(.replied(reply), at: request.cycle.time)
                let last = stage.handle(.recorded(prompt.id, mayRepair: false), at: request.cycle.time)
                for case .answer(_, let reading) in last { answers = reading.answers }
            }
            try #require(answers == mask.unmasked(shown), "seed \(seed)")
            for ((answer, mask), snapshot) in zip(zip(answers, shown), request.snapshots) {
                #expect(answer.symbol == snapshot.symbol)
                guard let decision = answer.decision, let seen = mask.decision else { continue }
                #expect(decision.symbol == snapshot.symbol && decision.time == request.cycle.time)
                #expect(decision.action == seen.action && decision.confidence == seen.confidence)
                guard let plan = decision.plan, let wish = seen.plan, let price = snapshot.price else { continue }
                plans += 1
                for (real, shown) in [
                    (plan.entry, wish.entry), (plan.stopLoss, wish.stopLoss), (plan.takeProfit, wish.takeProfit),
                ] {
                    #expect(abs(real.value - shown.value * price.value / 100) <= 1e-8)
                }
            }
        }
        #expect(plans > 4)
    }
}

extension AccountView.Position {
    fileprivate func scaled(_ scale: Int64, as name: Symbol) throws -> AccountView.Position {
        try AccountView.Position(
            symbol: name,
            side: side,
            size_percent: size_percent,
            averagePrice: Price(units: averagePrice.units * scale),
            protection: Order.Protection(
                stopLoss: Price(units: protection.stopLoss.units * scale),
                takeProfit: Price(units: protection.takeProfit.units * scale)
            )
        )
    }
}

extension TrendFeatures {
    fileprivate func scaled(_ scale: Double, _ shift_ms: Int64) throws -> TrendFeatures {
        var other = self
        other.closeTime = closeTime.advanced(byMilliseconds: shift_ms)
        other.close = try Price(units: close.units * Int64(scale))
        other.ema20 = ema20.map { $0 * scale }
        other.ema50 = ema50.map { $0 * scale }
        other.macd = macd?.scaled(scale)
        other.atr3 = atr3.map { $0 * scale }
        other.atr14 = atr14.map { $0 * scale }
        other.bollinger = bollinger.map {
            BollingerValue(upper: $0.upper * scale, middle: $0.middle * scale, lower: $0.lower * scale)
        }
        let moved = { (level: PriceLevel) in
            PriceLevel(
                price: level.price * scale,
                touches: level.touches,
                lastTouch: level.lastTouch,
                distance: level.distance
            )
        }
        other.supports = supports.map(moved)
        other.resistances = resistances.map(moved)
        return other
    }
}

extension MomentumFeatures {
    fileprivate func scaled(_ scale: Double, _ shift_ms: Int64) throws -> MomentumFeatures {
        var other = self
        other.closeTime = closeTime.advanced(byMilliseconds: shift_ms)
        other.close = try Price(units: close.units * Int64(scale))
        other.ema20 = ema20.map { $0 * scale }
        other.ema50 = ema50.map { $0 * scale }
        other.macd = macd?.scaled(scale)
        other.atr14 = atr14.map { $0 * scale }
        other.breakout = breakout.map { Breakout(side: $0.side, level: $0.level * scale, excess: $0.excess) }
        return other
    }
}

extension MACDValue {
    fileprivate func scaled(_ scale: Double) -> MACDValue {
        MACDValue(line: line * scale, signal: signal * scale, histogram: histogram * scale)
    }
}
