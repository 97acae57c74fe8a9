/// Why a Procfile was refused.
package enum ProcfileError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(path: String, cause: String)
    case tooLong(bytes: Int)
    case empty
    case noColon(line: Int, text: String)
    case badName(line: Int, name: String)
    case noCommand(line: Int, name: String)
    case badCommand(line: Int, name: String, cause: CommandWordsError)
    case repeated(line: Int, name: String, firstLine: Int)
    case unknown(name: String, known: [String])

    package var description: String {
        switch self {
        case .unreadable(let path, let cause):
            "\(path): \(cause); name another with --procfile"
        case .tooLong(let bytes):
            "the Procfile has \(bytes) bytes, allowed are \(Procfile.sizeLimit)"
        case .empty:
            "the Procfile names no process; write lines such as 'monitor: exec .build/release/tandem keep monitor'"
        case .noColon(let line, let text):
            "Procfile line \(line): '\(text)' has no colon; write NAME: COMMAND"
        case .badName(let line, let name):
            "Procfile line \(line): '\(name)' is no name; write small letters, digits and '-', a letter first"
        case .noCommand(let line, let name):
            "Procfile line \(line): \(name) has no command; write it after the colon"
        case .badCommand(let line, let name, let cause):
            "Procfile line \(line): the command of \(name) \(cause)"
        case .repeated(let line, let name, let firstLine):
            "Procfile line \(line): \(name) stands on line \(firstLine) already; give it another name"
        case .unknown(let name, let known):
            "the Procfile names no '\(name)'; it has \(known.joined(separator: ", "))"
        }
    }
}
