/// Which points a sweep tries.
package struct SweepGrid: Hashable, Sendable {
    /// More points than this are refused.
    package static let mostPoints = 10_000

    /// Keys in the order in which they were given.
    package let keys: [String]
    /// `key=value` texts of each point.
    package let points: [[String]]

    /// - Parameters:
    ///   - axes: texts such as `fusion.entry_threshold=45,50,55`; every combination is a point.
    ///   - list: points as lines of `key=value` separated by blanks, beside those of the axes.
    /// - Throws: ``SweepError`` for text that is no axis, a key that a sweep cannot change, or too many points.
    package init(axes: [String], list: [String]) throws(SweepError) {
        var keys: [String] = []
        var points: [[String]] = axes.isEmpty ? [] : [[]]
        for axis in axes {
            let (key, values) = try Self.parts(of: axis)
            guard !keys.contains(key) else { throw .twice(key) }
            keys.append(key)
            points = points.flatMap { point in values.map { point + ["\(key)=\($0)"] } }
            guard points.count <= Self.mostPoints else { throw .tooMany(points.count) }
        }
        for line in list {
            let words = line.split(separator: " ").map(String.init)
            guard !words.isEmpty else { continue }
            for word in words {
                let key = try Self.parts(of: word).key
                if !keys.contains(key) { keys.append(key) }
            }
            points.append(words)
        }
        var seen: Set<[String]> = []
        points = points.filter { seen.insert($0).inserted }
        guard !points.isEmpty else { throw .empty }
        guard points.count <= Self.mostPoints else { throw .tooMany(points.count) }
        self.keys = keys
        self.points = points
    }

    private static func parts(of text: String) throws(SweepError) -> (key: String, values: [String]) {
        let halves = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard halves.count == 2, !halves[0].isEmpty, !halves[1].isEmpty else { throw .malformed(text) }
        let key = halves[0]
        guard !["market.", "cycle.", "run.", "monitor."].contains(where: { key.hasPrefix($0) }) else {
            throw .fixed(key)
        }
        return (key, halves[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init))
    }
}

/// Why a sweep cannot begin.
package enum SweepError: Error, Hashable, Sendable, CustomStringConvertible {
    case empty
    case malformed(String)
    case twice(String)
    /// Every point trades the same candles at the same moments.
    case fixed(String)
    case tooMany(Int)

    package var description: String {
        switch self {
        case .empty: "there is no point; give --grid KEY=VALUE,VALUE or --list FILE"
        case .malformed(let text): "'\(text.prefix(60))' is no axis; write KEY=VALUE,VALUE"
        case .twice(let key): "--grid \(key) is given twice; put all its values into one"
        case .fixed(let key): "\(key) is the same for every point of a sweep; give it with --set"
        case .tooMany(let count): "\(count) points; allowed are at most \(SweepGrid.mostPoints)"
        }
    }
}
