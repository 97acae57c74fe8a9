internal import TradingDomain

extension EquityPoint {
    /// The point as a row of the equity table; its key is the tick's log position.
    var row: AppendOnlyTable.Entry {
        var writer = CanonicalWriter(reservingCapacity: 40)
        writer.write(position)
        writer.write(time)
        writer.write(cash)
        writer.write(equity)
        writer.write(exposure)
        return AppendOnlyTable.Entry(key: position, time: time, payload: writer.bytes)
    }

    /// - Throws: ``CanonicalError`` for a payload that ``row`` would not give.
    init(row: AppendOnlyTable.Entry) throws(CanonicalError) {
        var reader = CanonicalReader(row.payload)
        self.init(
            position: try reader.unsigned(),
            time: try reader.timestamp(),
            cash: try reader.money(),
            equity: try reader.money(),
            exposure: try reader.money()
        )
        try reader.finish()
    }
}
