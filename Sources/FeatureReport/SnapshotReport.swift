import JSONText
package import TradingDomain

/// A snapshot as text for a person, or as JSON for a program.
package struct SnapshotReport: Sendable {
    private let snapshot: FeatureSnapshot
    private let lines: [FeatureLine]

    package init(_ snapshot: FeatureSnapshot) {
        self.snapshot = snapshot
        lines = FeatureLine.lines(of: snapshot)
    }

    /// A table, a value a line; none is newer than the time in its first line. Explained, each line ends with how its
    /// value came about.
    package func table(isExplained: Bool) -> String {
        var text = "\(snapshot.symbol) as of \(snapshot.cycle.time)\n"
        var block = ""
        let width = (lines.map(\.name.count).max() ?? 0) + 2
        for line in lines {
            if line.block != block {
                block = line.block
                text += "\n\(Self.title(of: block, snapshot.entryTimeframe))\n"
            }
            text += "  \(line.name)\(String(repeating: " ", count: width - line.name.count))\(line.value.text)"
            text += isExplained ? "    (\(line.explanation))\n" : "\n"
        }
        return text
    }

    private static func title(of block: String, _ entryTimeframe: Timeframe) -> String {
        switch block {
        case "trend": "trend, \(Timeframe.fourHours)"
        case "momentum": "momentum, \(entryTimeframe)"
        default: block
        }
    }

    /// One line of JSON: shortest round-trip digits, `null` where a value is absent. Explained, a member `explanations`
    /// says how each value came about.
    package func json(isExplained: Bool) -> String {
        var writer = JSONWriter(reserving: 4096)
        writer.object { writer in
            writer.member("symbol", "\(snapshot.symbol)")
            writer.member("time", "\(snapshot.cycle.time)")
            writer.member("entry_timeframe", "\(snapshot.entryTimeframe)")
            for block in ["market", "trend", "momentum"] {
                let members = lines.filter { $0.block == block }
                if members.isEmpty {
                    writer.nullMember(block)
                } else {
                    writer.objectMember(block) { writer in
                        for line in members { line.value.write(as: line.name, to: &writer) }
                    }
                }
            }
            guard isExplained else { return }
            writer.objectMember("explanations") { writer in
                for line in lines { writer.member("\(line.block).\(line.name)", line.explanation) }
            }
        }
        return writer.text
    }
}

extension FeatureValue {
    fileprivate func write(as key: String, to writer: inout JSONWriter) {
        writer.key(key)
        switch self {
        case .number(let value): Self.write(value, to: &writer)
        case .text(let value): if let value { writer.string(value) } else { writer.null() }
        case .flag(let value): if let value { writer.bool(value) } else { writer.null() }
        case .numbers(let values): writer.array { writer in for value in values { Self.write(value, to: &writer) } }
        case .levels(let levels):
            writer.array { writer in
                for level in levels {
                    writer.object { writer in
                        writer.key("price")
                        Self.write(level.price, to: &writer)
                        writer.member("touches", level.touches)
                        writer.member("last_touch", "\(level.lastTouch)")
                        writer.key("distance_atr")
                        Self.write(level.distance, to: &writer)
                    }
                }
            }
        case .correlations(let values):
            writer.object { writer in
                for value in values {
                    writer.key("\(value.other)")
                    Self.write(value.coefficient, to: &writer)
                }
            }
        }
    }

    private static func write(_ value: Double?, to writer: inout JSONWriter) {
        if let value, value.isFinite { writer.raw("\(value)") } else { writer.null() }
    }
}
