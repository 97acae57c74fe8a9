import TradingDomain
import WireFormat

extension Samples {
    mutating func order(of id: OrderID? = nil) throws -> Order {
        let id = try id ?? orderID()
        return try Order(
            id: id,
            side: pick(Side.allCases),
            quantity: try quantity(),
            protection: id.leg == .close
                ? nil : Order.Protection(stopLoss: try price(), takeProfit: try price()),
            leverage: integer(1...125),
            referencePrice: try price(),
            decidedAt: CycleID(time: id.decision.cycle, position: position()),
            execution: try execution(),
            timeInForce: pick(
                [.standard, .goodTillCancelled, .goodTill(time()), .immediateOrCancel, .fillOrKill]
                    as [Order.TimeInForce]
            )
        )
    }

    private mutating func execution() throws -> Order.Execution {
        let level = try price()
        let all: [Order.Execution] = [
            .market, .limit(level, isPostOnly: false), .limit(level, isPostOnly: true), .stopMarket(trigger: level),
            .takeProfit(trigger: level),
        ]
        return pick(all)
    }

    mutating func change() throws -> OrderChange {
        let id = try orderID()
        let protection = Order.Protection(stopLoss: try price(), takeProfit: try price())
        return try OrderChange(
            order: id,
            decidedAt: CycleID(time: id.decision.cycle.advanced(byMilliseconds: 300_000), position: position()),
            action: pick(
                [
                    .cancel, .amend(quantity: try quantity(), level: nil, protection: nil),
                    .amend(quantity: nil, level: try price(), protection: protection),
                ] as [OrderChange.Action]
            )
        )
    }

    private mutating func funding() throws -> FundingPayment {
        FundingPayment(
            symbol: try symbol(),
            rate: try FundingRate(units: Int64(integer(-10_000_000...10_000_000))),
            mark: try price(),
            amount: money(),
            position: position()
        )
    }

    mutating func approvedOrder() throws -> ApprovedOrder {
        ApprovedOrder(order: try order(), gateEpoch: position())
    }

    mutating func fill() throws -> Fill {
        Fill(
            order: try orderID(),
            cause: pick(Fill.Cause.allCases),
            side: pick(Side.allCases),
            quantity: try quantity(),
            price: try price(),
            fee: money(),
            realisedProfit: money(),
            time: time(),
            position: position()
        )
    }

    mutating func transaction() throws -> LedgerTransaction {
        let kind: LedgerTransaction.Kind =
            switch integer(0...6) {
            case 0: .deposit
            case 1: .orderAccepted(try order())
            case 2: .fill(try fill())
            case 3: .orderChanged(try change())
            case 4: .funded(try funding())
            case 5: .transferred(try Transfer(amount: Money(units: position() > 5 ? 12 : -3), note: "ann: rent"))
            default: .orderExpired(try orderID(), reason: text())
            }
        let pairs = try list { samples in
            let asset: LedgerTransaction.Asset = samples.flag() ? .currency : .contracts(try samples.symbol())
            let amount = Int64(samples.integer(0...Int.max))
            return [amount, -amount].map { amount in
                LedgerTransaction.Posting(
                    account: samples.pick(LedgerTransaction.Account.allCases),
                    asset: asset,
                    amount: amount
                )
            }
        }
        return try LedgerTransaction(sequence: position(), time: time(), kind: kind, postings: pairs.flatMap { $0 })
    }

    mutating func account() throws -> AccountSnapshot {
        AccountSnapshot(
            position: position(),
            time: time(),
            initialEquity: money(),
            cash: money(),
            equity: money(),
            holdings: try list { samples in
                AccountSnapshot.Holding(
                    position: try samples.openPosition(),
                    mark: try samples.price(),
                    openProfit: samples.money()
                )
            },
            pendingOrders: try list { try $0.order() },
            record: accountRecord()
        )
    }

    mutating func accountRecord() -> AccountRecord {
        var record = AccountRecord(equity: money(), day: time(), fees: money())
        record.peakEquity = money()
        record.feesAtDayStart = money()
        record.lossStreak = UInt32(integer(0...9))
        record.transfers = money()
        record.lastLossAt = flag() ? time() : nil
        return record
    }

    mutating func openPosition() throws -> Position {
        let id = try orderID()
        return Position(
            symbol: id.decision.symbol,
            side: pick(Side.allCases),
            quantity: try quantity(),
            averagePrice: try price(),
            protection: Order.Protection(stopLoss: try price(), takeProfit: try price()),
            leverage: integer(1...125),
            openedBy: id,
            openedAt: time()
        )
    }

    mutating func equityPoint() -> EquityPoint {
        EquityPoint(position: position(), time: time(), cash: money(), equity: money(), exposure: money())
    }

    mutating func hash() -> [UInt8] { (0..<32).map { _ in UInt8(integer(0...255)) } }

    mutating func booksReport() -> BooksReport {
        var report = BooksReport()
        report.isVerified = flag()
        report.hash = hash()
        report.entries = position()
        report.cursor = position()
        report.orders = position()
        report.fills = position()
        report.initialEquity = money()
        report.equity = money()
        report.cash = money()
        return report
    }
}
