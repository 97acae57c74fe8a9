package import TradingDomain

extension Fill {
    /// What the fill moves: contracts from the market to the position, profit to the cash, the fee out of it.
    /// An amount of zero is not posted.
    package var postings: [LedgerTransaction.Posting] {
        let contracts = LedgerTransaction.Asset.contracts(symbol)
        let amount = side.sign * quantity.units
        return [
            LedgerTransaction.Posting(account: .position, asset: contracts, amount: amount),
            LedgerTransaction.Posting(account: .market, asset: contracts, amount: -amount),
        ] + realisedProfit.moved(from: .profit, to: .cash) + fee.moved(from: .cash, to: .fees)
    }
}

extension FundingPayment {
    /// From or to the cash; a payment of zero moves nothing.
    package var postings: [LedgerTransaction.Posting] { amount.moved(from: .funding, to: .cash) }
}

extension Transfer {
    /// From or to the capital.
    package var postings: [LedgerTransaction.Posting] { amount.moved(from: .capital, to: .cash) }
}

extension Money {
    /// Two postings of this amount of currency, or none for zero.
    package func moved(
        from source: LedgerTransaction.Account,
        to sink: LedgerTransaction.Account
    ) -> [LedgerTransaction.Posting] {
        guard self != .zero else { return [] }
        return [
            LedgerTransaction.Posting(account: sink, asset: .currency, amount: units),
            LedgerTransaction.Posting(account: source, asset: .currency, amount: -units),
        ]
    }
}
