internal import Foundation

/// What a run was made of, so that it can be made again. Digests are SHA-256, 64 hexadecimal digits.
package struct RunManifest: Codable, Hashable, Sendable {
    /// Of the executable.
    package var binary: String
    /// Of every setting, sorted.
    package var config: String
    /// Of the candles as they were read: symbol, open time and numbers.
    package var data: String
    /// Of the prompts, or why there are none.
    package var prompts: String
    /// Of the made-up market; `nil` for stored candles.
    package var seed: UInt64?
    package var ledgerHash: String
    package var market: String
    package var models: String
    package var firstEvent: String?
    package var lastEvent: String?
    package var candles: UInt64
    package var cycles: UInt64
    package var isInterrupted: Bool
    /// Of ``digested``: equal for equal settings, candles, prompts and books.
    package var run: String

    enum CodingKeys: String, CodingKey {
        case binary, config, data, prompts, seed, market, models, candles, cycles, run
        case ledgerHash = "ledger_hash"
        case firstEvent = "first_event"
        case lastEvent = "last_event"
        case isInterrupted = "is_interrupted"
    }

    package init(
        binary: String,
        config: String,
        data: String,
        prompts: String,
        seed: UInt64?,
        ledgerHash: String,
        market: String,
        models: String,
        events: (first: String?, last: String?),
        counts: (candles: UInt64, cycles: UInt64),
        isInterrupted: Bool
    ) {
        self.binary = binary
        self.config = config
        self.data = data
        self.prompts = prompts
        self.seed = seed
        self.ledgerHash = ledgerHash
        self.market = market
        self.models = models
        (firstEvent, lastEvent) = events
        (candles, cycles) = counts
        self.isInterrupted = isInterrupted
        run = ""
    }

    /// What the digest of the run is taken over: one `key=value` a line, without the binary, which may be built anew.
    package var digested: String {
        """
        config=\(config)
        data=\(data)
        prompts=\(prompts)
        seed=\(seed.map(String.init) ?? "")
        ledger=\(ledgerHash)
        candles=\(candles)
        cycles=\(cycles)
        is_interrupted=\(isInterrupted)

        """
    }
}
