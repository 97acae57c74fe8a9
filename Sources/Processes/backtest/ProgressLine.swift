internal import Foundation

/// One line on a terminal with share, rate and time left; nothing where standard error is no terminal.
final class ProgressLine {
    private static let width = 30
    private static let pause = Duration.milliseconds(200)

    private let total: Int
    private let what: String
    private let isShown = isatty(STDERR_FILENO) == 1
    private let start = ContinuousClock.now
    private var next = ContinuousClock.now
    private var hasShown = false

    /// - Parameters:
    ///   - total: candles to come.
    ///   - what: is under way, if it is not the run itself.
    init(total: Int, what: String = "") {
        self.total = max(total, 1)
        self.what = what.isEmpty ? "" : "  \(what)"
    }

    /// Shows how far it has come, a few times a second.
    /// - Returns: `false` when a person asked for the end.
    func mayGoOn(_ candles: Int) -> Bool {
        guard !Interruption.isAsked else { return false }
        let now = ContinuousClock.now
        guard isShown, now >= next else { return true }
        next = now + Self.pause
        hasShown = true
        let elapsed = max((now - start).seconds, 1e-9)
        let rate = Double(candles) / elapsed
        let share = min(Double(candles) / Double(total), 1)
        let filled = Int(share * Double(Self.width))
        let bar = String(repeating: "=", count: filled) + String(repeating: " ", count: Self.width - filled)
        let left = Int((Double(max(total - candles, 0)) / rate).rounded(.up))
        let text = String(format: "%3.0f %%  %.2f M candles/s  %d s left", share * 100, rate / 1e6, left)
        write("\r[\(bar)] \(text)\(what)\u{1B}[K")
        return true
    }

    func clear() {
        if hasShown { write("\r\u{1B}[K") }
    }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
