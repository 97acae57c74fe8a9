/// Writes the few shapes that a plot is made of, with the style inside, so that the file needs nothing else.
struct SVGText: Sendable {
    private static let style = """
        text{font:11px system-ui,"DejaVu Sans",sans-serif;fill:#444}.title{font-size:15px;font-weight:600;fill:#111}
        .frame{fill:none;stroke:#bbb}.grid{stroke:#eee}.edge{stroke:#aaa;stroke-dasharray:3 3}
        .up{fill:#1a9a6c;stroke:#1a9a6c}.down{fill:#d2423f;stroke:#d2423f}rect.up,rect.down{stroke:none}.wick{stroke-width:1}
        .ema20,.ema50,.band,.rsi{fill:none;stroke-width:1.5}.ema20{stroke:#1f6feb}.ema50{stroke:#e08a00}
        .band{stroke:#8a7fb5;stroke-width:1}.middle{stroke-dasharray:2 3}.bandfill{fill:#8a7fb5;opacity:.09}
        .rsi{stroke:#7a3fb0}.support{stroke:#1a9a6c;stroke-dasharray:7 4}.resistance{stroke:#d2423f;stroke-dasharray:7 4}
        .supporttext{fill:#0d6b49}.resistancetext{fill:#a02725}.supporttext,.resistancetext{paint-order:stroke;stroke:#fff;stroke-width:3px;stroke-opacity:.85}
        .gain{fill:#8fd0b8}.loss{fill:#ecaaa8}
        """

    private var body: String

    init(width: Double, height: Double) {
        let size = "\(Self.place(width)) \(Self.place(height))"
        body = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(size)" width="\(Self.place(width))" \
            height="\(Self.place(height))"><style>\(Self.style)</style>
            <rect width="100%" height="100%" fill="#fff"/>

            """
    }

    var finished: String { body + "</svg>\n" }

    mutating func text(_ text: String, x: Double, y: Double, class style: String) {
        body += "<text class=\"\(style)\" x=\"\(Self.place(x))\" y=\"\(Self.place(y))\">\(text)</text>\n"
    }

    mutating func line(from start: (Double, Double), to end: (Double, Double), class style: String) {
        body += "<path class=\"\(style)\" d=\"M\(Self.place(start))L\(Self.place(end))\"/>\n"
    }

    mutating func rectangle(x: Double, y: Double, width: Double, height: Double, class style: String) {
        body += "<rect class=\"\(style)\" x=\"\(Self.place(x))\" y=\"\(Self.place(y))\" "
        body += "width=\"\(Self.place(width))\" height=\"\(Self.place(height))\"/>\n"
    }

    mutating func curve(_ places: [(Double, Double)], class style: String) {
        guard places.count > 1 else { return }
        body += "<path class=\"\(style)\" d=\"M\(places.map(Self.place).joined(separator: "L"))\"/>\n"
    }

    mutating func area(upper: [(Double, Double)], lower: [(Double, Double)], class style: String) {
        guard upper.count > 1 else { return }
        let places = upper + lower.reversed()
        body += "<path class=\"\(style)\" d=\"M\(places.map(Self.place).joined(separator: "L"))Z\"/>\n"
    }

    private static func place(_ point: (Double, Double)) -> String { "\(place(point.0)) \(place(point.1))" }

    /// A tenth of a pixel is enough.
    private static func place(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(Double(tenths) / 10)"
    }
}
