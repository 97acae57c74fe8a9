package import TradingDomain

/// The bytes of a ledger entry that the hash chain runs over; `docs/broker.md` has the layout.
///
/// The account's name, wall time and the gate's epoch are not in them, so a replay, a backtest and a live run of the
/// same stretch have the same bytes.
package enum CanonicalLedger {
    /// The first byte of every entry. A change of the layout raises it, and old entries stay readable.
    static let version: UInt8 = 1

    /// - Throws: ``CanonicalError/notPlainText(text:)`` for a reason that is not printable ASCII of at most 400
    ///   characters.
    package static func bytes(of entry: LedgerTransaction) throws(CanonicalError) -> [UInt8] {
        var writer = CanonicalWriter(reservingCapacity: 320)
        writer.write(version)
        writer.write(entry.sequence)
        writer.write(entry.time)
        switch entry.kind {
        case .deposit:
            writer.write(Tag.deposit)
        case .orderAccepted(let order) where order.execution == .market && order.timeInForce == .standard:
            writer.write(Tag.orderAccepted)
            writer.write(order)
        case .orderAccepted(let order):
            writer.write(Tag.termedOrderAccepted)
            writer.write(termed: order)
        case .fill(let fill):
            writer.write(Tag.fill)
            writer.write(fill)
        case .orderExpired(let id, let reason):
            writer.write(Tag.orderExpired)
            writer.write(id)
            try writer.write(text: reason)
        case .orderChanged(let change):
            writer.write(Tag.orderChanged)
            writer.write(change)
        case .funded(let payment):
            writer.write(Tag.funded)
            writer.write(payment)
        case .transferred(let transfer):
            writer.write(Tag.transferred)
            writer.write(transfer.amount)
            try writer.write(text: transfer.note)
        }
        writer.write(UInt16(clamping: entry.postings.count))
        for posting in entry.postings { writer.write(posting) }
        return writer.bytes
    }

    /// The inverse of ``bytes(of:)``.
    ///
    /// - Throws: ``CanonicalError`` for any other bytes: cut short, longer, of another version, with a value that the
    ///   domain refuses, or with postings that do not balance.
    package static func entry(from bytes: [UInt8]) throws(CanonicalError) -> LedgerTransaction {
        var reader = CanonicalReader(bytes)
        try reader.expect(version: version)
        let sequence = try reader.unsigned()
        let time = try reader.timestamp()
        let kind: LedgerTransaction.Kind
        switch try reader.byte() {
        case Tag.deposit: kind = .deposit
        case Tag.orderAccepted: kind = .orderAccepted(try reader.order())
        case Tag.fill: kind = .fill(try reader.fill())
        case Tag.orderExpired: kind = .orderExpired(try reader.orderID(), reason: try reader.text())
        case Tag.termedOrderAccepted:
            let order = try reader.termedOrder()
            // One entry has one encoding.
            guard order.execution != .market || order.timeInForce != .standard else {
                throw .unknown(what: "entry kind", value: UInt64(Tag.termedOrderAccepted), offset: reader.offset)
            }
            kind = .orderAccepted(order)
        case Tag.orderChanged: kind = .orderChanged(try reader.change())
        case Tag.funded: kind = .funded(try reader.funding())
        case Tag.transferred: kind = .transferred(try reader.transfer())
        case let other: throw .unknown(what: "entry kind", value: UInt64(other), offset: reader.offset - 1)
        }
        var postings: [LedgerTransaction.Posting] = []
        for _ in 0..<(try reader.short()) { postings.append(try reader.posting()) }
        try reader.finish()
        return try reader.checked { () throws(ValueError) in
            try LedgerTransaction(sequence: sequence, time: time, kind: kind, postings: postings)
        }
    }

    /// The bytes of an order's identifier, by which the store finds it.
    package static func bytes(of id: OrderID) -> [UInt8] {
        var writer = CanonicalWriter(reservingCapacity: 32)
        writer.write(id)
        return writer.bytes
    }

    private enum Tag {
        static let deposit: UInt8 = 1
        static let orderAccepted: UInt8 = 2
        static let fill: UInt8 = 3
        static let orderExpired: UInt8 = 4
        static let termedOrderAccepted: UInt8 = 5
        static let orderChanged: UInt8 = 6
        static let funded: UInt8 = 7
        static let transferred: UInt8 = 8
    }
}
