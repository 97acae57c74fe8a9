internal import Backtesting
internal import Foundation
internal import JSONText
internal import TradingDomain

/// What a stretch of the market costs, for a person or a program. USD are of a month of 30 days.
struct CostTable {
    private static let month_ms = 30.0 * 86_400_000
    private let rows: [CostRun.Row]

    /// - Parameter rows: the one with all savings first.
    init(_ rows: [CostRun.Row]) { self.rows = rows }

    private var bills: [ModelBill] { rows.first?.bills ?? [] }

    /// Milliseconds from the first to the last question; one cycle more would be the whole stretch.
    private var stretch_ms: Double {
        guard let first = bills.compactMap(\.first).min(), let last = bills.compactMap(\.last).max() else { return 0 }
        return Double(last.milliseconds(since: first))
    }

    private func month(_ nanoUSD: Int64) -> Double {
        stretch_ms > 0 ? Double(nanoUSD) / 1e9 * Self.month_ms / stretch_ms : 0
    }

    var text: String {
        guard stretch_ms > 0, let first = bills.compactMap(\.first).min(), let last = bills.compactMap(\.last).max()
        else { return "no question was asked; give more candles, or an earlier --since" }
        let days = String(format: "%.1f", stretch_ms / 86_400_000)
        var lines = ["\(first) to \(last), \(days) days; USD a month of 30 days, tokens counted within 6 %", ""]
        lines += columns(
            [["SLOT", "MODEL", "CALLS", "SYMBOLS ASKED", "QUIET", "SAME", "PROMPT TOKENS", "CACHED", "ANSWER", "USD"]]
                + bills.flatMap(lines(of:))
        )
        let all = total(rows[0])
        lines += ["", "\(dollars(all.cost)) USD a month for \(bills.map(\.slot).joined(separator: " and "))", ""]
        guard rows.count > 1 else { return lines.joined(separator: "\n") }
        let most = rows.first { $0.name == "asking every time" }.map(total)
        lines += columns(
            [["", "CALLS", "SYMBOLS ASKED", "USD", "CALLS SAVED", "USD SAVED"]]
                + rows.map { row in
                    let sum = total(row)
                    let isDearer = row.name.hasPrefix("strong")
                    return [
                        row.name, "\(sum.calls)", "\(sum.asked)", dollars(sum.cost),
                        most.map { isDearer ? "" : share(sum.calls, of: $0.calls) } ?? "",
                        most.map { isDearer ? "" : share(Int(sum.cost), of: Int($0.cost)) } ?? "",
                    ]
                }
        )
        return lines.joined(separator: "\n")
    }

    var json: String {
        var writer = JSONWriter()
        writer.object { writer in
            Self.number("days", stretch_ms / 86_400_000, into: &writer)
            writer.arrayMember("rows") { writer in
                for row in rows {
                    writer.object { writer in
                        let sum = total(row)
                        writer.member("name", row.name)
                        writer.member("calls", sum.calls)
                        writer.member("symbols_asked", sum.asked)
                        Self.number("usd_per_month", month(sum.cost), into: &writer)
                        writer.arrayMember("slots") { writer in
                            for bill in row.bills { write(bill, into: &writer) }
                        }
                    }
                }
            }
        }
        return writer.text
    }

    private static func number(_ key: String, _ value: Double, into writer: inout JSONWriter) {
        writer.key(key)
        writer.raw(String(format: "%.4f", value))
    }

    private func write(_ bill: ModelBill, into writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("slot", bill.slot)
            writer.member("calls", bill.calls)
            writer.member("symbols_asked", bill.asked)
            writer.member("quiet", bill.quiet)
            writer.member("same", bill.cached)
            writer.member("prompt_tokens", bill.promptTokens)
            writer.member("cached_tokens", bill.cachedTokens)
            writer.member("answer_tokens", bill.replyTokens)
            Self.number("usd_per_month", month(bill.cost_nanoUSD), into: &writer)
        }
    }

    private func lines(of bill: ModelBill) -> [[String]] {
        bill.lines.enumerated().map { index, line in
            let isFirst = index == 0
            return [
                bill.slot, line.model, "\(line.calls)", isFirst ? "\(bill.asked)" : "", isFirst ? "\(bill.quiet)" : "",
                isFirst ? "\(bill.cached)" : "", isFirst ? "\(bill.promptTokens)" : "",
                isFirst ? share(bill.promptTokens - bill.cachedTokens, of: bill.promptTokens) : "",
                isFirst ? "\(bill.replyTokens)" : "", dollars(line.cost_nanoUSD),
            ]
        }
    }

    private func total(_ row: CostRun.Row) -> (calls: Int, asked: Int, cost: Int64) {
        row.bills.reduce((0, 0, 0)) { ($0.0 + $1.calls, $0.1 + $1.asked, $0.2 + $1.cost_nanoUSD) }
    }

    private func dollars(_ nanoUSD: Int64) -> String { String(format: "%.2f", month(nanoUSD)) }

    /// What is missing of `whole`, in percent.
    private func share(_ part: Int, of whole: Int) -> String {
        whole > 0 ? String(format: "%.1f %%", 100 - 100 * Double(part) / Double(whole)) : "none"
    }

    /// Left-aligned first column, right-aligned others.
    private func columns(_ rows: [[String]]) -> [String] {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            row.indices.map { column in
                let pad = String(repeating: " ", count: widths[column] - row[column].count)
                return column < 2 && rows[0][1] == "MODEL" || column == 0 ? row[column] + pad : pad + row[column]
            }.joined(separator: "  ")
        }
    }
}
