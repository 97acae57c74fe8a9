package import TradingDomain

extension RiskState {
    private static let version: UInt8 = 3
    /// Bytes of ``reason`` that are kept.
    static let longestReason = 500

    /// Canonical bytes: equal states, and only they, give equal bytes. Integers are big-endian, an optional is a byte
    /// 0 or 1 before its value, a list has its count before it.
    package func encoded() -> [UInt8] {
        var writer = StateWriter()
        writer.write(byte: Self.version)
        writer.write(text: tradingState.rawValue)
        writer.write(text: reason)
        for amount in [highWaterMark, lastEquity, dayStartEquity] { writer.write(optional: amount?.units) }
        writer.write(optional: day?.milliseconds)
        writer.write(optional: lastJudged?.time.milliseconds)
        writer.write(optional: (lastJudged?.position).map(Int64.init(bitPattern:)))
        writer.write(Int64(judgedSymbols.count))
        for symbol in judgedSymbols { writer.write(text: symbol.description) }
        writer.write(Int64(recentOrders.count))
        for order in recentOrders { writer.write(order) }
        writer.write(byte: hasReachedDailyLoss ? 1 : 0)
        writer.write(optional: seenPeak?.units)
        writer.write(optional: repeatsForgivenUntil?.milliseconds)
        writer.write(seenTransfers.units)
        return writer.bytes
    }

    /// Reads what ``encoded()`` wrote.
    ///
    /// - Parameter bytes: the whole of it, nothing after it.
    /// - Throws: ``TradingDomain/ValueError`` when they are anything else: the gate must not open on a guess.
    package init(decoding bytes: [UInt8]) throws(ValueError) {
        self.init()
        var reader = StateReader(bytes)
        let version = try reader.byte()
        guard (1...Self.version).contains(version) else {
            throw .outOfRange(what: "risk state version", was: "\(version)", allowed: "1 to \(Self.version)")
        }
        let stateText = try reader.text()
        guard let state = TradingState(rawValue: stateText) else {
            throw .outOfRange(what: "trading state", was: "'\(stateText.prefix(40))'", allowed: "one of TradingState")
        }
        tradingState = state
        reason = try reader.text()
        highWaterMark = try reader.optional().map(Money.init(units:))
        lastEquity = try reader.optional().map(Money.init(units:))
        dayStartEquity = try reader.optional().map(Money.init(units:))
        day = try reader.optional().map(Timestamp.init(milliseconds:))
        let time = try reader.optional()
        let position = try reader.optional()
        if let time, let position {
            lastJudged = CycleID(time: Timestamp(milliseconds: time), position: LogPosition(bitPattern: position))
        } else if time != nil || position != nil {
            throw .inconsistent(what: "risk state has half a cycle")
        }
        for _ in 0..<(try reader.count()) { judgedSymbols.append(try Symbol(try reader.text())) }
        let orderCount = try reader.count()
        if version == 1 {
            // Times alone, of an hour: without a symbol they count for nothing any more.
            for _ in 0..<orderCount { _ = try reader.integer() }
            hasReachedDailyLoss = tradingState == .reducing
        } else {
            for _ in 0..<orderCount { recentOrders.append(try reader.recentOrder()) }
            hasReachedDailyLoss = try reader.byte() != 0
            seenPeak = try reader.optional().map(Money.init(units:))
            repeatsForgivenUntil = try reader.optional().map(Timestamp.init(milliseconds:))
        }
        if version > 2 { seenTransfers = Money(units: try reader.integer()) }
        guard reader.isAtEnd, version < Self.version || encoded() == bytes else {
            throw .inconsistent(what: "risk state is not canonical or has bytes after its end")
        }
    }
}
