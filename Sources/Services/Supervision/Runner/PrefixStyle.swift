/// How the lines of each process are marked in the merged log.
package struct PrefixStyle: Hashable, Sendable {
    /// Cyan, yellow, green, magenta, blue and their bright forms: readable on dark and on light ground.
    private static let colours = [36, 33, 32, 35, 34, 96, 93, 92, 95, 94]
    private let width: Int
    private let isColoured: Bool

    /// - Parameters:
    ///   - names: of all processes, for the width of the column.
    ///   - isColoured: whether the reader is a terminal that wants colours.
    package init(names: [String], isColoured: Bool) {
        width = names.map(\.count).max() ?? 0
        self.isColoured = isColoured
    }

    /// The text before each line of the process that stands at `index`.
    package func prefix(_ name: String, index: Int) -> String {
        let padded = name + String(repeating: " ", count: max(0, width - name.count)) + " | "
        return isColoured ? "\u{1B}[\(Self.colours[index % Self.colours.count])m\(padded)\u{1B}[0m" : padded
    }
}
