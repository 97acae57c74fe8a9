/// Variables from a file `.env`: lines of `KEY=VALUE`, with `#` comments, an optional `export`, and optional quotes.
package struct EnvironmentFile: Hashable, Sendable {
    package let variables: [String: String]

    /// - Parameter text: the file.
    /// - Throws: ``EnvironmentFileError`` naming the line. The value is not shown: it may be a key.
    package init(parsing text: String) throws(EnvironmentFileError) {
        var variables: [String: String] = [:]
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        for (index, rawLine) in lines.enumerated() {
            var line = rawLine.trimmingSpace()
            if line.isEmpty || line.hasPrefix("#") { continue }
            if line.hasPrefix("export ") { line = line.dropFirst(7).trimmingSpace() }
            guard let equals = line.firstIndex(of: "=") else { throw .noEquals(line: index + 1) }
            let key = String(line[..<equals].trimmingSpace())
            let isName = key.utf8.allSatisfy { byte in
                (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
                    || byte == 0x5F
            }
            guard isName, let first = key.first, !first.isNumber else { throw .badKey(line: index + 1) }
            variables[key] = String(Self.unquoted(line[line.index(after: equals)...].trimmingSpace()))
        }
        self.variables = variables
    }

    /// The variables of the file at `path`; none when there is no such file.
    ///
    /// - Throws: ``EnvironmentFileError``.
    package init(contentsOfFile path: String) throws(EnvironmentFileError) {
        let text: String
        do {
            text = try TextFile.read(path)
        } catch {
            guard error.isAbsent else { throw .unreadable(path: path, cause: error.cause) }
            text = ""
        }
        try self.init(parsing: text)
    }

    /// `base` with the variables of the file; what `base` has already wins.
    package func merged(under base: [String: String]) -> [String: String] {
        variables.merging(base) { _, existing in existing }
    }

    private static func unquoted(_ value: Substring) -> Substring {
        guard value.count >= 2, let first = value.first, first == value.last, first == "'" || first == "\"" else {
            return value
        }
        return value.dropFirst().dropLast()
    }
}

/// Why a file `.env` was refused.
package enum EnvironmentFileError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(path: String, cause: String)
    case noEquals(line: Int)
    case badKey(line: Int)

    package var description: String {
        switch self {
        case .unreadable(let path, let cause): "\(path): \(cause)"
        case .noEquals(let line): ".env line \(line) has no '='; write KEY=VALUE"
        case .badKey(let line): ".env line \(line): the part before '=' is no name; write letters, digits and '_'"
        }
    }
}
