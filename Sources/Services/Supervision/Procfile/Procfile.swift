/// The processes of a run, in order: lines of `NAME: COMMAND`, as foreman and honcho read them too.
///
/// Those two hand a command to a shell; here it is split into words, and what would need a shell is refused.
package struct Procfile: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package let name: SupervisedName
        /// The command's words without a leading `exec`; at least one.
        package let words: [String]
        /// The line it stands on, from 1.
        package let line: Int
    }

    /// Longest file in bytes.
    package static let sizeLimit = 65_536
    package let entries: [Entry]

    /// - Parameter text: the file.
    /// - Throws: ``ProcfileError`` naming the first line that is wrong.
    package init(parsing text: String) throws(ProcfileError) {
        guard text.utf8.count <= Self.sizeLimit else { throw .tooLong(bytes: text.utf8.count) }
        var entries: [Entry] = []
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        for (index, rawLine) in lines.enumerated() {
            let line = rawLine.trimmingSpace()
            if line.isEmpty || line.hasPrefix("#") { continue }
            let entry = try Self.entry(line, number: index + 1)
            if let first = entries.first(where: { $0.name == entry.name }) {
                throw .repeated(line: index + 1, name: entry.name.text, firstLine: first.line)
            }
            entries.append(entry)
        }
        guard !entries.isEmpty else { throw .empty }
        self.entries = entries
    }

    private static func entry(_ line: Substring, number: Int) throws(ProcfileError) -> Entry {
        guard let colon = line.firstIndex(of: ":") else { throw .noColon(line: number, text: String(line.prefix(80))) }
        let nameText = String(line[..<colon].trimmingSpace())
        let name: SupervisedName
        do {
            name = try SupervisedName(nameText)
        } catch {
            throw .badName(line: number, name: nameText)
        }
        var words: [String]
        do {
            words = try CommandWords.split(line[line.index(after: colon)...])
        } catch {
            throw .badCommand(line: number, name: nameText, cause: error)
        }
        if words.first == "exec" { words.removeFirst() }
        guard !words.isEmpty else { throw .noCommand(line: number, name: nameText) }
        return Entry(name: name, words: words, line: number)
    }

    /// - Parameter path: of the file.
    /// - Throws: ``ProcfileError``.
    package init(contentsOfFile path: String) throws(ProcfileError) {
        let text: String
        do {
            text = try TextFile.read(path)
        } catch {
            throw .unreadable(path: path, cause: error.cause)
        }
        try self.init(parsing: text)
    }

    /// The entries named, in the order of the file; all of them for no names.
    ///
    /// - Throws: ``ProcfileError/unknown(name:known:)``.
    package func entries(named names: [String]) throws(ProcfileError) -> [Entry] {
        for name in names where !entries.contains(where: { $0.name.text == name }) {
            throw .unknown(name: name, known: entries.map(\.name.text))
        }
        return names.isEmpty ? entries : entries.filter { names.contains($0.name.text) }
    }
}

extension Substring {
    /// Without spaces, tabs and carriage returns at both ends.
    func trimmingSpace() -> Substring {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" }
        guard let first = firstIndex(where: { !isSpace($0) }), let last = lastIndex(where: { !isSpace($0) }) else {
            return prefix(0)
        }
        return self[first...last]
    }
}
