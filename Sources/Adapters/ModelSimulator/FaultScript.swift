/// Which of the first requests go wrong, and how.
///
/// A text of one entry a line, for one request each: a fault's name, or `ok`; `5 429` stands for five of them. Blank lines and
/// what follows `#` are left out. Requests beyond the last entry are answered well.
package struct FaultScript: Hashable, Sendable {
    /// Requests that one script may name.
    package static let maximumEntries = 100_000

    /// `nil` for a request that is answered well.
    package let entries: [SimulatorFault?]

    package init(_ entries: [SimulatorFault?] = []) {
        self.entries = entries
    }

    /// - Parameter text: the script.
    /// - Throws: ``FaultScriptError`` naming the line.
    package init(parsing text: String) throws(FaultScriptError) {
        var entries: [SimulatorFault?] = []
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = line.prefix { $0 != "#" }
            let words = line.split { $0 == " " || $0 == "\t" || $0 == "\r" }
            guard let name = words.last else { continue }
            // A lone number is a fault's name, such as 429; before a name it is a count.
            guard words.count <= 2, let count = words.count == 2 ? Int(words[0]) : 1, count > 0 else {
                throw FaultScriptError(line: number + 1, text: String(line.prefix(80)))
            }
            guard entries.count + count <= Self.maximumEntries else {
                throw FaultScriptError(line: number + 1, text: "more than \(Self.maximumEntries) requests")
            }
            if name == "ok" {
                entries += repeatElement(nil, count: count)
            } else if let fault = SimulatorFault(rawValue: String(name)) {
                entries += repeatElement(Optional(fault), count: count)
            } else {
                throw FaultScriptError(line: number + 1, text: String(line.prefix(80)))
            }
        }
        self.entries = entries
    }
}

/// A line of a script that says nothing.
package struct FaultScriptError: Error, Hashable, Sendable, CustomStringConvertible {
    package let line: Int
    package let text: String

    package var description: String {
        "line \(line), '\(text)': write [COUNT] NAME with NAME one of ok, "
            + SimulatorFault.allCases.map(\.rawValue).joined(separator: ", ")
    }
}
