internal import GRDB
package import TradingDomain

/// Every call of one slot to its model: the intent and the reservation before it leaves, the raw reply before it is
/// parsed, and what was not asked. A crash between the two leaves the reservation spent and the question open for one
/// repeat with the same key.
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
            """,
            """
            CREATE TABLE part (
                position INTEGER NOT NULL, channel TEXT NOT NULL, part INTEGER NOT NULL, is_repair INTEGER NOT NULL,
                time_ms INTEGER NOT NULL, model TEXT NOT NULL, prompt_digest TEXT NOT NULL, prompt TEXT NOT NULL,
                symbols TEXT NOT NULL, is_simulated INTEGER NOT NULL, reserved_nano_usd INTEGER NOT NULL,
                status INTEGER, reply BLOB, failure TEXT, cost_nano_usd INTEGER,
                prompt_tokens INTEGER, cached_tokens INTEGER, completion_tokens INTEGER,
                PRIMARY KEY (position, channel, part, is_repair)
            ) STRICT, WITHOUT ROWID;
            INSERT INTO part
            SELECT position, channel, 0, 0, time_ms, model, prompt_digest, prompt, '', is_simulated, reserved_nano_usd,
                status, reply, failure, cost_nano_usd, prompt_tokens, cached_tokens, completion_tokens
            FROM call;
            DROP TABLE call;
            ALTER TABLE part RENAME TO call;
            CREATE INDEX call_time ON call (time_ms);
            CREATE TABLE unasked (
                position INTEGER NOT NULL, channel TEXT NOT NULL, time_ms INTEGER NOT NULL,
                quiet TEXT NOT NULL, cached TEXT NOT NULL, ruled TEXT NOT NULL, step TEXT NOT NULL,
                saved_nano_usd INTEGER NOT NULL,
                PRIMARY KEY (position, channel)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX unasked_time ON unasked (time_ms);
            """,
            "ALTER TABLE call ADD COLUMN duration_ms INTEGER;",
            "ALTER TABLE call ADD COLUMN choice TEXT;",
        ]
    )

    /// - Throws: ``StoreError``.
    package init(path: String, durability: Durability) throws(StoreError) {
        file = try StoreFile(path: path, schema: Self.schema, durability: durability)
    }

    /// Writes what is about to be asked. A repeat of an open question keeps its first reservation.
    package func reserve(_ intent: Intent) throws(StoreError) {
        try file.write { try Self.reserve(intent, in: $0) }
    }

    /// Writes what came back; the first outcome of a call stays.
    package func settle(_ key: Key, _ outcome: Outcome) throws(StoreError) {
        try file.write { try Self.settle(key, outcome, in: $0) }
    }

    /// Writes a call that never left this process, with its outcome, in one transaction.
    package func record(_ intent: Intent, _ outcome: Outcome) throws(StoreError) {
        try file.write { database in
            try Self.reserve(intent, in: database)
            try Self.settle(intent.key, outcome, in: database)
        }
    }

    private static func reserve(_ intent: Intent, in database: Database) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO call
                (position, channel, part, is_repair, time_ms, model, prompt_digest, prompt, symbols, is_simulated,
                 reserved_nano_usd, choice)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        statement.setUncheckedArguments([
            Int64(intent.key.cycle.position), intent.key.channel.rawValue, intent.key.part, intent.key.isRepair,
            intent.key.cycle.time.milliseconds, intent.model, intent.promptDigest, intent.prompt,
            list(intent.symbols), intent.isSimulated, intent.reserved_nanoUSD, intent.choice?.description,
        ])
        try statement.execute()
    }

    private static func settle(_ key: Key, _ outcome: Outcome, in database: Database) throws {
        let statement = try database.cachedStatement(
            sql: """
                UPDATE call SET status = ?, reply = ?, failure = ?, cost_nano_usd = ?, prompt_tokens = ?,
                cached_tokens = ?, completion_tokens = ?, duration_ms = ?
                WHERE position = ? AND channel = ? AND part = ? AND is_repair = ? AND cost_nano_usd IS NULL
                """
        )
        statement.setUncheckedArguments([
            outcome.status, outcome.reply.map(Blob.init), outcome.failure, outcome.cost_nanoUSD,
            outcome.promptTokens, outcome.cachedTokens, outcome.completionTokens, outcome.duration_ms,
            Int64(key.cycle.position), key.channel.rawValue, key.part, key.isRepair,
        ])
        try statement.execute()
    }

    /// Writes what was not asked; the first word of a question stays.
    package func note(_ unasked: Unasked) throws(StoreError) {
        try file.write { database in
            let statement = try database.cachedStatement(
                sql: """
                    INSERT OR IGNORE INTO unasked
                    (position, channel, time_ms, quiet, cached, ruled, step, saved_nano_usd)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """
            )
            statement.setUncheckedArguments([
                Int64(unasked.cycle.position), unasked.channel.rawValue, unasked.cycle.time.milliseconds,
                Self.list(unasked.quiet), Self.list(unasked.cached), Self.list(unasked.ruled), unasked.step,
                unasked.saved_nanoUSD,
            ])
            try statement.execute()
        }
    }

    /// What event time from `start` on has cost: settled costs, and the reservations of what never came back.
    package func spent(since start: Timestamp) throws(StoreError) -> Int64 {
        try file.read { database in
            let statement = try database.cachedStatement(
                sql: "SELECT coalesce(sum(coalesce(cost_nano_usd, reserved_nano_usd)), 0) FROM call WHERE time_ms >= ?"
            )
            return try Int64.fetchOne(statement, arguments: [start.milliseconds]) ?? 0
        }
    }

    static func list(_ symbols: [Symbol]) -> String { symbols.map(\.description).joined(separator: " ") }

    package func close() throws(StoreError) { try file.close() }
}
