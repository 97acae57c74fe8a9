import JSONText

/// Changes one place of a good reply, in any of the three protocols.
struct ReplyEditor {
    let isNative: Bool

    func edited(_ reply: JSONValue, _ fault: SimulatorFault) -> JSONValue {
        if let edited = envelope(reply, fault) { return edited }
        return choice(of: reply) { choice in
            switch fault {
            case .finishLength: choice.setting("finish_reason", to: .string("length"))
            case .finishFilter: choice.setting("finish_reason", to: .string("content_filter"))
            case .finishNoResource: choice.setting("finish_reason", to: .string("insufficient_system_resource"))
            case .finishAborted: choice.setting("finish_reason", to: .string("aborted"))
            case .finishNull: choice.setting("finish_reason", to: isNative ? .string("null") : .null)
            case .finishUnknown: choice.setting("finish_reason", to: .string("tired"))
            case .thinkingAteBudget:
                choice.setting("finish_reason", to: .string("length")).changing("message") { message in
                    message.removing("tool_calls").setting("content", to: .null)
                        .setting("reasoning_content", to: .string("Let me think about"))
                }
            default: choice.changing("message") { self.message($0, fault, stoppingIn: choice) }
            }
        }
    }

    private func envelope(_ reply: JSONValue, _ fault: SimulatorFault) -> JSONValue? {
        switch fault {
        case .errorInside:
            .object([
                JSONMember(
                    key: "error",
                    value: .object([
                        JSONMember(key: "message", value: .string("upstream failed")),
                        JSONMember(key: "code", value: .string("internal_error")),
                    ])
                )
            ])
        case .noChoices: output(of: reply) { $0.removing("choices") }
        case .emptyChoices: output(of: reply) { $0.setting("choices", to: .array([])) }
        case .twoChoices:
            output(of: reply) { output in
                output.changing("choices") { choices in .array((choices.array ?? []) + (choices.array ?? [])) }
            }
        case .nullOutput: isNative ? reply.setting("output", to: .null) : reply.setting("choices", to: .null)
        case .usageMissing: reply.removing("usage")
        case .usageNull: reply.setting("usage", to: .null)
        case .usageText:
            reply.changing("usage") { usage in
                .object((usage.members ?? []).map { JSONMember(key: $0.key, value: .string("12")) })
            }
        case .usageNegative:
            reply.changing("usage") { usage in
                .object((usage.members ?? []).map { JSONMember(key: $0.key, value: .number("-1")) })
            }
        case .otherModel: reply.setting("model", to: .string("another-model-2027"))
        default: nil
        }
    }

    private func message(_ message: JSONValue, _ fault: SimulatorFault, stoppingIn choice: JSONValue) -> JSONValue {
        let calls = message["tool_calls"]?.array ?? []
        let arguments = calls.first?["function"]?["arguments"]?.string ?? ""
        func saying(_ text: String) -> JSONValue {
            message.removing("tool_calls").setting("content", to: .string(text))
        }
        func call(_ change: (JSONValue) -> JSONValue) -> JSONValue {
            message.setting("tool_calls", to: .array(calls.map(change)))
        }
        func arguing(_ value: JSONValue) -> JSONValue {
            call { $0.changing("function") { $0.setting("arguments", to: value) } }
        }
        switch fault {
        case .emptyContent: return saying("")
        case .textAnswer: return saying(arguments)
        case .fencedAnswer: return saying("```json\n\(arguments)\n```")
        case .leakedMarkup:
            return saying("<｜DSML｜tool_calls>\n<｜DSML｜invoke name=\"submit_decision\">\(arguments)</｜DSML｜invoke>")
        case .emptyToolCalls: return message.setting("tool_calls", to: .array([]))
        case .twoCallsAlike: return message.setting("tool_calls", to: .array(calls + calls))
        case .twoCallsDiffer:
            let other = calls.map { $0.changing("function") { $0.setting("arguments", to: .string("{}")) } }
            return message.setting("tool_calls", to: .array(calls + other))
        case .wrongTool: return call { $0.changing("function") { $0.setting("name", to: .string("place_order")) } }
        case .namelessTool: return call { $0.changing("function") { $0.removing("name") } }
        case .otherCallType: return call { $0.setting("type", to: .string("custom")) }
        case .argumentsObject:
            return arguing((try? JSONReader.read(text: arguments)) ?? .object([]))
        case .argumentsNull: return arguing(.null)
        case .argumentsMissing: return call { $0.changing("function") { $0.removing("arguments") } }
        default: return arguing(.string(ArgumentSpoiler.spoiled(arguments, fault)))
        }
    }

    private func output(of reply: JSONValue, _ change: (JSONValue) -> JSONValue) -> JSONValue {
        isNative ? reply.changing("output", change) : change(reply)
    }

    private func choice(of reply: JSONValue, _ change: (JSONValue) -> JSONValue) -> JSONValue {
        output(of: reply) { output in
            output.changing("choices") { choices in .array((choices.array ?? []).map(change)) }
        }
    }
}

extension JSONValue {
    /// The object with the member set in place, or added at the end.
    fileprivate func setting(_ key: String, to value: JSONValue) -> JSONValue {
        guard var members else { return self }
        let member = JSONMember(key: key, value: value)
        if let index = members.firstIndex(where: { $0.key == key }) {
            members[index] = member
        } else {
            members.append(member)
        }
        return .object(members)
    }

    fileprivate func removing(_ key: String) -> JSONValue {
        guard let members else { return self }
        return .object(members.filter { $0.key != key })
    }

    fileprivate func changing(_ key: String, _ change: (JSONValue) -> JSONValue) -> JSONValue {
        guard let value = self[key] else { return self }
        return setting(key, to: change(value))
    }
}
