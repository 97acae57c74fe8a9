package import TradingDomain

/// How an order finds its price and how long it waits; both are absent for a market order of the account's expiry.
extension Tandem_V1_Order {
    mutating func write(_ execution: Order.Execution) {
        switch execution {
        case .market: return
        case .limit(_, let isPostOnly): self.execution = isPostOnly ? "post_only" : "limit"
        case .stopMarket: self.execution = "stop_market"
        case .takeProfit: self.execution = "take_profit"
        }
        if let level = execution.level { levelE8 = level.units }
    }

    mutating func write(_ timeInForce: Order.TimeInForce) {
        switch timeInForce {
        case .standard: return
        case .goodTillCancelled: self.timeInForce = "good_till_cancelled"
        case .goodTill(let moment):
            self.timeInForce = "good_till"
            goodTillMs = moment.milliseconds
        case .immediateOrCancel: self.timeInForce = "immediate_or_cancel"
        case .fillOrKill: self.timeInForce = "fill_or_kill"
        }
    }

    func domainExecution() throws(WireError) -> Order.Execution {
        guard hasExecution else {
            guard !hasLevelE8 else { throw .refused(field: "order.level_e8", reason: "a market order has none") }
            return .market
        }
        let level = try readPrice(hasLevelE8 ? levelE8 : nil, "order.level_e8")
        switch execution {
        case "limit": return .limit(level, isPostOnly: false)
        case "post_only": return .limit(level, isPostOnly: true)
        case "stop_market": return .stopMarket(trigger: level)
        case "take_profit": return .takeProfit(trigger: level)
        default: throw .unknown(field: "order.execution", was: execution)
        }
    }

    func domainTimeInForce() throws(WireError) -> Order.TimeInForce {
        let isDated = hasTimeInForce && timeInForce == "good_till"
        guard hasGoodTillMs == isDated else {
            throw .refused(field: "order.good_till_ms", reason: "it belongs to good_till and to nothing else")
        }
        guard hasTimeInForce else { return .standard }
        switch timeInForce {
        case "good_till_cancelled": return .goodTillCancelled
        case "good_till": return .goodTill(try readTime(goodTillMs, "order.good_till_ms"))
        case "immediate_or_cancel": return .immediateOrCancel
        case "fill_or_kill": return .fillOrKill
        default: throw .unknown(field: "order.time_in_force", was: timeInForce)
        }
    }
}

extension Tandem_V1_OrderChange {
    package init(_ change: OrderChange) {
        order = change.order.description
        decidedAt = Tandem_V1_Cycle(change.decidedAt)
        switch change.action {
        case .cancel: cancel = true
        case .amend(let quantity, let level, let protection):
            if let quantity { quantityE8 = quantity.units }
            if let level { levelE8 = level.units }
            if let protection {
                stopLossE8 = protection.stopLoss.units
                takeProfitE8 = protection.takeProfit.units
            }
        }
    }

    package func domain() throws(WireError) -> OrderChange {
        let id = try readOrderID(hasOrder ? order : nil, "change.order")
        let cycle = try readCycle(hasDecidedAt ? decidedAt : nil)
        guard hasStopLossE8 == hasTakeProfitE8 else {
            throw .refused(field: "change.stop_loss_e8", reason: "a stop and a target come together")
        }
        let protection =
            hasStopLossE8
            ? Order.Protection(
                stopLoss: try readPrice(stopLossE8, "change.stop_loss_e8"),
                takeProfit: try readPrice(takeProfitE8, "change.take_profit_e8")
            ) : nil
        let quantity = hasQuantityE8 ? try readQuantity(quantityE8, "change.quantity_e8") : nil
        let level = hasLevelE8 ? try readPrice(levelE8, "change.level_e8") : nil
        let isCancelled = hasCancel && cancel
        guard !isCancelled || (quantity == nil && level == nil && protection == nil) else {
            throw .refused(field: "change.cancel", reason: "an order is cancelled or amended, not both")
        }
        return try checked("change") { () throws(ValueError) in
            try OrderChange(
                order: id,
                decidedAt: cycle,
                action: isCancelled ? .cancel : .amend(quantity: quantity, level: level, protection: protection)
            )
        }
    }
}

extension Tandem_V1_ApprovedChange {
    package init(_ approved: ApprovedChange) {
        change = Tandem_V1_OrderChange(approved.change)
        gateEpoch = approved.gateEpoch
    }

    package func domain() throws(WireError) -> ApprovedChange {
        ApprovedChange(
            change: try required(hasChange ? change : nil, "approved.change").domain(),
            gateEpoch: try required(hasGateEpoch ? gateEpoch : nil, "approved.gate_epoch")
        )
    }
}

extension Tandem_V1_ChangeOrders {
    package init(_ cycle: CycleID, _ changes: [ApprovedChange]) {
        self.cycle = Tandem_V1_Cycle(cycle)
        self.changes = changes.map(Tandem_V1_ApprovedChange.init)
    }

    package func domain() throws(WireError) -> (cycle: CycleID, changes: [ApprovedChange]) {
        let changes = try readList(changes, "change_orders.changes") { one throws(WireError) in try one.domain() }
        return (try readCycle(hasCycle ? cycle : nil), changes)
    }
}
