import SwiftProtobuf
package import TradingDomain

extension Tandem_V1_AccountSnapshot {
    package init(_ account: AccountSnapshot) {
        position = account.position
        timeMs = account.time.milliseconds
        initialEquityE8 = account.initialEquity.units
        cashE8 = account.cash.units
        equityE8 = account.equity.units
        holdings = account.holdings.map { holding in
            .with {
                $0.position = Tandem_V1_Position(holding.position)
                $0.markE8 = holding.mark.units
                $0.openProfitE8 = holding.openProfit.units
            }
        }
        pendingOrders = account.pendingOrders.map(Tandem_V1_Order.init)
        record = Tandem_V1_AccountRecord(account.record)
    }

    package func domain() throws(WireError) -> AccountSnapshot {
        AccountSnapshot(
            position: try required(hasPosition ? position : nil, "account.position"),
            time: try readTime(hasTimeMs ? timeMs : nil, "account.time_ms"),
            initialEquity: try readMoney(hasInitialEquityE8 ? initialEquityE8 : nil, "account.initial_equity_e8"),
            cash: try readMoney(hasCashE8 ? cashE8 : nil, "account.cash_e8"),
            equity: try readMoney(hasEquityE8 ? equityE8 : nil, "account.equity_e8"),
            holdings: try readList(holdings, "account.holdings") { holding throws(WireError) in
                AccountSnapshot.Holding(
                    position: try required(holding.hasPosition ? holding.position : nil, "holding.position").domain(),
                    mark: try readPrice(holding.hasMarkE8 ? holding.markE8 : nil, "holding.mark_e8"),
                    openProfit: try readMoney(
                        holding.hasOpenProfitE8 ? holding.openProfitE8 : nil,
                        "holding.open_profit_e8"
                    )
                )
            },
            pendingOrders: try readList(pendingOrders, "account.pending_orders") { one throws(WireError) in
                try one.domain()
            },
            record: try required(hasRecord ? record : nil, "account.record").domain()
        )
    }
}

extension Tandem_V1_AccountRecord {
    init(_ record: AccountRecord) {
        peakEquityE8 = record.peakEquity.units
        dayMs = record.day.milliseconds
        dayStartEquityE8 = record.dayStartEquity.units
        feesE8 = record.fees.units
        feesAtDayStartE8 = record.feesAtDayStart.units
        lossStreak = record.lossStreak
        if let time = record.lastLossAt { lastLossMs = time.milliseconds }
        transfersE8 = record.transfers.units
    }

    func domain() throws(WireError) -> AccountRecord {
        let day = try readTime(hasDayMs ? dayMs : nil, "record.day_ms")
        var record = AccountRecord(
            equity: try readMoney(hasDayStartEquityE8 ? dayStartEquityE8 : nil, "record.day_start_equity_e8"),
            day: day,
            fees: try readMoney(hasFeesE8 ? feesE8 : nil, "record.fees_e8")
        )
        guard record.day == day else { throw .refused(field: "record.day_ms", reason: "no UTC day starts then") }
        record.peakEquity = try readMoney(hasPeakEquityE8 ? peakEquityE8 : nil, "record.peak_equity_e8")
        record.feesAtDayStart = try readMoney(
            hasFeesAtDayStartE8 ? feesAtDayStartE8 : nil,
            "record.fees_at_day_start_e8"
        )
        record.transfers = try readMoney(hasTransfersE8 ? transfersE8 : nil, "record.transfers_e8")
        record.lossStreak = try required(hasLossStreak ? lossStreak : nil, "record.loss_streak")
        record.lastLossAt = hasLastLossMs ? try readTime(lastLossMs, "record.last_loss_ms") : nil
        return record
    }
}

extension Tandem_V1_Position {
    init(_ position: Position) {
        symbol = position.symbol.description
        side = position.side.rawValue
        quantityE8 = position.quantity.units
        averagePriceE8 = position.averagePrice.units
        stopLossE8 = position.protection.stopLoss.units
        takeProfitE8 = position.protection.takeProfit.units
        leverage = UInt32(clamping: position.leverage)
        openedBy = position.openedBy.description
        openedAtMs = position.openedAt.milliseconds
    }

    func domain() throws(WireError) -> Position {
        let symbol = try readSymbol(hasSymbol ? symbol : nil, "position.symbol")
        let opener = try readOrderID(hasOpenedBy ? openedBy : nil, "position.opened_by")
        guard opener.decision.symbol == symbol else {
            throw .refused(field: "position.opened_by", reason: "order \(opener) is not of \(symbol)")
        }
        return Position(
            symbol: symbol,
            side: try readCase(hasSide ? side : nil, "position.side"),
            quantity: try readQuantity(hasQuantityE8 ? quantityE8 : nil, "position.quantity_e8"),
            averagePrice: try readPrice(hasAveragePriceE8 ? averagePriceE8 : nil, "position.average_price_e8"),
            protection: Order.Protection(
                stopLoss: try readPrice(hasStopLossE8 ? stopLossE8 : nil, "position.stop_loss_e8"),
                takeProfit: try readPrice(hasTakeProfitE8 ? takeProfitE8 : nil, "position.take_profit_e8")
            ),
            leverage: Int(try required(hasLeverage ? leverage : nil, "position.leverage")),
            openedBy: opener,
            openedAt: try readTime(hasOpenedAtMs ? openedAtMs : nil, "position.opened_at_ms")
        )
    }
}
