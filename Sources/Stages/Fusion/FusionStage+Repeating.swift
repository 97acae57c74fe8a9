import TradingDomain

/// The same entry question within the time to live is not asked twice, and is not decided twice.
extension FusionStage {
    /// Whether a held entry answer answers the question again: no newer entry candle has closed, so the slot would be
    /// shown the same numbers, and the answer is not older than the time to live.
    private func repeats(_ held: HeldAnswer, _ snapshot: FeatureSnapshot) -> Bool {
        guard let decision = held.answer.decision, held.candleCloseTime == snapshot.momentum?.closeTime else {
            return false
        }
        let age_ms = snapshot.cycle.time.milliseconds(since: decision.time)
        return age_ms >= 0 && age_ms <= settings.decisionTTL_ms
    }

    /// Marks the symbols about which no slot will be asked anything.
    mutating func markRepeats(_ entry: [FeatureSnapshot], _ direction: [[FeatureSnapshot]]) {
        for snapshot in entry {
            guard let symbol = current.place(of: snapshot.symbol, hint: 0) else { continue }
            let base = symbol * settings.slots.count
            current.symbols[symbol].isRepeated = settings.slots.indices.allSatisfy { slot in
                guard let held = heldEntries[base + slot], repeats(held, snapshot) else { return false }
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
                let held = heldEntries[symbol * settings.slots.count + slot], repeats(held, snapshot)
            {
                current.symbols[symbol].put(held.answer, at: current.cell(.entry, slot: slot))
            } else {
                asked.append(snapshot)
            }
        }
        return asked
    }

    /// Holds the entry answers that this cycle got, and drops those that do not answer its question.
    mutating func holdEntries(symbol: Int, seeing snapshot: FeatureSnapshot) {
        for slot in settings.slots.indices {
            let place = symbol * settings.slots.count + slot
            if let held = heldEntries[place], repeats(held, snapshot) { continue }
            var new: HeldAnswer?
            let cell = current.cell(.entry, slot: slot)
            if current.symbols[symbol].isAnswered(cell), let momentum = snapshot.momentum, let price = snapshot.price {
                new = try? HeldAnswer(
                    answer: current.symbols[symbol].answers[cell],
                    candleCloseTime: momentum.closeTime,
                    price: price
                )
            }
            guard new != nil || heldEntries[place] != nil else { continue }
            heldEntries[place] = new
            hasHeldChanged = true
        }
    }
}
