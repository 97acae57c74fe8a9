internal import Foundation

/// A chart that keeps its labels readable at any width: the shapes are an SVG that stretches, the labels are text beside it.
///
/// Coordinates: x and y of 0 ... 1, y upwards.
struct Chart {
    /// Of the SVG's own coordinates.
    private static let scale = 1_000.0

    private var shapes = ""
    private var labels = ""
    private let height_px: Int
    private let title: String

    /// - Parameters:
    ///   - title: for whoever cannot see it.
    ///   - height_px: on the screen.
    init(title: String, height_px: Int = 260) {
        self.title = title
        self.height_px = height_px
    }

    private static func text(_ value: Double) -> String { String(format: "%.1f", value * scale) }

    /// A line through points of rising x.
    mutating func line(_ points: [(x: Double, y: Double)], style: String) {
        guard !points.isEmpty else { return }
        let path = points.map { "\(Self.text($0.x)) \(Self.text(1 - $0.y))" }.joined(separator: "L")
        shapes += "<path class=\"\(style)\" d=\"M\(path)\"/>"
    }

    /// The area between a line and y = `base`.
    mutating func area(_ points: [(x: Double, y: Double)], base: Double, style: String) {
        guard let first = points.first, let last = points.last else { return }
        let path = points.map { "\(Self.text($0.x)) \(Self.text(1 - $0.y))" }.joined(separator: "L")
        let floor = Self.text(1 - base)
        shapes +=
            "<path class=\"\(style)\" d=\"M\(Self.text(first.x)) \(floor)L\(path)L\(Self.text(last.x)) \(floor)Z\"/>"
    }

    /// A filled rectangle; what a person reads who points at it.
    mutating func bar(x: ClosedRange<Double>, y: ClosedRange<Double>, style: String, hint: String = "") {
        let width = Self.text(x.upperBound - x.lowerBound)
        shapes += "<rect class=\"\(style)\" x=\"\(Self.text(x.lowerBound))\" y=\"\(Self.text(1 - y.upperBound))\" "
        shapes += "width=\"\(width)\" height=\"\(Self.text(y.upperBound - y.lowerBound))\">"
        if !hint.isEmpty { shapes += "<title>\(HTML.escaped(hint))</title>" }
        shapes += "</rect>"
    }

    /// A round mark of the same size at any width.
    mutating func dot(x: Double, y: Double, style: String, hint: String) {
        shapes += "<path class=\"dot \(style)\" d=\"M\(Self.text(x)) \(Self.text(1 - y))h0\">"
        shapes += "<title>\(HTML.escaped(hint))</title></path>"
    }

    /// A line across at `y`, with its value.
    mutating func grid(y: Double, _ text: String) {
        shapes += "<path class=\"grid\" d=\"M0 \(Self.text(1 - y))H1000\"/>"
        labels +=
            "<span class=\"y\" style=\"top:\(String(format: "%.2f", (1 - y) * 100))%\">\(HTML.escaped(text))</span>"
    }

    /// A word under the chart; a minor one is left out on a small screen.
    mutating func tick(x: Double, _ text: String, isMinor: Bool) {
        labels += "<span class=\"x\(isMinor ? " minor" : "")\" style=\"left:\(String(format: "%.2f", x * 100))%\">"
        labels += "\(HTML.escaped(text))</span>"
    }

    var html: String {
        """
        <div class="chart" style="height:\(height_px)px"><svg viewBox="0 0 1000 1000" preserveAspectRatio="none" role="img" \
        aria-label="\(HTML.escaped(title))">\(shapes)</svg>\(labels)</div>
        """
    }

    /// Round values between two others, at most eight of them.
    static func roundValues(from low: Double, to high: Double) -> [Double] {
        guard high > low else { return [low] }
        let rough = (high - low) / 6
        let power = pow(10, floor(log10(rough)))
        let step = [1.0, 2, 2.5, 5, 10].map { $0 * power }.first { $0 >= rough } ?? rough
        // Zero added, so that no label says minus zero.
        return stride(from: (low / step).rounded(.up) * step, through: high + step * 1e-9, by: step).map {
            abs($0) < step * 1e-9 ? 0 : $0
        }
    }
}
