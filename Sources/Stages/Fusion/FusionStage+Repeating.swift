import TradingDomain

/// The same entry question within the time to live is not asked twice, and is not decided twice.
extension FusionStage {
    /// Whether a held entry answer answers the question again: no newer entry candle has closed, so the slot would be
    /// shown the same numbers, and the answer is not older than the time to live.
    private func repeats(_ held: HeldAnswer, _ market: SymbolMarket?) -> Bool {
        guard let decision = held.answer.decision, held.candleCloseTime == market?.entryCloseTime else { return false }
        let age_ms = current.id.time.milliseconds(since: decision.time)
        return age_ms >= 0 && age_ms <= settings.decisionTTL_ms
    }

    /// Marks the symbols about which no slot will be asked anything.
    mutating func markRepeats(_ entry: [FeatureSnapshot], _ direction: [[FeatureSnapshot]]) {
        for snapshot in entry {
            guard let symbol = current.place(of: snapshot.symbol, hint: 0) else { continue }
            let base = symbol * settings.slots.count
            current.symbols[symbol].isRepeated = settings.slots.indices.allSatisfy { slot in
                guard let held = heldEntries[base + slot], repeats(held, current.symbols[symbol].market) else {
                    return false
                }
                return direction.isEmpty || !direction[slot].contains { $0.symbol == snapshot.symbol }
            }
        }
    }

    /// Puts a slot's held answers that still stand into their cells.
    ///
    /// - Returns: the snapshots that the slot has to be asked about.
    mutating func takeRepeats(_ entry: [FeatureSnapshot], of slot: Int) -> [FeatureSnapshot] {
        var asked: [FeatureSnapshot] = []
        for snapshot in entry {
            if let symbol = current.place(of: snapshot.symbol, hint: 0),
                let held = heldEntries[symbol * settings.slots.count + slot],
                repeats(held, current.symbols[symbol].market)
            {
                current.symbols[symbol].put(held.answer, at: current.cell(.entry, slot: slot))
            } else {
                asked.append(snapshot)
            }
        }
        return asked
    }

    /// Holds the entry answers that this cycle got, and drops those that do not answer its question.
    mutating func holdEntries(symbol: Int, in market: SymbolMarket) {
        for slot in settings.slots.indices {
            let place = symbol * settings.slots.count + slot
            if let held = heldEntries[place], repeats(held, market) { continue }
            var new: HeldAnswer?
            let cell = current.cell(.entry, slot: slot)
            if current.symbols[symbol].isAnswered(cell), let closeTime = market.entryCloseTime,
                let price = market.price
            {
                new = try? HeldAnswer(
                    answer: current.symbols[symbol].answers[cell],
                    candleCloseTime: closeTime,
                    price: price
                )
            }
            guard new != nil || heldEntries[place] != nil else { continue }
            heldEntries[place] = new
            hasHeldChanged = true
        }
    }
}
