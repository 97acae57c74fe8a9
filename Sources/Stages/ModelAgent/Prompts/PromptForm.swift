import TradingDomain

/// One end of the prompt's form: the writer prints fields, the reader reads them back in the same order.
///
/// The form itself is written once, in `PromptNumbers+Form.swift`, for both ends, so they cannot drift apart.
protocol PromptForm {
    associatedtype Failure: Error

    /// A number with `decimals` digits behind the point, or `n/a`.
    mutating func number(_ name: StaticString, decimals: Int, _ value: inout Int64?) throws(Failure)
    mutating func numbers(_ name: StaticString, decimals: Int, _ values: inout [Int64]) throws(Failure)
    /// A moment in UTC, or `n/a`.
    mutating func time(_ name: StaticString, _ value: inout Int64?) throws(Failure)
    mutating func word<Word: PromptWord>(_ name: StaticString, _ value: inout Word?) throws(Failure)
    mutating func flag(_ name: StaticString, _ value: inout Bool) throws(Failure)
    mutating func levels(_ name: StaticString, _ values: inout [LevelNumbers]) throws(Failure)
    mutating func correlations(_ name: StaticString, _ values: inout [CorrelationNumbers]) throws(Failure)
}

/// A closed set of words that may stand in a prompt.
protocol PromptWord: RawRepresentable<String> {}

extension TrendFeatures.Direction: PromptWord {}
extension TrendFeatures.Strength: PromptWord {}
extension MomentumFeatures.Condition: PromptWord {}
extension Side: PromptWord {}
extension Timeframe: PromptWord {}
