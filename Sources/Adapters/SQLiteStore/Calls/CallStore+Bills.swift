internal import GRDB
package import TradingDomain

/// What the calls of some cycles cost.
extension CallStore {
    /// A page of bills, by rising log position.
    package struct Bills: Hashable, Sendable {
        package var calls: [CallBill] = []
        package var unasked: [UnaskedBill] = []
        /// Where the next page begins; `nil` at the end.
        package var next: LogPosition?
    }

    /// - Parameters:
    ///   - after: cycles at or before this log position are left out.
    ///   - cycles: 1 or more; at most so many are on the page.
    /// - Returns: their bills.
    /// - Throws: ``StoreError``.
    package func bills(after: LogPosition, cycles: Int) throws(StoreError) -> Bills {
        let after = Int64(clamping: after)
        return try file.read { database in
            let sql = """
                SELECT max(position), count(*) FROM (SELECT position FROM
                (SELECT position FROM call WHERE position > ?1 UNION SELECT position FROM unasked WHERE position > ?1)
                ORDER BY position LIMIT ?2)
                """
            let end = try Row.fetchOne(try database.cachedStatement(sql: sql), arguments: [after, cycles])
            guard let end, let last: Int64 = end[0] else { return Bills() }
            let count: Int = end[1]
            var bills = Bills()
            let calls = """
                SELECT position, time_ms, channel, is_repair, model, is_simulated, symbols, reserved_nano_usd,
                cost_nano_usd, prompt_tokens, cached_tokens, completion_tokens, failure, choice
                FROM call WHERE position > ? AND position <= ? ORDER BY position, channel, part, is_repair
                """
            bills.calls = try Row.fetchAll(try database.cachedStatement(sql: calls), arguments: [after, last])
                .compactMap(CallBill.init)
            let unasked = """
                SELECT position, time_ms, channel, quiet, cached, ruled, step, saved_nano_usd
                FROM unasked WHERE position > ? AND position <= ? ORDER BY position, channel
                """
            bills.unasked = try Row.fetchAll(try database.cachedStatement(sql: unasked), arguments: [after, last])
                .compactMap(UnaskedBill.init)
            if count == cycles { bills.next = LogPosition(last) }
            return bills
        }
    }

    /// `nil` for one alone, and for a word of a later version.
    static func choice(_ text: String?) -> ModelChoice? { text.flatMap { try? ModelChoice(parsing: $0) } }

    static func symbols(_ text: String) -> [Symbol] {
        text.split(separator: " ").compactMap { try? Symbol(String($0)) }
    }
}

extension CallBill {
    /// `nil` for a channel that is none.
    fileprivate init?(_ row: Row) {
        guard let channel = Channel(rawValue: row[2]) else { return nil }
        let cost: Int64? = row[8]
        let position: Int64 = row[0]
        self.init(
            cycle: CycleID(time: Timestamp(milliseconds: row[1]), position: LogPosition(position)),
            channel: channel,
            isRepair: row[3],
            model: row[4],
            isSimulated: row[5],
            symbols: CallStore.symbols(row[6]),
            cost_nanoUSD: cost ?? row[7],
            isSettled: cost != nil,
            promptTokens: row[9] ?? 0,
            cachedTokens: row[10] ?? 0,
            replyTokens: row[11] ?? 0,
            failure: row[12],
            choice: CallStore.choice(row[13])
        )
    }
}

extension UnaskedBill {
    /// `nil` for a channel that is none.
    fileprivate init?(_ row: Row) {
        guard let channel = Channel(rawValue: row[2]) else { return nil }
        let position: Int64 = row[0]
        self.init(
            cycle: CycleID(time: Timestamp(milliseconds: row[1]), position: LogPosition(position)),
            channel: channel,
            quiet: CallStore.symbols(row[3]),
            cached: CallStore.symbols(row[4]),
            ruled: CallStore.symbols(row[5]),
            step: row[6],
            saved_nanoUSD: row[7]
        )
    }
}
