internal import Foundation
package import Runtime
internal import TradingDomain
internal import WireFormat

/// `tandem risk`: the state, every limit, its use and its room.
package enum RiskDesk {
    /// - Returns: a table, or one JSON object.
    /// - Throws: ``ProcessFailure`` when the risk gate is not running.
    package static func show(asJSON: Bool, _ context: ProcessContext) async throws -> String {
        // Without a feature worker every group is shown as the gate would count it: all that is open.
        let snapshots = (try? await LiveFeatures.newest(of: [], context)) ?? []
        guard case .risk(let risk) = try await Question.ask(.riskGate, .riskWithLimits(snapshots), context) else {
            throw ProcessFailure(.failure, "the risk gate answered something that is no state")
        }
        return asJSON ? json(risk) : table(risk)
    }

    private static func table(_ risk: Tandem_V1_Risk) -> String {
        var lines = ["state    \(risk.state)\(risk.reason.isEmpty ? "" : ": \(risk.reason)")"]
        lines.append("verdicts \(risk.approved) approved, \(risk.refused) refused")
        if risk.hasEquityE8 { lines.append("equity   \(usd(Double(risk.equityE8) / 1e8))") }
        let equity = risk.hasEquityE8 ? Double(risk.equityE8) / 1e8 : nil
        let shown = risk.limits.filter(isShown)
        var rows = shown.map { row($0, equity: equity) }
        let groups = risk.limits.filter { $0.name == groupLimit }
        if let one = groups.first, !shown.contains(where: { $0.name == groupLimit }) {
            rows.append(["correlated", "none move together", text(one.limit, "%")])
        }
        lines += ["", TextTable.text([["LIMIT", "OF", "ALLOWED", "USED", "ROOM"]] + rows)]
        if !risk.hasEquityE8 { lines.append("the paper broker does not answer: use is what the gate last knew") }
        if !risk.refusals.isEmpty {
            let counts = risk.refusals.sorted { ($1.count, $0.code) < ($0.count, $1.code) }
            lines += ["", TextTable.text([["REFUSED AS", "TIMES"]] + counts.map { [$0.code, "\($0.count)"] })]
        }
        return lines.joined(separator: "\n")
    }

    private static let groupLimit = "correlated_percent"

    /// A group of one symbol says what the symbol's own limit says, with more room.
    private static func isShown(_ use: Tandem_V1_LimitUse) -> Bool {
        use.name != groupLimit || use.members.count > 1
    }

    private static func row(_ use: Tandem_V1_LimitUse, equity: Double?) -> [String] {
        let (name, unit) = named(use.name)
        var subject = use.subject.isEmpty ? (use.hasUsed ? "account" : "an order") : use.subject
        if !use.members.isEmpty {
            let others = use.members.filter { $0 != use.subject }
            subject += others.isEmpty ? "" : " with \(others.joined(separator: ", "))"
        }
        guard use.hasUsed else { return [name, subject, text(use.limit, unit)] }
        let room = use.limit - use.used
        var left = text(room, unit)
        if let equity, ["total", "net", "per symbol", "correlated"].contains(name), room > 0 {
            left += " = \(usd(equity * room / 100))"
        }
        return [name, subject, text(use.limit, unit), text(use.used, unit), left]
    }

    /// `daily_loss_percent` is "daily loss" in "%".
    private static func named(_ name: String) -> (name: String, unit: String) {
        let units = [
            ("_percent", "%"), ("_basis_points", "bp"), ("_hundredths", "/ 100"), ("_ms", "ms"), ("_usdt", "USDT"),
            ("_leverage", "×"),
        ]
        for (suffix, unit) in units where name.hasSuffix(suffix) {
            let rest = suffix == "_leverage" ? name[...] : name.dropLast(suffix.count)
            return (String(rest).replacing("_", with: " "), unit)
        }
        return (name.replacing("_", with: " "), "")
    }

    private static func text(_ value: Double, _ unit: String) -> String {
        let number = value == value.rounded() ? "\(Int64(value))" : String(format: "%.2f", value)
        return unit.isEmpty ? number : "\(number) \(unit)"
    }

    private static func usd(_ value: Double) -> String { String(format: "%.2f USD", value) }

    private struct Answer: Encodable {
        let state, reason: String
        let approved, refused: UInt64
        let equity_usd: Double?
        let peak_equity_usd: Double?
        let day_start_equity_usd: Double?
        let limits: [Limit]
        let refusals: [String: UInt64]
    }

    private struct Limit: Encodable {
        let name: String
        let subject: String?
        let limit: Double
        let used: Double?
        let room: Double?
        let members: [String]?
    }

    private static func json(_ risk: Tandem_V1_Risk) -> String {
        let answer = Answer(
            state: risk.state,
            reason: risk.reason,
            approved: risk.approved,
            refused: risk.refused,
            equity_usd: risk.hasEquityE8 ? Double(risk.equityE8) / 1e8 : nil,
            peak_equity_usd: risk.hasPeakEquityE8 ? Double(risk.peakEquityE8) / 1e8 : nil,
            day_start_equity_usd: risk.hasDayStartEquityE8 ? Double(risk.dayStartEquityE8) / 1e8 : nil,
            limits: risk.limits.map {
                Limit(
                    name: $0.name,
                    subject: $0.subject.isEmpty ? nil : $0.subject,
                    limit: $0.limit,
                    used: $0.hasUsed ? $0.used : nil,
                    room: $0.hasUsed ? $0.limit - $0.used : nil,
                    members: $0.members.isEmpty ? nil : $0.members
                )
            },
            refusals: Dictionary(risk.refusals.map { ($0.code, $0.count) }) { $0 + $1 }
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: (try? encoder.encode(answer)) ?? Data("{}".utf8), as: UTF8.self)
    }
}
