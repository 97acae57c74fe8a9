import TradingDomain

extension FusionStage {
    /// Says what to ask: per slot the direction of the symbols whose held answer expired, and the entry of all. Puts
    /// the held answers that still stand into their cells.
    func askAll(_ current: inout OpenCycle) -> [Effect] {
        var entry: [FeatureSnapshot] = []
        /// Per slot; empty as long as every held answer stands.
        var direction: [[FeatureSnapshot]] = []
        var areAllAsked = true
        for symbol in settings.symbols.indices {
            guard let place = current.places[symbol] else {
                areAllAsked = false
                continue
            }
            let snapshot = current.snapshots[place]
            guard snapshot.canBeAsked else {
                areAllAsked = false
                continue
            }
            current.isAsked[symbol] = true
            for slot in settings.slots.indices {
                let place = symbol * settings.slots.count + slot
                if stands(heldAt: place, for: snapshot) {
                    current.answers[current.cell(symbol: symbol, channel: .direction, slot: slot)] =
                        heldCells[place]?.answer
                } else {
                    if direction.isEmpty { direction = Array(repeating: [], count: settings.slots.count) }
                    direction[slot].append(snapshot)
                }
            }
        }
        if areAllAsked, current.isInOrder {
            entry = current.snapshots
        } else {
            for symbol in settings.symbols.indices where current.isAsked[symbol] {
                if let place = current.places[symbol] { entry.append(current.snapshots[place]) }
            }
        }
        guard !entry.isEmpty else { return [] }
        var effects: [Effect] = []
        effects.reserveCapacity(settings.slots.count * 2)
        let entryRequest = question(.entry, entry, current)
        if !heldEntries.isEmpty { markRepeats(entry, direction, &current) }
        for slot in settings.slots.indices {
            let name = settings.slotNames[slot]
            if !direction.isEmpty, !direction[slot].isEmpty {
                let request = question(.direction, direction[slot], current)
                current.expect(request, of: slot)
                effects.append(.ask(slot: name, request))
            }
            var request = entryRequest
            if !heldEntries.isEmpty {
                let asked = takeRepeats(entry, of: slot, into: &current)
                guard !asked.isEmpty else { continue }
                request = question(.entry, asked, current)
            }
            current.expect(request, of: slot)
            effects.append(.ask(slot: name, request))
        }
        return effects
    }

    private func question(_ channel: Channel, _ snapshots: [FeatureSnapshot], _ cycle: OpenCycle) -> ModelRequest {
        ModelRequest(
            cycle: cycle.id,
            channel: channel,
            snapshots: snapshots,
            account: cycle.account,
            disputed: channel == .direction ? disputed.direction : disputed.entry
        )
    }

    /// Whether a held answer still stands: the same 4 h candle is the last, and the price has moved by no more than
    /// k × ATR14 (4 h). None stands when k is 0.
    private func stands(heldAt place: Int, for snapshot: FeatureSnapshot) -> Bool {
        guard settings.reaskAfterATRTenths > 0, let heldPrice = heldCells[place]?.price, let price = snapshot.price,
            let atr = snapshot.boxedTrend?.value.atr14,
            snapshot.boxedTrend?.value.closeTime == heldCells[place]?.candleCloseTime
        else { return false }
        let moved = Double((price.units - heldPrice.units).magnitude) / 1e8
        return moved * 10 <= atr * Double(settings.reaskAfterATRTenths)
    }

    /// Puts a reply into its cells. A symbol that is missing in it, or whose answer names another slot, channel or
    /// symbol, abstains as ``AbstentionCause/schema``; a symbol that was not asked is ignored.
    mutating func take(
        _ answers: [ModelAnswer],
        of slot: Int,
        on channel: Channel,
        into current: inout OpenCycle
    ) {
        let name = settings.slotNames[slot]
        for index in answers.indices {
            guard answers[index].slot == name, answers[index].channel == channel,
                let symbol = current.place(of: answers[index].symbol, hint: index), current.isAsked[symbol]
            else { continue }
            let cell = current.cell(symbol: symbol, channel: channel, slot: slot)
            guard current.answers[cell] == nil else { continue }
            if case .decided(let decision) = answers[index].outcome, decision.symbol != answers[index].symbol {
                continue
            }
            current.answers[cell] = answers[index]
        }
        for symbol in settings.symbols.indices where current.isAsked[symbol] {
            let cell = current.cell(symbol: symbol, channel: channel, slot: slot)
            guard current.answers[cell] == nil else { continue }
            current.answers[cell] = ModelAnswer(
                slot: name,
                channel: channel,
                symbol: settings.symbols[symbol],
                outcome: .abstained(.schema)
            )
        }
    }

    /// Holds the direction answers that this cycle got, and drops those it asked for in vain.
    mutating func hold(symbol: Int, of current: OpenCycle, seeing snapshot: FeatureSnapshot) {
        if !heldEntries.isEmpty { holdEntries(symbol: symbol, of: current, seeing: snapshot) }
        for slot in settings.slots.indices {
            let cell = symbol * settings.slots.count + slot
            if stands(heldAt: cell, for: snapshot) { continue }
            var new: HeldAnswer?
            if let answer = current.answers[current.cell(symbol: symbol, channel: .direction, slot: slot)],
                let closeTime = snapshot.boxedTrend?.value.closeTime, let price = snapshot.price
            {
                new = try? HeldAnswer(answer: answer, candleCloseTime: closeTime, price: price)
            }
            guard new != nil || heldCells[cell] != nil else { continue }
            heldCells[cell] = new
            hasHeldChanged = true
        }
    }
}

extension FeatureSnapshot {
    /// Fresh, without a gap in the window that the entry indicators weigh most, and with the price and both ATR14,
    /// without which no answer can be checked or expire.
    var canBeAsked: Bool {
        freshness.isFresh && !hasGapInWindow && price != nil && boxedTrend?.value.atr14 != nil
            && boxedMomentum?.value.atr14 != nil
    }
}
