internal import GRDB
package import TradingDomain

extension CallStore {
    private static let columns = """
        part, is_repair, model, prompt_digest, prompt, symbols, is_simulated, reserved_nano_usd, cost_nano_usd,
        status, reply, failure, prompt_tokens, cached_tokens, completion_tokens, duration_ms, choice
        """

    /// The calls of a question, by rising part, repairs last.
    package func calls(_ cycle: CycleID, _ channel: Channel) throws(StoreError) -> [Recorded] {
        let sql = """
            SELECT \(Self.columns)
            FROM call WHERE position = ? AND channel = ? AND time_ms = ? ORDER BY part, is_repair
            """
        return try file.read { database in
            let statement = try database.cachedStatement(sql: sql)
            let arguments: StatementArguments = [
                Int64(clamping: cycle.position), channel.rawValue, cycle.time.milliseconds,
            ]
            return try Row.fetchAll(statement, arguments: arguments).map { Self.recorded($0, cycle, channel) }
        }
    }

    /// The newest first calls of a stretch of event time that a reply came to, oldest first.
    ///
    /// - Parameters:
    ///   - first: the first cycle's time.
    ///   - last: the last one's.
    ///   - limit: how many at most.
    /// - Returns: no repairs.
    /// - Throws: ``StoreError``.
    package func replied(
        from first: Timestamp,
        through last: Timestamp,
        limit: Int
    ) throws(StoreError) -> [Recorded] {
        let sql = """
            SELECT \(Self.columns), position, time_ms, channel
            FROM call WHERE time_ms >= ? AND time_ms <= ? AND is_repair = 0 AND reply IS NOT NULL
            ORDER BY position DESC, channel DESC, part DESC LIMIT ?
            """
        return try file.read { database in
            let arguments: StatementArguments = [first.milliseconds, last.milliseconds, limit]
            let rows = try Row.fetchAll(try database.cachedStatement(sql: sql), arguments: arguments)
            return rows.reversed().compactMap { row in
                let position: Int64 = row[17]
                let time = Timestamp(milliseconds: row[18])
                return Channel(rawValue: row[19]).map { channel in
                    Self.recorded(row, CycleID(time: time, position: LogPosition(position)), channel)
                }
            }
        }
    }

    private static func recorded(_ row: Row, _ cycle: CycleID, _ channel: Channel) -> Recorded {
        let cost: Int64? = row[8]
        return Recorded(
            intent: Intent(
                key: Key(cycle, channel, part: row[0], isRepair: row[1]),
                model: row[2],
                promptDigest: row[3],
                prompt: row[4],
                symbols: symbols(row[5]),
                isSimulated: row[6],
                reserved_nanoUSD: row[7],
                choice: choice(row[16])
            ),
            outcome: cost.map { cost in
                Outcome(
                    status: row[9],
                    reply: Blob.fromDatabaseValue(row[10])?.bytes,
                    failure: row[11],
                    cost_nanoUSD: cost,
                    promptTokens: row[12],
                    cachedTokens: row[13],
                    completionTokens: row[14],
                    duration_ms: row[15]
                )
            }
        )
    }

    /// The last call of a question: the repair, if there was one.
    package func call(_ cycle: CycleID, _ channel: Channel) throws(StoreError) -> Recorded? {
        try calls(cycle, channel).last
    }

    /// The log position of the newest call; 0 for an empty file.
    package func newestPosition() throws(StoreError) -> LogPosition {
        try file.read { LogPosition(try Int64.fetchOne($0, sql: "SELECT coalesce(max(position), 0) FROM call") ?? 0) }
    }

    /// The model of the newest call, and whether it was a simulated one; `nil` for an empty file.
    package func newestModel() throws(StoreError) -> (name: String, isSimulated: Bool)? {
        try file.read { database in
            let sql = "SELECT model, is_simulated FROM call ORDER BY position DESC LIMIT 1"
            return try Row.fetchOne(database, sql: sql).map { (name: $0[0], isSimulated: $0[1]) }
        }
    }
}
