internal import Foundation
internal import JSONText

/// For a person or a program.
extension CostSheet {
    /// - Parameters:
    ///   - grouping: the table to show; `nil` shows models, symbols, savings and the month.
    ///   - limit: the last so many rows of hours, days and decisions.
    /// - Returns: lines for a terminal.
    package func text(by grouping: Grouping?, limit: Int) -> String {
        guard let stretch else { return "nothing was asked" }
        let paid = isSimulated ? "simulated models, at list prices: nothing was paid" : "as billed"
        var lines = ["account \(account), \(stretch.first) to \(stretch.last), \(paid)", ""]
        if let grouping {
            let all = self.lines(by: grouping)
            lines += Self.table(grouping.rawValue.uppercased(), Array(all.suffix(limit)))
            if all.count > limit { lines.append("the last \(limit) of \(all.count) rows; see --limit") }
            return lines.joined(separator: "\n")
        }
        lines += Self.table("MODEL", self.lines(by: .model)) + [""]
        if hasChoice { lines += Self.table("CHOICE", self.lines(by: .choice)) + [""] }
        lines += Self.table("SYMBOL", self.lines(by: .symbol))
        lines += ["", "saved"] + savedLines
        if let month {
            lines += [
                "",
                "month \(month.name): \(Self.dollars(month.spent_nanoUSD)) so far, "
                    + "\(Self.dollars(month.projected_nanoUSD)) projected at this pace",
            ]
        }
        return lines.joined(separator: "\n")
    }

    private var savedLines: [String] {
        let savings = savings
        var rows = [
            [
                "  quiet or equal",
                "\(savings.quiet) symbols with nothing to decide, \(savings.cached) with an answer "
                    + "to the same numbers", "about \(Self.dollars(savings.unasked_nanoUSD))",
            ],
            [
                "  4 h answers", "\(savings.held) questions for which one still stood",
                "about \(Self.dollars(savings.held_nanoUSD))",
            ],
            ["  prefix caching", "\(savings.prefixTokens) prompt tokens", Self.dollars(savings.prefix_nanoUSD)],
            ["  many symbols a call", "\(savings.batched) calls", ""],
        ]
        if savings.ruled > 0 { rows.append(["  budget spent", "\(savings.ruled) symbols answered by the rules", ""]) }
        return [TextTable.text(rows)]
    }

    private static func table(_ title: String, _ lines: [Line]) -> [String] {
        let head = [title, "CALLS", "FAILED", "PROMPT TOKENS", "CACHED", "ANSWER TOKENS", "USD"]
        let rows = lines.map { line in
            [
                line.name, "\(line.calls)", "\(line.failed)", "\(line.promptTokens)", "\(line.cachedTokens)",
                "\(line.replyTokens)", Self.amount(line.cost_nanoUSD),
            ]
        }
        let sum = lines.reduce(Int64(0)) { $0 + $1.cost_nanoUSD }
        return [TextTable.text([head] + rows + [["", "", "", "", "", "", Self.amount(sum)]])]
    }

    private static func dollars(_ nanoUSD: Int64) -> String { "\(amount(nanoUSD)) USD" }

    /// Six digits behind the point: a decision costs some thousandths of a cent.
    private static func amount(_ nanoUSD: Int64) -> String { String(format: "%.6f", Double(nanoUSD) / 1e9) }

    /// One object; amounts in 1e-9 USD.
    package var json: String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("account", account)
            writer.member("simulated", isSimulated)
            if let stretch {
                writer.member("from", "\(stretch.first)")
                writer.member("to", "\(stretch.last)")
            }
            writer.member("cost_nano_usd", cost_nanoUSD)
            if let month {
                writer.objectMember("month") { writer in
                    writer.member("name", month.name)
                    writer.member("spent_nano_usd", month.spent_nanoUSD)
                    writer.member("projected_nano_usd", month.projected_nanoUSD)
                }
            }
            for grouping in Grouping.allCases {
                writer.arrayMember("by_\(grouping.rawValue)") { writer in
                    for line in lines(by: grouping) { Self.write(line, into: &writer) }
                }
            }
            writer.objectMember("saved") { write(savings, into: &$0) }
        }
        return writer.text
    }

    private static func write(_ line: Line, into writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("name", line.name)
            writer.member("calls", line.calls)
            writer.member("failed", line.failed)
            writer.member("prompt_tokens", line.promptTokens)
            writer.member("cached_tokens", line.cachedTokens)
            writer.member("answer_tokens", line.replyTokens)
            writer.member("cost_nano_usd", line.cost_nanoUSD)
        }
    }

    private func write(_ savings: Savings, into writer: inout JSONWriter) {
        writer.member("quiet_symbols", savings.quiet)
        writer.member("equal_symbols", savings.cached)
        writer.member("quiet_and_equal_nano_usd", savings.unasked_nanoUSD)
        writer.member("held_questions", savings.held)
        writer.member("held_nano_usd", savings.held_nanoUSD)
        writer.member("batched_calls", savings.batched)
        writer.member("prefix_tokens", savings.prefixTokens)
        writer.member("prefix_nano_usd", savings.prefix_nanoUSD)
        writer.member("ruled_symbols", savings.ruled)
    }
}
