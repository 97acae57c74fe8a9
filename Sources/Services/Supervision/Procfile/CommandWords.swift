/// Splits a command into words, as a shell would if it had nothing but spaces and quotes.
enum CommandWords {
    /// What a shell would act on: pipes, lists, redirection, expansion, patterns, groups, escapes, comments.
    private static let refused: Set<Unicode.Scalar> = [
        "|", "&", ";", "<", ">", "(", ")", "$", "`", "\\", "*", "?", "[", "]", "{", "}", "!",
    ]

    /// - Parameter text: one line.
    /// - Returns: the words; `'…'` and `"…"` keep spaces.
    /// - Throws: ``CommandWordsError`` for anything that would need a shell.
    static func split(_ text: Substring) throws(CommandWordsError) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Unicode.Scalar?
        for character in text.unicodeScalars {
            if character.value < 0x20 || character.value == 0x7F, character != "\t" { throw .controlCharacter }
            if let open = quote {
                if character == open {
                    quote = nil
                } else if open == "\"", character == "$" || character == "`" || character == "\\" {
                    throw .needsShell(String(character))
                } else {
                    word?.unicodeScalars.append(character)
                }
            } else if character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if character == " " || character == "\t" {
                if let word { words.append(word) }
                word = nil
            } else if refused.contains(character) || (word == nil && (character == "~" || character == "#")) {
                throw .needsShell(String(character))
            } else {
                word = word ?? ""
                word?.unicodeScalars.append(character)
            }
        }
        guard quote == nil else { throw .openQuote }
        if let word { words.append(word) }
        let command = words.first == "exec" ? words.dropFirst().first : words.first
        if let command, isAssignment(command) { throw .assignment(command) }
        return words
    }

    /// Whether a shell would take the word as `NAME=value`.
    private static func isAssignment(_ word: String) -> Bool {
        guard let equals = word.firstIndex(of: "="), equals > word.startIndex else { return false }
        return word[..<equals].allSatisfy { $0 == "_" || ($0.isASCII && ($0.isLetter || $0.isNumber)) }
    }
}

/// Why a command cannot be split into words.
package enum CommandWordsError: Error, Hashable, Sendable, CustomStringConvertible {
    case needsShell(String)
    case assignment(String)
    case openQuote
    case controlCharacter

    /// Continues "the command of NAME".
    package var description: String {
        switch self {
        case .needsShell(let text):
            "has '\(text)', which needs a shell, and no shell is used; put it in single quotes or in a script of its own"
        case .assignment(let word):
            "begins with '\(word)'; set variables in the file .env beside the Procfile"
        case .openQuote: "has a quote without its end; close it"
        case .controlCharacter: "has a control character; remove it"
        }
    }
}
