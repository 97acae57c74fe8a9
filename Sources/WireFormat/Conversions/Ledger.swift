import SwiftProtobuf
package import TradingDomain

extension Tandem_V1_LedgerTransaction {
    /// More than any transaction has; whether it balances is checked in time that grows with the square.
    private static let maximumPostings = 64

    package init(_ transaction: LedgerTransaction) {
        sequence = transaction.sequence
        timeMs = transaction.time.milliseconds
        switch transaction.kind {
        case .deposit: deposit = Tandem_V1_Deposit()
        case .orderAccepted(let order): orderAccepted = Tandem_V1_Order(order)
        case .fill(let fill): self.fill = Tandem_V1_Fill(fill)
        case .orderExpired(let order, let reason):
            orderExpired = .with {
                $0.order = order.description
                $0.reason = reason
            }
        case .orderChanged(let change): orderChanged = Tandem_V1_OrderChange(change)
        case .funded(let payment): funded = Tandem_V1_FundingPayment(payment)
        case .transferred(let transfer):
            transferred = .with {
                $0.amountE8 = transfer.amount.units
                $0.note = transfer.note
            }
        }
        postings = transaction.postings.map { posting in
            .with {
                $0.account = UInt32(posting.account.rawValue)
                $0.amountE8 = posting.amount
                switch posting.asset {
                case .currency: $0.asset = "USDT"
                case .contracts(let symbol): $0.asset = symbol.description
                }
            }
        }
    }

    package func domain() throws(WireError) -> LedgerTransaction {
        let sequence = try required(hasSequence ? sequence : nil, "ledger.sequence")
        let time = try readTime(hasTimeMs ? timeMs : nil, "ledger.time_ms")
        let kind: LedgerTransaction.Kind =
            switch try required(kind, "ledger.kind") {
            case .deposit: .deposit
            case .orderAccepted(let order): .orderAccepted(try order.domain())
            case .fill(let fill): .fill(try fill.domain())
            case .orderExpired(let expired):
                .orderExpired(
                    try readOrderID(expired.hasOrder ? expired.order : nil, "expired.order"),
                    reason: try required(expired.hasReason ? expired.reason : nil, "expired.reason")
                )
            case .orderChanged(let change): .orderChanged(try change.domain())
            case .funded(let payment): .funded(try payment.domain())
            case .transferred(let transfer): .transferred(try transfer.domain())
            }
        guard postings.count <= Self.maximumPostings else {
            throw .refused(field: "ledger.postings", reason: "\(postings.count), at most \(Self.maximumPostings)")
        }
        let postings = try readList(postings, "ledger.postings") { one throws(WireError) in try one.domain() }
        return try checked("ledger") { () throws(ValueError) in
            try LedgerTransaction(sequence: sequence, time: time, kind: kind, postings: postings)
        }
    }
}

extension Tandem_V1_FundingPayment {
    init(_ payment: FundingPayment) {
        symbol = payment.symbol.description
        rateE8 = payment.rate.units
        markE8 = payment.mark.units
        amountE8 = payment.amount.units
        position = payment.position
    }

    func domain() throws(WireError) -> FundingPayment {
        FundingPayment(
            symbol: try readSymbol(hasSymbol ? symbol : nil, "funding.symbol"),
            rate: try readRate(hasRateE8 ? rateE8 : nil, "funding.rate_e8"),
            mark: try readPrice(hasMarkE8 ? markE8 : nil, "funding.mark_e8"),
            amount: try readMoney(hasAmountE8 ? amountE8 : nil, "funding.amount_e8"),
            position: try required(hasPosition ? position : nil, "funding.position")
        )
    }
}

extension Tandem_V1_Transfer {
    func domain() throws(WireError) -> Transfer {
        let amount = try readMoney(hasAmountE8 ? amountE8 : nil, "transfer.amount_e8")
        let note = try required(hasNote ? note : nil, "transfer.note")
        return try checked("transfer") { () throws(ValueError) in try Transfer(amount: amount, note: note) }
    }
}

extension Tandem_V1_Posting {
    func domain() throws(WireError) -> LedgerTransaction.Posting {
        let number = try required(hasAccount ? account : nil, "posting.account")
        guard let account = UInt8(exactly: number).flatMap(LedgerTransaction.Account.init(rawValue:)) else {
            throw .unknown(field: "posting.account", was: "\(number)")
        }
        let asset = try required(hasAsset ? asset : nil, "posting.asset")
        return LedgerTransaction.Posting(
            account: account,
            asset: asset == "USDT" ? .currency : .contracts(try readSymbol(asset, "posting.asset")),
            amount: try required(hasAmountE8 ? amountE8 : nil, "posting.amount_e8")
        )
    }
}

extension Tandem_V1_EquityPoint {
    package init(_ point: EquityPoint) {
        position = point.position
        timeMs = point.time.milliseconds
        cashE8 = point.cash.units
        equityE8 = point.equity.units
        exposureE8 = point.exposure.units
    }

    package func domain() throws(WireError) -> EquityPoint {
        EquityPoint(
            position: try required(hasPosition ? position : nil, "equity.position"),
            time: try readTime(hasTimeMs ? timeMs : nil, "equity.time_ms"),
            cash: try readMoney(hasCashE8 ? cashE8 : nil, "equity.cash_e8"),
            equity: try readMoney(hasEquityE8 ? equityE8 : nil, "equity.equity_e8"),
            exposure: try readMoney(hasExposureE8 ? exposureE8 : nil, "equity.exposure_e8")
        )
    }
}
