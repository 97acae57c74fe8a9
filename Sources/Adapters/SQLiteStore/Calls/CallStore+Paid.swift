internal import GRDB
package import TradingDomain

/// The calls of a stretch of event time, for who counts what they cost and how long they took.
extension CallStore {
    /// - Parameters:
    ///   - first: the first cycle's time.
    ///   - last: the last one's.
    /// - Returns: in the order of the log.
    /// - Throws: ``StoreError``.
    package func paid(from first: Timestamp, through last: Timestamp) throws(StoreError) -> [PaidCall] {
        let sql = """
            SELECT time_ms, channel, coalesce(cost_nano_usd, reserved_nano_usd), duration_ms, prompt_tokens, cached_tokens,
            completion_tokens, failure
            FROM call WHERE time_ms >= ? AND time_ms <= ? ORDER BY position, channel, part, is_repair
            """
        return try file.read { database in
            let arguments: StatementArguments = [first.milliseconds, last.milliseconds]
            return try Row.fetchAll(try database.cachedStatement(sql: sql), arguments: arguments).compactMap { row in
                Channel(rawValue: row[1]).map { channel in
                    PaidCall(
                        time: Timestamp(milliseconds: row[0]),
                        channel: channel,
                        cost_nanoUSD: row[2],
                        duration_ms: row[3],
                        promptTokens: row[4] ?? 0,
                        cachedTokens: row[5] ?? 0,
                        completionTokens: row[6] ?? 0,
                        failure: row[7]
                    )
                }
            }
        }
    }
}
