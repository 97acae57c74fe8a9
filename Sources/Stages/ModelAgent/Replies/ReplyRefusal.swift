package import TradingDomain

/// Why a reply, or one symbol's part of it, was not accepted.
package struct ReplyRefusal: Hashable, Sendable {
    /// The symbol whose answer is lost; `nil` when it is the whole reply, or an entry that belongs to no symbol.
    package let symbol: Symbol?
    package let reason: Reason
    /// For a person, and for the model in a repair call: what was, and what is allowed.
    package let detail: String
    /// The typed abstention that the fusion sees.
    package let cause: AbstentionCause

    package init(symbol: Symbol? = nil, _ reason: Reason, _ detail: String) {
        self.symbol = symbol
        self.reason = reason
        self.detail = detail
        cause = reason.cause
    }

    /// There was nothing to read.
    package init(noReply cause: AbstentionCause, _ detail: String) {
        symbol = nil
        reason = .noReply
        self.detail = detail
        self.cause = cause
    }

    package enum Reason: String, Hashable, CaseIterable, Sendable {
        /// No reply came, or its envelope held none; the cause says more.
        case noReply = "no_reply"
        /// Nothing but white space.
        case blank
        case oversized
        /// A tool call or special token of the model written as text.
        case leakedMarkup = "leaked_markup"
        /// Text that holds no JSON object, or several.
        case noObject = "no_object"
        /// Not JSON; the detail names the byte.
        case json
        case truncated
        case depth
        case duplicateKey = "duplicate_key"
        /// JSON of another form than `{"decisions": [...]}`.
        case form
        case missingField = "missing_field"
        case unknownField = "unknown_field"
        case type
        case range
        case word
        case symbolNotAsked = "symbol_not_asked"
        case symbolMissing = "symbol_missing"
        case symbolTwice = "symbol_twice"
        /// HOLD with prices, or BUY and SELL without.
        case contradiction
        case priceOutOfReach = "price_out_of_reach"
        case stopOnWrongSide = "stop_on_wrong_side"
        case targetOnWrongSide = "target_on_wrong_side"
        case rewardToRisk = "reward_to_risk"
    }
}

extension ReplyRefusal.Reason {
    fileprivate var cause: AbstentionCause {
        switch self {
        case .noReply, .blank: .empty
        case .oversized: .oversized
        case .truncated: .truncated
        case .leakedMarkup, .noObject, .json, .depth, .duplicateKey: .malformed
        case .form, .missingField, .unknownField, .type, .range, .word, .symbolNotAsked, .symbolMissing, .symbolTwice,
            .contradiction:
            .schema
        case .priceOutOfReach, .stopOnWrongSide, .targetOnWrongSide, .rewardToRisk: .priceOutOfReach
        }
    }
}

extension ReplyRefusal: CustomStringConvertible {
    package var description: String {
        (symbol.map { "\($0): " } ?? "") + "\(reason.rawValue): \(detail)"
    }
}
