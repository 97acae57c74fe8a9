internal import GRDB
package import TradingDomain

/// Every call of one slot to its model: the intent and the reservation before it leaves, the raw reply before it is
/// parsed. A crash between the two leaves the reservation spent and the question open for one repeat with the same key.
///
/// One value per file, owned by one task.
package struct CallStore: Sendable {
    let file: StoreFile

    private static let schema = StoreSchema(
        kind: "calls",
        migrations: [
            """
            CREATE TABLE call (
                position INTEGER NOT NULL, channel TEXT NOT NULL, time_ms INTEGER NOT NULL, day INTEGER NOT NULL,
                model TEXT NOT NULL, prompt_digest TEXT NOT NULL, prompt TEXT NOT NULL, is_simulated INTEGER NOT NULL,
                reserved_nano_usd INTEGER NOT NULL,
                status INTEGER, reply BLOB, failure TEXT, cost_nano_usd INTEGER,
                prompt_tokens INTEGER, cached_tokens INTEGER, completion_tokens INTEGER,
                PRIMARY KEY (position, channel)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX call_day ON call (day);
            """
        ]
    )

    /// What is known before the call leaves.
    package struct Intent: Hashable, Sendable {
        package let cycle: CycleID
        package let channel: Channel
        package let model: String
        package let promptDigest: String
        package let prompt: String
        /// No real model answers.
        package let isSimulated: Bool
        package let reserved_nanoUSD: Int64

        package init(
            cycle: CycleID,
            channel: Channel,
            model: String,
            promptDigest: String,
            prompt: String,
            isSimulated: Bool,
            reserved_nanoUSD: Int64
        ) {
            self.cycle = cycle
            self.channel = channel
            self.model = model
            self.promptDigest = promptDigest
            self.prompt = prompt
            self.isSimulated = isSimulated
            self.reserved_nanoUSD = reserved_nanoUSD
        }
    }

    /// What came back, raw, or why nothing did.
    package struct Outcome: Hashable, Sendable {
        package var status: Int?
        package var reply: [UInt8]?
        /// An ``AbstentionCause``; `nil` when a reply came.
        package var failure: String?
        package var cost_nanoUSD: Int64
        package var promptTokens: Int
        package var cachedTokens: Int
        package var completionTokens: Int

        package init(
            status: Int?,
            reply: [UInt8]?,
            failure: String?,
            cost_nanoUSD: Int64,
            promptTokens: Int = 0,
            cachedTokens: Int = 0,
            completionTokens: Int = 0
        ) {
            self.status = status
            self.reply = reply
            self.failure = failure
            self.cost_nanoUSD = cost_nanoUSD
            self.promptTokens = promptTokens
            self.cachedTokens = cachedTokens
            self.completionTokens = completionTokens
        }
    }

    /// - Throws: ``StoreError``.
    package init(path: String, durability: Durability) throws(StoreError) {
        file = try StoreFile(path: path, schema: Self.schema, durability: durability)
    }

    /// Writes what is about to be asked. A repeat of an open question keeps its first reservation.
    package func reserve(_ intent: Intent) throws(StoreError) {
        try file.write { database in
            let statement = try database.cachedStatement(
                sql: """
                    INSERT OR IGNORE INTO call
                    (position, channel, time_ms, day, model, prompt_digest, prompt, is_simulated, reserved_nano_usd)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """
            )
            statement.setUncheckedArguments([
                Int64(intent.cycle.position), intent.channel.rawValue, intent.cycle.time.milliseconds,
                Self.day(intent.cycle.time), intent.model, intent.promptDigest, intent.prompt, intent.isSimulated,
                intent.reserved_nanoUSD,
            ])
            try statement.execute()
        }
    }

    /// Writes what came back; the first outcome of a question stays.
    package func settle(_ cycle: CycleID, _ channel: Channel, _ outcome: Outcome) throws(StoreError) {
        try file.write { database in
            let statement = try database.cachedStatement(
                sql: """
                    UPDATE call SET status = ?, reply = ?, failure = ?, cost_nano_usd = ?, prompt_tokens = ?,
                    cached_tokens = ?, completion_tokens = ?
                    WHERE position = ? AND channel = ? AND cost_nano_usd IS NULL
                    """
            )
            statement.setUncheckedArguments([
                outcome.status, outcome.reply.map(Blob.init), outcome.failure, outcome.cost_nanoUSD,
                outcome.promptTokens, outcome.cachedTokens, outcome.completionTokens, Int64(cycle.position),
                channel.rawValue,
            ])
            try statement.execute()
        }
    }

    /// The stored outcome of a question; `nil` when it was never asked or never came back.
    package func outcome(_ cycle: CycleID, _ channel: Channel) throws(StoreError) -> Outcome? {
        try file.read { database in
            let statement = try database.cachedStatement(
                sql: """
                    SELECT status, reply, failure, cost_nano_usd, prompt_tokens, cached_tokens, completion_tokens
                    FROM call WHERE position = ? AND channel = ? AND cost_nano_usd IS NOT NULL
                    """
            )
            let arguments: StatementArguments = [Int64(clamping: cycle.position), channel.rawValue]
            return try Row.fetchOne(statement, arguments: arguments).map { row in
                Outcome(
                    status: row[0],
                    reply: Blob.fromDatabaseValue(row[1])?.bytes,
                    failure: row[2],
                    cost_nanoUSD: row[3],
                    promptTokens: row[4],
                    cachedTokens: row[5],
                    completionTokens: row[6]
                )
            }
        }
    }

    /// What was reserved for a question that never came back; `nil` when it was never asked or has an outcome.
    package func reserved(_ cycle: CycleID, _ channel: Channel) throws(StoreError) -> Int64? {
        try file.read { database in
            let statement = try database.cachedStatement(
                sql: """
                    SELECT reserved_nano_usd FROM call WHERE position = ? AND channel = ? AND cost_nano_usd IS NULL
                    """
            )
            return try Int64.fetchOne(statement, arguments: [Int64(clamping: cycle.position), channel.rawValue])
        }
    }

    /// What an event day has cost so far: settled costs, and the reservations of what never came back.
    package func spent(onDayOf time: Timestamp) throws(StoreError) -> Int64 {
        try file.read { database in
            let statement = try database.cachedStatement(
                sql: "SELECT coalesce(sum(coalesce(cost_nano_usd, reserved_nano_usd)), 0) FROM call WHERE day = ?"
            )
            return try Int64.fetchOne(statement, arguments: [Self.day(time)]) ?? 0
        }
    }

    private static func day(_ time: Timestamp) -> Int64 { time.milliseconds / 86_400_000 }

    package func close() throws(StoreError) { try file.close() }
}
