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
    func markRepeats(_ entry: [FeatureSnapshot], _ direction: [[FeatureSnapshot]], _ current: inout OpenCycle) {
        for snapshot in entry {
            guard let symbol = current.place(of: snapshot.symbol, hint: 0) else { continue }
            let base = symbol * settings.slots.count
            current.isRepeated[symbol] = settings.slots.indices.allSatisfy { slot in
                guard let held = heldEntries[base + slot], repeats(held, snapshot) else { return false }
                return direction.isEmpty || !direction[slot].contains { $0.symbol == snapshot.symbol }
            }
        }
    }

    /// Puts a slot's held answers that still stand into their cells.
    ///
    /// - Returns: the snapshots that the slot has to be asked about.
    func takeRepeats(_ entry: [FeatureSnapshot], of slot: Int, into current: inout OpenCycle) -> [FeatureSnapshot] {
        entry.filter { snapshot in
            guard let symbol = current.place(of: snapshot.symbol, hint: 0),
                let held = heldEntries[symbol * settings.slots.count + slot], repeats(held, snapshot)
            else { return true }
            current.answers[current.cell(symbol: symbol, channel: .entry, slot: slot)] = held.answer
            return false
        }
    }

    /// Holds the entry answers that this cycle got, and drops those that do not answer its question.
    mutating func holdEntries(symbol: Int, of current: OpenCycle, seeing snapshot: FeatureSnapshot) {
        for slot in settings.slots.indices {
            let cell = symbol * settings.slots.count + slot
            if let held = heldEntries[cell], repeats(held, snapshot) { continue }
            var new: HeldAnswer?
            if let answer = current.answers[current.cell(symbol: symbol, channel: .entry, slot: slot)],
                let momentum = snapshot.momentum, let price = snapshot.price
            {
                new = try? HeldAnswer(answer: answer, candleCloseTime: momentum.closeTime, price: price)
            }
            guard new != nil || heldEntries[cell] != nil else { continue }
            heldEntries[cell] = new
            hasHeldChanged = true
        }
    }
}
