/// Which fields of a message must be there, by number, and the name under which a missing one is refused.
struct Shape: Sendable {
    var required: [Int: String]
    /// Fields whose absence has a meaning of its own.
    var optional: Set<Int> = []
    var nested: [Int: Shape] = [:]

    static let cycle = Shape(required: [1: "cycle.position", 2: "cycle.time_ms"])
    static let candle = Shape(
        required: [
            1: "candle.symbol", 2: "candle.timeframe", 3: "candle.open_time_ms", 4: "candle.open_e8",
            5: "candle.high_e8", 6: "candle.low_e8", 7: "candle.close_e8", 8: "candle.volume_e8",
        ]
    )
    static let candleEvent = Shape(
        required: [1: "event.position", 2: "event.time_ms", 3: "event.kind"],
        nested: [3: candle]
    )
    static let gapEvent = Shape(
        required: [1: "event.position", 2: "event.time_ms", 4: "event.kind"],
        nested: [4: Shape(required: [1: "gap.symbol", 2: "gap.timeframe", 3: "gap.from_ms", 4: "gap.to_ms"])]
    )
    static let macd = Shape(required: [1: "macd.line", 2: "macd.signal", 3: "macd.histogram"])
    static let level = Shape(
        required: [1: "level.price", 2: "level.touches", 3: "level.last_touch_ms", 4: "level.distance_atr"]
    )
    static let trend = Shape(
        required: [1: "trend.close_time_ms", 2: "trend.close_e8"],
        optional: Set(3...16),
        nested: [
            7: macd, 12: Shape(required: [1: "bollinger.upper", 2: "bollinger.middle", 3: "bollinger.lower"]),
            15: level, 16: level,
        ]
    )
    static let momentum = Shape(
        required: [1: "momentum.close_time_ms", 2: "momentum.close_e8"],
        optional: Set(3...20),
        nested: [5: macd, 9: Shape(required: [1: "breakout.side", 2: "breakout.level", 3: "breakout.excess_atr"])]
    )
    static let snapshot = Shape(
        required: [
            1: "snapshot.symbol", 2: "cycle", 3: "snapshot.freshness", 4: "snapshot.entry_timeframe",
            9: "snapshot.has_gap_in_window",
        ],
        optional: [5, 6, 7, 8, 10, 11, 12],
        nested: [
            2: cycle, 3: Shape(required: [1: "freshness.state"]), 6: trend, 7: momentum,
            12: Shape(required: [1: "correlation.other", 2: "correlation.coefficient"]),
        ]
    )
    static let request = Shape(
        required: [1: "cycle", 2: "request.channel"],
        optional: [3, 4, 5],
        nested: [
            1: cycle, 3: snapshot,
            4: Shape(
                required: [1: "account_view.used_percent"],
                optional: [2],
                nested: [
                    2: Shape(
                        required: [
                            1: "open_position.symbol", 2: "open_position.side", 3: "open_position.size_percent",
                            4: "open_position.average_price_e8", 5: "open_position.stop_loss_e8",
                            6: "open_position.take_profit_e8",
                        ]
                    )
                ]
            ),
        ]
    )
    static let decision = Shape(
        required: [
            1: "decision.symbol", 2: "decision.action", 3: "decision.confidence", 4: "decision",
            5: "decision.reasoning", 7: "decision.risk_level", 8: "decision.risk_score", 10: "decision.time_ms",
        ],
        optional: [6, 9],
        nested: [
            4: Shape(
                required: [
                    1: "plan.entry_e8", 2: "plan.stop_loss_e8", 3: "plan.take_profit_e8",
                    4: "plan.position_size_percent", 5: "plan.leverage",
                ]
            ),
            6: Shape(required: [1: "view.channel", 2: "view.action", 3: "view.confidence"]),
        ]
    )
    static let answer = Shape(
        required: [1: "answer.slot", 2: "answer.channel", 3: "answer.symbol", 4: "answer.outcome"],
        nested: [4: decision]
    )
    static let order = Shape(
        required: [
            1: "order.id", 2: "order.side", 3: "order.quantity_e8", 4: "order.stop_loss_e8", 5: "order.stop_loss_e8",
            6: "order.leverage", 7: "order.reference_price_e8", 8: "cycle",
        ],
        nested: [8: cycle]
    )
    static let vote = Shape(required: [1: "vote.outcome", 2: "vote.score_hundredths", 3: "vote.voters"])
    static let verdict = Shape(required: [1: "verdict.decision", 2: "verdict.outcome"], nested: [2: order])
    static let record = Shape(
        required: [1: "cycle"],
        optional: [2],
        nested: [
            1: cycle,
            2: Shape(
                required: [
                    1: "record.symbol", 3: "record.freshness", 5: "record.direction_vote", 6: "record.entry_vote",
                    7: "record.fused_score_hundredths", 8: "record.decision",
                ],
                optional: [2, 4, 9, 10, 11],
                nested: [4: answer, 5: vote, 6: vote, 8: decision, 9: verdict]
            ),
        ]
    )
    static let fill = Shape(
        required: [
            1: "fill.order", 2: "fill.cause", 3: "fill.side", 4: "fill.quantity_e8", 5: "fill.price_e8",
            6: "fill.fee_e8", 7: "fill.realised_profit_e8", 8: "fill.time_ms", 9: "fill.position",
        ]
    )
    static let entry = Shape(
        required: [1: "ledger.sequence", 2: "ledger.time_ms", 5: "ledger.kind"],
        optional: [7],
        nested: [5: fill, 7: Shape(required: [1: "posting.account", 2: "posting.asset", 3: "posting.amount_e8"])]
    )
    static let position = Shape(
        required: [
            1: "position.symbol", 2: "position.side", 3: "position.quantity_e8", 4: "position.average_price_e8",
            5: "position.stop_loss_e8", 6: "position.take_profit_e8", 7: "position.leverage", 8: "position.opened_by",
            9: "position.opened_at_ms",
        ]
    )
    static let account = Shape(
        required: [
            1: "account.position", 2: "account.time_ms", 3: "account.initial_equity_e8", 4: "account.cash_e8",
            5: "account.equity_e8", 8: "account.record",
        ],
        optional: [6, 7],
        nested: [
            6: Shape(
                required: [1: "holding.position", 2: "holding.mark_e8", 3: "holding.open_profit_e8"],
                nested: [1: position]
            ),
            7: order,
            8: Shape(
                required: [
                    1: "record.peak_equity_e8", 2: "record.day_ms", 3: "record.day_start_equity_e8",
                    4: "record.fees_e8",
                    5: "record.fees_at_day_start_e8", 6: "record.loss_streak", 8: "record.transfers_e8",
                ],
                optional: [7]
            ),
        ]
    )
    static let point = Shape(
        required: [
            1: "equity.position", 2: "equity.time_ms", 3: "equity.cash_e8", 4: "equity.equity_e8",
            5: "equity.exposure_e8",
        ]
    )
    static let books = Shape(
        required: [
            1: "books.verified", 2: "books.hash", 3: "books.entries", 4: "books.cursor", 5: "books.orders",
            6: "books.fills", 7: "books.initial_equity_e8", 8: "books.equity_e8", 9: "books.cash_e8",
        ]
    )
}
