internal import Foundation
internal import Performance

/// Pieces of the page.
enum HTML {
    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }

    /// How a number is written.
    enum Format {
        /// A fraction as percent, two decimals.
        case percent
        /// With its sign.
        case change
        /// A small one, with its sign and three decimals.
        case move
        /// Two decimals.
        case number
        /// Three decimals.
        case fine
        case count
        /// Two decimals and USD.
        case money
        /// Six decimals and USD.
        case cost
        case milliseconds

        func text(_ value: Double) -> String {
            switch self {
            case .percent: String(format: "%.2f %%", value * 100)
            case .change: String(format: "%+.2f %%", value * 100)
            case .move: String(format: "%+.3f %%", value * 100)
            case .number: String(format: "%.2f", value)
            case .fine: String(format: "%.3f", value)
            case .count: String(format: "%.0f", value)
            case .money: String(format: "%.2f USD", value)
            case .cost: String(format: "%.6f USD", value)
            case .milliseconds: String(format: "%.0f ms", value)
            }
        }
    }

    /// A figure by its key, with its exact value beside the rounded one; a missing one as a dash that says why.
    static func figure(_ figures: Figures, _ key: String, _ format: Format) -> String {
        guard let metric = figures.metric(key) else { return "<span class=\"none\">–</span>" }
        guard let value = metric.value else {
            return "<span class=\"none\" title=\"\(escaped("\(metric)"))\">\(escaped("\(metric)"))</span>"
        }
        let sign =
            format == .change || format == .move
            ? (value > 0 ? " class=\"up\"" : value < 0 ? " class=\"down\"" : "") : ""
        return "<data\(sign) value=\"\(value)\" data-figure=\"\(escaped(key))\">\(format.text(value))</data>"
            + memoryMark(figures.knowledge(behind: key))
    }

    /// A dagger on what may be memory, with the models that may remember it.
    static func memoryMark(_ knowledge: [Figures.Knowledge]) -> String {
        guard !knowledge.isEmpty else { return "" }
        let names = knowledge.map(\.text).joined(separator: ", ")
        return "<sup class=\"memory\" title=\"training data reach into it: \(escaped(names))\">†</sup>"
    }

    static func table(_ head: [String], _ rows: [[String]], caption: String = "") -> String {
        var text = "<div class=\"scroll\"><table>"
        if !caption.isEmpty { text += "<caption>\(caption)</caption>" }
        if !head.isEmpty { text += "<thead><tr>\(head.map { "<th>\($0)</th>" }.joined())</tr></thead>" }
        text += "<tbody>"
        for row in rows {
            text += "<tr>"
            for (index, cell) in row.enumerated() { text += index == 0 ? "<th>\(cell)</th>" : "<td>\(cell)</td>" }
            text += "</tr>"
        }
        return text + "</tbody></table></div>"
    }

    static func section(_ title: String, _ parts: String...) -> String {
        let text = parts.joined()
        let warning =
            text.contains("class=\"memory\"")
            ? note("† lies wholly or partly before the end of a model's training data: it may be memory, not skill.")
            : ""
        return "<section><h2>\(escaped(title))</h2>\(text)\(warning)</section>"
    }

    /// A table of words and what they mean: the second column is text, and wraps.
    static func list(_ rows: [(String, String)]) -> String {
        "<div class=\"words\">\(table([], rows.map { [$0.0, $0.1] }))</div>"
    }

    static func note(_ text: String) -> String { "<p class=\"note\">\(text)</p>" }
}
