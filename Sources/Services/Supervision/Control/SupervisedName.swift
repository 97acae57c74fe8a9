/// The name of something kept: a role, or a label of its own. Safe in a file name and in a terminal.
package struct SupervisedName: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let text: String

    /// - Throws: ``SupervisionError/badName(_:)`` unless it is 1 to 40 small letters, digits and `-`, a letter first.
    package init(_ text: String) throws(SupervisionError) {
        let allowed = text.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
        }
        guard allowed, text.utf8.count <= 40, let first = text.utf8.first, first >= 0x61 else {
            throw .badName(text)
        }
        self.text = text
    }

    package var description: String { text }

    package static func < (first: SupervisedName, second: SupervisedName) -> Bool { first.text < second.text }
}
