import TradingDomain

extension FusionStage {
    /// Says what to ask: per slot the direction of the symbols whose held answer expired, and the entry of all. Puts
    /// the held answers that still stand into their cells.
    mutating func askAll(_ effects: inout [Effect]) {
        /// Per slot; empty as long as every held answer stands.
        var direction: [[FeatureSnapshot]] = []
        var asked = 0
        for symbol in current.symbols.indices {
            guard let market = current.symbols[symbol].market, market.canBeAsked else { continue }
            asked += 1
            current.symbols[symbol].ask()
            for slot in settings.slots.indices {
                let cell = symbol * settings.slots.count + slot
                if stands(cell, in: market) {
                    if current.symbols[symbol].isHeld(slot) {
                        current.symbols[symbol].keepDirection(slot)
                    } else if let answer = heldCells[cell]?.answer {
                        current.symbols[symbol].repeatDirection(answer, slot: slot)
                    }
                } else {
                    if direction.isEmpty { direction = Array(repeating: [], count: settings.slots.count) }
                    direction[slot].append(current.snapshots[market.place])
                }
            }
        }
        guard asked > 0 else { return }
        var entry: [FeatureSnapshot] = []
        if asked == current.symbols.count, current.isInOrder {
            entry = current.snapshots
        } else {
            for symbol in current.symbols where symbol.isAsked {
                if let market = symbol.market { entry.append(current.snapshots[market.place]) }
            }
        }
        if !heldEntries.isEmpty { markRepeats(entry, direction) }
        ask(direction, entry, &effects)
    }

    /// One request a slot and channel, the direction first.
    private mutating func ask(
        _ direction: [[FeatureSnapshot]],
        _ entry: [FeatureSnapshot],
        _ effects: inout [Effect]
    ) {
        let whole = question(.entry, entry)
        let place = current.add(whole)
        for slot in settings.slots.indices {
            if !direction.isEmpty, !direction[slot].isEmpty {
                let request = question(.direction, direction[slot])
                ask(request, at: current.add(request), of: slot, &effects)
            }
            guard !heldEntries.isEmpty else {
                ask(whole, at: place, of: slot, &effects)
                continue
            }
            let asked = takeRepeats(entry, of: slot)
            guard !asked.isEmpty else { continue }
            let request = whole.about(asked)
            ask(request, at: current.add(request), of: slot, &effects)
        }
    }

    private mutating func ask(_ request: ModelRequest, at place: Int, of slot: Int, _ effects: inout [Effect]) {
        current.expect(place, on: request.channel, of: slot)
        effects.append(.ask(slot: settings.slotNames[slot], request))
    }

    private func question(_ channel: Channel, _ snapshots: [FeatureSnapshot]) -> ModelRequest {
        ModelRequest(
            cycle: current.id,
            channel: channel,
            snapshots: snapshots,
            account: current.account,
            disputed: channel == .direction ? disputed.direction : disputed.entry
        )
    }

    /// Whether a held answer still stands: the same 4 h candle is the last, and the price has moved by no more than
    /// k × ATR14 (4 h). None stands when k is 0.
    private func stands(_ cell: Int, in market: SymbolMarket) -> Bool {
        guard settings.reaskAfterATRTenths > 0, let price = market.price, let atr = market.trendATR14,
            let closeTime = heldCells[cell]?.candleCloseTime, closeTime == market.trendCloseTime,
            let reference = heldCells[cell]?.price
        else { return false }
        let moved = Double((price.units - reference.units).magnitude) / 1e8
        return moved * 10 <= atr * Double(settings.reaskAfterATRTenths)
    }

    /// Puts a reply into its cells. A symbol that is missing in it, or whose answer names another slot, channel or
    /// symbol, abstains as ``AbstentionCause/schema``; a symbol that was not asked is ignored.
    mutating func take(_ answers: [ModelAnswer], of slot: Int, on channel: Channel) {
        let name = settings.slotNames[slot]
        let cell = current.cell(channel, slot: slot)
        for index in answers.indices {
            // Mostly a slot says what it said before, in the order of the settings: then all below was checked before.
            if index < current.symbols.count, current.symbols[index].isAsked,
                !current.symbols[index].isAnswered(cell),
                current.symbols[index].answers[cell].isTriviallyIdentical(to: answers[index])
            {
                current.symbols[index].keep(cell)
                continue
            }
            let answer = answers[index]
            guard answer.slot == name, answer.channel == channel,
                let symbol = current.place(of: answer.symbol, hint: index), current.symbols[symbol].isAsked,
                !current.symbols[symbol].isAnswered(cell)
            else { continue }
            if case .decided(let decision) = answer.outcome, decision.symbol != answer.symbol { continue }
            current.symbols[symbol].put(answer, at: cell)
        }
        for symbol in current.symbols.indices
        where current.symbols[symbol].isAsked && !current.symbols[symbol].isAnswered(cell) {
            let missing = ModelAnswer(
                slot: name,
                channel: channel,
                symbol: settings.symbols[symbol],
                outcome: .abstained(.schema)
            )
            current.symbols[symbol].put(missing, at: cell)
        }
    }

    /// Holds the direction answers that this cycle got, and drops those it asked for in vain.
    mutating func hold(symbol: Int, in market: SymbolMarket) {
        if !heldEntries.isEmpty { holdEntries(symbol: symbol, in: market) }
        for slot in settings.slots.indices where !current.symbols[symbol].isStanding(slot) {
            let cell = symbol * settings.slots.count + slot
            var new: HeldAnswer?
            if current.symbols[symbol].isAnswered(slot), let closeTime = market.trendCloseTime,
                let price = market.price
            {
                new = try? HeldAnswer(
                    answer: current.symbols[symbol].answers[slot],
                    candleCloseTime: closeTime,
                    price: price
                )
            }
            guard new != nil || heldCells[cell] != nil else { continue }
            heldCells[cell] = new
            if new != nil { current.symbols[symbol].hold(slot) }
            hasHeldChanged = true
        }
    }
}
