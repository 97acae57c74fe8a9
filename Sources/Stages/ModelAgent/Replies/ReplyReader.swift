import JSONText
package import TradingDomain

/// The one way from a model's words to decisions: accept or refuse with a named reason, never repair a number, never
/// pick one of several different objects.
///
/// Accepted are `{"decisions": [...]}`, that object as the `arguments` of an envelope that names the tool, and, for a
/// question about one symbol, the entry alone. Each symbol stands by itself: a bad entry costs that symbol's answer
/// and no other. An entry for a symbol that was not asked is reported and not used; a symbol that stands twice is
/// accepted when both entries say the same, else refused.
package struct ReplyReader: Sendable {
    package let limits: ReplyLimits

    package init(limits: ReplyLimits = ReplyLimits()) { self.limits = limits }

    /// Reads the arguments of the tool call.
    ///
    /// - Parameters:
    ///   - text: the arguments as the provider passed them on.
    ///   - request: what was asked; prices are judged by its snapshots.
    ///   - slot: whose answers these are.
    /// - Returns: an answer for each snapshot, and the reasons of every refusal.
    package func read(_ text: String, request: ModelRequest, slot: String) -> ReplyReading {
        do throws(RefusedReply) {
            let entries = try entries(in: text, isSingle: request.snapshots.count == 1)
            return reading(of: entries, request: request, slot: slot)
        } catch {
            return .refused(error.refusal(of: nil), request: request, slot: slot)
        }
    }

    private func entries(in text: String, isSingle: Bool) throws(RefusedReply) -> [JSONValue] {
        let bytes = try ReplyText.object(in: text, limits: limits)
        var value: JSONValue
        do throws(JSONReadingError) {
            value = try JSONReader.read(bytes, maximumDepth: limits.mostDepth)
        } catch {
            throw RefusedReply(Self.reason(of: error), "\(error)")
        }
        if let envelope = value.members, envelope.count == 2, value["name"]?.string == DecisionTool.name,
            let arguments = value["arguments"], arguments.members != nil
        {
            value = arguments
        }
        guard let members = value.members else {
            throw RefusedReply(.form, "the reply is of type \(value.kind); wanted the object {\"decisions\": [...]}")
        }
        if let decisions = value["decisions"] {
            guard members.count == 1 else {
                throw RefusedReply(
                    .unknownField,
                    "'decisions' has \(members.count - 1) keys beside it; none is allowed"
                )
            }
            guard let entries = decisions.array else {
                throw RefusedReply(.type, "'decisions' is of type \(decisions.kind); wanted an array")
            }
            return entries
        }
        guard isSingle, value["action"] != nil else {
            throw RefusedReply(.missingField, "the reply has no key 'decisions'")
        }
        return [value]
    }

    private func reading(of entries: [JSONValue], request: ModelRequest, slot: String) -> ReplyReading {
        var refusals: [ReplyRefusal] = []
        var found: [[TradingDecisionResult]] = Array(repeating: [], count: request.snapshots.count)
        for entry in entries {
            do throws(RefusedReply) {
                let index = try snapshotIndex(of: entry, request)
                let snapshot = request.snapshots[index]
                let question = ReplyQuestion(snapshot: snapshot, channel: request.channel, slot: slot, limits: limits)
                do throws(RefusedReply) {
                    found[index].append(.success(try question.decision(from: entry)))
                } catch {
                    found[index].append(.failure(error))
                }
            } catch {
                refusals.append(error.refusal(of: nil))
            }
        }
        var answers: [ModelAnswer] = []
        for (snapshot, results) in zip(request.snapshots, found) {
            let outcome: ModelAnswer.Outcome
            do throws(RefusedReply) {
                outcome = .decided(try Self.single(results))
            } catch {
                let refusal = error.refusal(of: snapshot.symbol)
                refusals.append(refusal)
                outcome = .abstained(refusal.cause)
            }
            answers.append(
                ModelAnswer(slot: slot, channel: request.channel, symbol: snapshot.symbol, outcome: outcome)
            )
        }
        return ReplyReading(answers: answers, refusals: refusals)
    }

    private typealias TradingDecisionResult = Result<TradingDecision, RefusedReply>

    /// The decision of a symbol's entries: there must be one, or several that say the same.
    private static func single(_ results: [TradingDecisionResult]) throws(RefusedReply) -> TradingDecision {
        guard let first = results.first else {
            throw RefusedReply(.symbolMissing, "the reply has no entry for this symbol")
        }
        let decision = try first.get()
        for other in results.dropFirst() where try other.get() != decision {
            throw RefusedReply(.symbolTwice, "\(results.count) different entries for this symbol; one is allowed")
        }
        return decision
    }

    private func snapshotIndex(of entry: JSONValue, _ request: ModelRequest) throws(RefusedReply) -> Int {
        guard let value = entry["symbol"] else {
            throw entry.members == nil
                ? RefusedReply(.type, "an entry is of type \(entry.kind); wanted an object")
                : RefusedReply(.missingField, "an entry has no key 'symbol'")
        }
        guard let text = value.string else {
            throw RefusedReply(.type, "an entry's 'symbol' is of type \(value.kind); wanted a string")
        }
        guard let symbol = try? Symbol(text), let index = request.snapshots.firstIndex(where: { $0.symbol == symbol })
        else { throw RefusedReply(.symbolNotAsked, "'\(text.prefix(40))' was not asked") }
        return index
    }

    private static func reason(of error: JSONReadingError) -> ReplyRefusal.Reason {
        switch error {
        case .empty: .blank
        case .cutShort: .truncated
        case .tooDeep: .depth
        case .duplicateKey: .duplicateKey
        case .unexpected, .trailingText, .invalidUTF8, .loneSurrogate: .json
        }
    }
}
