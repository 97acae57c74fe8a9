internal import GRDB
package import TradingDomain

extension CallStore {
    /// One call as it is stored: what was asked, and what came back, if anything did.
    package struct Recorded: Hashable, Sendable {
        package let intent: Intent
        package let outcome: Outcome?
    }

    /// The stored call of a question; `nil` when it was never asked.
    package func call(_ cycle: CycleID, _ channel: Channel) throws(StoreError) -> Recorded? {
        let sql = """
            SELECT model, prompt_digest, prompt, is_simulated, reserved_nano_usd FROM call
            WHERE position = ? AND channel = ? AND time_ms = ?
            """
        let intent = try file.read { database -> Intent? in
            let statement = try database.cachedStatement(sql: sql)
            let arguments: StatementArguments = [
                Int64(clamping: cycle.position), channel.rawValue, cycle.time.milliseconds,
            ]
            return try Row.fetchOne(statement, arguments: arguments).map { row in
                Intent(
                    cycle: cycle,
                    channel: channel,
                    model: row[0],
                    promptDigest: row[1],
                    prompt: row[2],
                    isSimulated: row[3],
                    reserved_nanoUSD: row[4]
                )
            }
        }
        guard let intent else { return nil }
        return Recorded(intent: intent, outcome: try outcome(cycle, channel))
    }

    /// The model of the newest call, and whether it was a simulated one; `nil` for an empty file.
    package func newestModel() throws(StoreError) -> (name: String, isSimulated: Bool)? {
        try file.read { database in
            let sql = "SELECT model, is_simulated FROM call ORDER BY position DESC LIMIT 1"
            return try Row.fetchOne(database, sql: sql).map { (name: $0[0], isSimulated: $0[1]) }
        }
    }
}
