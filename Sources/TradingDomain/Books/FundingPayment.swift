/// What one open position paid or got at a funding settlement.
public struct FundingPayment: Hashable, Sendable {
    public let symbol: Symbol
    public let rate: FundingRate
    /// The price at which the position's value was taken.
    public let mark: Price
    /// Into the account when above zero, out of it below.
    public let amount: Money
    /// Log position of the settlement.
    public let position: LogPosition

    public init(symbol: Symbol, rate: FundingRate, mark: Price, amount: Money, position: LogPosition) {
        self.symbol = symbol
        self.rate = rate
        self.mark = mark
        self.amount = amount
        self.position = position
    }
}

/// Money that a person put into the account, or took out of it, after it was opened.
public struct Transfer: Hashable, Sendable {
    /// In when above zero, out below; never zero.
    public let amount: Money
    /// Who and why: printable ASCII of at most 400 characters.
    public let note: String

    /// - Throws: ``ValueError`` for an amount of zero or a note that the books cannot keep.
    public init(amount: Money, note: String) throws(ValueError) {
        guard amount != .zero else { throw .notPositive(what: "transfer", units: 0) }
        guard note.utf8.count <= 400, note.utf8.allSatisfy({ (32...126).contains($0) }) else {
            throw .malformed(what: "note (printable ASCII, at most 400 characters)", text: String(note.prefix(40)))
        }
        self.amount = amount
        self.note = note
    }
}
