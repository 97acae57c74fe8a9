package import TradingDomain

extension Tandem_V1_Order {
    package init(_ order: Order) {
        id = order.id.description
        side = order.side.rawValue
        quantityE8 = order.quantity.units
        if let protection = order.protection {
            stopLossE8 = protection.stopLoss.units
            takeProfitE8 = protection.takeProfit.units
        }
        leverage = UInt32(clamping: order.leverage)
        referencePriceE8 = order.referencePrice.units
        decidedAt = Tandem_V1_Cycle(order.decidedAt)
        write(order.execution)
        write(order.timeInForce)
    }

    package func domain() throws(WireError) -> Order {
        let id = try readOrderID(hasID ? id : nil, "order.id")
        let side: Side = try readCase(hasSide ? side : nil, "order.side")
        let quantity = try readQuantity(hasQuantityE8 ? quantityE8 : nil, "order.quantity_e8")
        guard hasStopLossE8 == hasTakeProfitE8 else {
            throw .refused(field: "order.stop_loss_e8", reason: "a stop and a target come together")
        }
        let protection =
            hasStopLossE8
            ? Order.Protection(
                stopLoss: try readPrice(stopLossE8, "order.stop_loss_e8"),
                takeProfit: try readPrice(takeProfitE8, "order.take_profit_e8")
            ) : nil
        let leverage = Int(try required(hasLeverage ? leverage : nil, "order.leverage"))
        let reference = try readPrice(hasReferencePriceE8 ? referencePriceE8 : nil, "order.reference_price_e8")
        let cycle = try readCycle(hasDecidedAt ? decidedAt : nil)
        let (execution, timeInForce) = (try domainExecution(), try domainTimeInForce())
        return try checked("order") { () throws(ValueError) in
            try Order(
                id: id,
                side: side,
                quantity: quantity,
                protection: protection,
                leverage: leverage,
                referencePrice: reference,
                decidedAt: cycle,
                execution: execution,
                timeInForce: timeInForce
            )
        }
    }
}

func readOrderID(_ text: String?, _ field: String) throws(WireError) -> OrderID {
    let text = try required(text, field)
    return try checked(field) { () throws(ValueError) in try OrderID(parsing: text) }
}

extension Tandem_V1_ApprovedOrder {
    package init(_ approved: ApprovedOrder) {
        order = Tandem_V1_Order(approved.order)
        gateEpoch = approved.gateEpoch
    }

    package func domain() throws(WireError) -> ApprovedOrder {
        ApprovedOrder(
            order: try required(hasOrder ? order : nil, "approved.order").domain(),
            gateEpoch: try required(hasGateEpoch ? gateEpoch : nil, "approved.gate_epoch")
        )
    }
}

extension Tandem_V1_Fill {
    init(_ fill: Fill) {
        order = fill.order.description
        cause = fill.cause.rawValue
        side = fill.side.rawValue
        quantityE8 = fill.quantity.units
        priceE8 = fill.price.units
        feeE8 = fill.fee.units
        realisedProfitE8 = fill.realisedProfit.units
        timeMs = fill.time.milliseconds
        position = fill.position
    }

    func domain() throws(WireError) -> Fill {
        Fill(
            order: try readOrderID(hasOrder ? order : nil, "fill.order"),
            cause: try readCase(hasCause ? cause : nil, "fill.cause"),
            side: try readCase(hasSide ? side : nil, "fill.side"),
            quantity: try readQuantity(hasQuantityE8 ? quantityE8 : nil, "fill.quantity_e8"),
            price: try readPrice(hasPriceE8 ? priceE8 : nil, "fill.price_e8"),
            fee: try readMoney(hasFeeE8 ? feeE8 : nil, "fill.fee_e8"),
            realisedProfit: try readMoney(hasRealisedProfitE8 ? realisedProfitE8 : nil, "fill.realised_profit_e8"),
            time: try readTime(hasTimeMs ? timeMs : nil, "fill.time_ms"),
            position: try required(hasPosition ? position : nil, "fill.position")
        )
    }
}
