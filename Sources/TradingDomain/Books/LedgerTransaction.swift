/// One entry of the append-only books: what happened, and the postings that balance.
public struct LedgerTransaction: Hashable, Sendable {
    /// 1, 2, 3 ... without a hole.
    public let sequence: UInt64
    public let time: Timestamp
    public let kind: Kind
    /// For every asset the amounts add up to zero.
    public let postings: [Posting]

    public enum Kind: Hashable, Sendable {
        /// The account's first entry.
        case deposit
        /// An order was taken; it moves nothing.
        case orderAccepted(Order)
        case fill(Fill)
        /// An order that could not be executed, with the reason.
        case orderExpired(OrderID, reason: String)
        /// An order that waits was amended or cancelled, or its position's stop and target were moved; it moves nothing.
        case orderChanged(OrderChange)
        /// Funding of an open position.
        case funded(FundingPayment)
        /// Money put in or taken out later.
        case transferred(Transfer)
    }

    /// One side of a transaction: `amount` units of 1e-8 of `asset` into (above zero) or out of `account`.
    public struct Posting: Hashable, Sendable {
        public let account: Account
        /// `USDT` or a base asset's instrument, such as `BTCUSDT`.
        public let asset: Asset
        public let amount: Int64

        public init(account: Account, asset: Asset, amount: Int64) {
            self.account = account
            self.asset = asset
            self.amount = amount
        }
    }

    /// The accounts of the books.
    public enum Account: UInt8, Hashable, CaseIterable, Sendable {
        /// Settled money of the trader.
        case cash = 1
        /// Where deposits come from.
        case capital = 2
        /// Where realised profit comes from and losses go to.
        case profit = 3
        /// Where fees go.
        case fees = 4
        /// The trader's open contracts.
        case position = 5
        /// The other side of every contract.
        case market = 6
        /// Where funding comes from and goes to.
        case funding = 7
    }

    /// What is counted: the account's currency, or contracts of an instrument.
    public enum Asset: Hashable, Sendable {
        case currency
        case contracts(Symbol)
    }

    /// - Throws: ``ValueError/inconsistent(what:)`` when the postings of an asset do not add up to zero.
    public init(sequence: UInt64, time: Timestamp, kind: Kind, postings: [Posting]) throws(ValueError) {
        for posting in postings {
            let sum = postings.reduce(Int128(0)) { $1.asset == posting.asset ? $0 + Int128($1.amount) : $0 }
            guard sum == 0 else {
                throw .inconsistent(what: "ledger entry \(sequence) does not balance: off by \(sum)")
            }
        }
        self.sequence = sequence
        self.time = time
        self.kind = kind
        self.postings = postings
    }
}
