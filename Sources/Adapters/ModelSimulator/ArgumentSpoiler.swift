/// Spoils the arguments of a tool call as models and gateways were seen to.
enum ArgumentSpoiler {
    static func spoiled(_ arguments: String, _ fault: SimulatorFault) -> String {
        switch fault {
        case .argumentsEmpty: "{}"
        case .argumentsBlank: String(repeating: "\n", count: 40)
        case .argumentsFenced: "```json\n\(arguments)\n```"
        case .argumentsProse: "Here is the decision:\n\(arguments)\nGood luck!"
        case .argumentsTruncated: String(arguments.dropLast(max(1, arguments.count / 3)))
        case .argumentsSecondObject: arguments + arguments
        case .argumentsTrailingComma: arguments.dropLast() + ",}"
        case .argumentsDuplicateKey: "{\"action\":\"SELL\"," + arguments.drop { $0 == "{" || $0 == " " }
        case .argumentsNotANumber: arguments.dropLast() + ",\"extra\":NaN}"
        case .argumentsArray: "[\(arguments)]"
        case .argumentsTwice:
            "\"" + arguments.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
        case .argumentsDeep: String(repeating: "[", count: 600) + String(repeating: "]", count: 600)
        case .argumentsPython: arguments.replacing("\"", with: "'")
        case .argumentsFullWidth: arguments.replacing(":", with: "：").replacing(",", with: "，")
        case .argumentsZeroWidth: "\u{200b}\(arguments)\u{200b}"
        default: arguments
        }
    }
}
