internal import SwiftProtobuf
package import TradingDomain

/// What calls cost, as it travels.
extension Tandem_V1_Request.OneOf_Body {
    /// A page of what an agent's calls cost.
    package static func bills(after: LogPosition, cycles: UInt32) -> Self {
        .billsWanted(
            .with {
                $0.after = after
                $0.cycles = cycles
            }
        )
    }
}

extension Tandem_V1_Bills {
    package init(calls: [CallBill], unasked: [UnaskedBill], next: LogPosition?) {
        self.init()
        self.calls = calls.map(Tandem_V1_CallBill.init)
        self.unasked = unasked.map(Tandem_V1_UnaskedBill.init)
        if let next { self.next = next }
    }

    /// - Throws: ``WireError`` for a missing field, an unknown channel or a cost below zero.
    package func domain() throws(WireError) -> (calls: [CallBill], unasked: [UnaskedBill], next: LogPosition?) {
        let calls = try readList(calls, "bills.calls") { one throws(WireError) in try one.domain() }
        let unasked = try readList(unasked, "bills.unasked") { one throws(WireError) in try one.domain() }
        return (calls, unasked, hasNext ? next : nil)
    }
}

extension Tandem_V1_CallBill {
    init(_ bill: CallBill) {
        self.init()
        cycle = Tandem_V1_Cycle(bill.cycle)
        channel = bill.channel.rawValue
        isRepair = bill.isRepair
        model = bill.model
        isSimulated = bill.isSimulated
        symbols = bill.symbols.map(\.description)
        costNanoUsd = bill.cost_nanoUSD
        isSettled = bill.isSettled
        promptTokens = UInt32(clamping: bill.promptTokens)
        cachedTokens = UInt32(clamping: bill.cachedTokens)
        completionTokens = UInt32(clamping: bill.replyTokens)
        if let failure = bill.failure { self.failure = failure }
        if let choice = bill.choice { self.choice = choice.description }
    }

    func domain() throws(WireError) -> CallBill {
        CallBill(
            cycle: try readCycle(hasCycle ? cycle : nil),
            channel: try readCase(hasChannel ? channel : nil, "call_bill.channel"),
            isRepair: try required(hasIsRepair ? isRepair : nil, "call_bill.is_repair"),
            model: try required(hasModel ? model : nil, "call_bill.model"),
            isSimulated: try required(hasIsSimulated ? isSimulated : nil, "call_bill.is_simulated"),
            symbols: try readSymbols(symbols, "call_bill.symbols"),
            cost_nanoUSD: try readAmount(hasCostNanoUsd ? costNanoUsd : nil, "call_bill.cost_nano_usd"),
            isSettled: try required(hasIsSettled ? isSettled : nil, "call_bill.is_settled"),
            promptTokens: Int(promptTokens),
            cachedTokens: Int(cachedTokens),
            replyTokens: Int(completionTokens),
            failure: hasFailure ? failure : nil,
            choice: try readChoice(hasChoice ? choice : nil)
        )
    }
}

extension Tandem_V1_UnaskedBill {
    init(_ bill: UnaskedBill) {
        self.init()
        cycle = Tandem_V1_Cycle(bill.cycle)
        channel = bill.channel.rawValue
        quiet = bill.quiet.map(\.description)
        cached = bill.cached.map(\.description)
        ruled = bill.ruled.map(\.description)
        step = bill.step
        savedNanoUsd = bill.saved_nanoUSD
    }

    func domain() throws(WireError) -> UnaskedBill {
        UnaskedBill(
            cycle: try readCycle(hasCycle ? cycle : nil),
            channel: try readCase(hasChannel ? channel : nil, "unasked_bill.channel"),
            quiet: try readSymbols(quiet, "unasked_bill.quiet"),
            cached: try readSymbols(cached, "unasked_bill.cached"),
            ruled: try readSymbols(ruled, "unasked_bill.ruled"),
            step: try required(hasStep ? step : nil, "unasked_bill.step"),
            saved_nanoUSD: try readAmount(hasSavedNanoUsd ? savedNanoUsd : nil, "unasked_bill.saved_nano_usd")
        )
    }
}

private func readSymbols(_ names: [String], _ field: String) throws(WireError) -> [Symbol] {
    try readList(names, field) { name throws(WireError) in try readSymbol(name, field) }
}

private func readChoice(_ text: String?) throws(WireError) -> ModelChoice? {
    guard let text else { return nil }
    return try checked("call_bill.choice") { () throws(ValueError) in try ModelChoice(parsing: text) }
}

/// 0 or more.
private func readAmount(_ amount: Int64?, _ field: String) throws(WireError) -> Int64 {
    let amount = try required(amount, field)
    guard amount >= 0 else { throw .refused(field: field, reason: "\(amount) is below 0") }
    return amount
}
