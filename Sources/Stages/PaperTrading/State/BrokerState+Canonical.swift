package import TradingDomain

/// The state as bytes, for the row that a restart begins from. Equal states have equal bytes.
extension BrokerState {
    private static let version: UInt8 = 4
    /// Versions up to this one counted each closing fill as a trade of its own, and kept no result of an open position.
    private static let lastWithoutResults: UInt8 = 3

    package var canonicalBytes: [UInt8] {
        var writer = CanonicalWriter(reservingCapacity: 160 + 240 * books.count)
        writer.write(Self.version)
        writer.write(initialEquity)
        writer.write(cursor)
        writer.write(chain)
        writer.write(time)
        writer.write(cash)
        writer.write(sequence)
        writer.write(counters.ordersAccepted)
        writer.write(counters.ordersExpired)
        writer.write(counters.fills)
        writer.write(counters.ambiguousCandles)
        writer.write(counters.ambiguousProfit)
        writer.write(counters.realisedProfit)
        writer.write(counters.fees)
        writer.write(counters.liquidations)
        writer.write(counters.funding)
        writer.write(counters.transfers)
        writer.write(booksReach)
        write(record, to: &writer)
        writer.write(UInt16(clamping: books.count))
        for book in books { book.write(to: &writer) }
        return writer.bytes
    }

    /// Reads a state; what one of an older version has not is taken from the books.
    ///
    /// - Parameters:
    ///   - bytes: ``canonicalBytes``, of this version or an older one.
    ///   - books: of all entries that the state follows.
    /// - Throws: ``CanonicalError``.
    package init(canonicalBytes bytes: [UInt8], completedBy books: LedgerBooks) throws(CanonicalError) {
        try self.init(canonicalBytes: bytes)
        guard let version = bytes.first, version <= Self.lastWithoutResults else { return }
        take(resultsOf: books)
    }

    /// Takes over what the entries alone tell of positions and trades.
    mutating func take(resultsOf books: LedgerBooks) {
        for slot in self.books.indices {
            let symbol = self.books[slot].symbol
            self.books[slot].result = books.results.first { $0.symbol == symbol }?.amount ?? .zero
        }
        record.lossStreak = books.lossStreak
        record.lastLossAt = books.lastLossAt
    }

    /// - Throws: ``CanonicalError`` for bytes that ``canonicalBytes`` would not give.
    package init(canonicalBytes bytes: [UInt8]) throws(CanonicalError) {
        var reader = CanonicalReader(bytes)
        let version = try reader.version(upTo: Self.version)
        self.init(initialEquity: try reader.money())
        cursor = try reader.unsigned()
        chain = try reader.unsigned()
        time = try reader.timestamp()
        cash = try reader.money()
        sequence = try reader.unsigned()
        counters.ordersAccepted = try reader.unsigned()
        counters.ordersExpired = try reader.unsigned()
        counters.fills = try reader.unsigned()
        counters.ambiguousCandles = try reader.unsigned()
        counters.ambiguousProfit = try reader.money()
        counters.realisedProfit = try reader.money()
        counters.fees = try reader.money()
        if version > 2 {
            counters.liquidations = try reader.unsigned()
            counters.funding = try reader.money()
            counters.transfers = try reader.money()
            booksReach = try reader.unsigned()
        }
        // Version 1 had no record: such an account begins one now.
        if version > 1 {
            record = try Self.record(from: &reader)
        } else {
            record.fees = counters.fees
            record.feesAtDayStart = counters.fees
        }
        for _ in 0..<(try reader.short()) { books.append(try SymbolBook(from: &reader, version: version)) }
        record.transfers = counters.transfers
        try reader.finish()
    }

    private func write(_ record: AccountRecord, to writer: inout CanonicalWriter) {
        writer.write(record.peakEquity)
        writer.write(record.day)
        writer.write(record.dayStartEquity)
        writer.write(record.fees)
        writer.write(record.feesAtDayStart)
        writer.write(UInt64(record.lossStreak))
        writer.write(optional: record.lastLossAt) { $0.write($1) }
    }

    private static func record(from reader: inout CanonicalReader) throws(CanonicalError) -> AccountRecord {
        let peak = try reader.money()
        var record = AccountRecord(equity: .zero, day: try reader.timestamp())
        record.peakEquity = peak
        record.dayStartEquity = try reader.money()
        record.fees = try reader.money()
        record.feesAtDayStart = try reader.money()
        record.lossStreak = UInt32(clamping: try reader.unsigned())
        record.lastLossAt = try reader.optional { reader throws(CanonicalError) in try reader.timestamp() }
        return record
    }
}

extension SymbolBook {
    fileprivate func write(to writer: inout CanonicalWriter) {
        writer.write(symbol)
        writer.write(optional: mark) { $0.write($1) }
        writer.write(averageVolume)
        writer.write(optional: position) { $0.write($1) }
        writer.write(result)
        writer.write(optional: liquidation) { $0.write($1) }
        writer.write(optional: protectedAt) { $0.write($1) }
        writer.write(optional: pending) { writer, pending in
            writer.write(termed: pending.order)
            writer.write(pending.activeAt)
            writer.write(pending.deadline)
            writer.write(pending.filled)
            writer.write(pending.isTriggered)
            writer.write(pending.isResting)
            writer.write(optional: pending.changedAt) { $0.write($1) }
        }
        writer.write(optional: newest) { writer, newest in
            writer.write(newest.cycle)
            writer.write(newest.hasOpen)
            writer.write(newest.hasClose)
        }
    }

    fileprivate init(from reader: inout CanonicalReader, version: UInt8) throws(CanonicalError) {
        self.init(symbol: try reader.symbol())
        mark = try reader.optional { reader throws(CanonicalError) in try reader.price() }
        if version > 2 { averageVolume = try reader.quantity() }
        position = try reader.optional { reader throws(CanonicalError) in try reader.position() }
        if version > 3 { result = try reader.money() }
        if version > 2 {
            liquidation = try reader.optional { reader throws(CanonicalError) in try reader.price() }
            protectedAt = try reader.optional { reader throws(CanonicalError) in try reader.timestamp() }
        }
        pending = try reader.optional { reader throws(CanonicalError) in
            try PendingOrder(from: &reader, version: version)
        }
        newest = try reader.optional { reader throws(CanonicalError) in
            Newest(cycle: try reader.timestamp(), hasOpen: try reader.flag(), hasClose: try reader.flag())
        }
    }
}

extension SymbolBook.PendingOrder {
    fileprivate init(from reader: inout CanonicalReader, version: UInt8) throws(CanonicalError) {
        let order = version > 2 ? try reader.termedOrder() : try reader.order()
        self.init(order: order, activeAt: try reader.timestamp(), deadline: try reader.timestamp())
        guard version > 2 else { return }
        filled = try reader.quantity()
        isTriggered = try reader.flag()
        isResting = try reader.flag()
        changedAt = try reader.optional { reader throws(CanonicalError) in try reader.timestamp() }
    }
}
