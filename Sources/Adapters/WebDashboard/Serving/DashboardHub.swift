internal import Synchronization
package import TradingDomain

/// Between the one that knows (the monitor) and the browsers: the newest bytes of every section, and who has seen which.
///
/// Only the newest state of a section is sent, so a burst costs one push. A browser that does not take its pushes is
/// dropped: its page connects again and starts from the whole state.
package final class DashboardHub: Sendable {
    private struct Known {
        var version: UInt64
        var bytes: [UInt8]
    }

    private struct Browser {
        var symbol: Symbol?
        var seen: UInt64 = 0
        var quietRounds = 0
        let pushes: AsyncStream<[UInt8]>.Continuation
    }

    private struct State {
        var version: UInt64 = 0
        var sections: [DashboardSection: Known] = [:]
        var browsers: [UInt64: Browser] = [:]
        var lastBrowser: UInt64 = 0
    }

    package static let mostBrowsers = 32
    /// Pushes that may wait for one browser.
    static let mostWaiting = 16
    /// Rounds without news after which a beat is sent: two seconds at four a second.
    private static let roundsToBeat = 8

    private let state = Mutex(State())

    package init() {}

    package var hasBrowsers: Bool { state.withLock { !$0.browsers.isEmpty } }

    /// Replaces sections, and pushes to every browser what it has not seen.
    package func publish(_ sections: [(section: DashboardSection, bytes: [UInt8])]) {
        state.withLock { state in
            state.version += 1
            for (section, bytes) in sections { state.sections[section] = Known(version: state.version, bytes: bytes) }
            for (id, browser) in state.browsers {
                var browser = browser
                let isTaken = Self.push(to: &browser, state)
                state.browsers[id] = isTaken ? browser : nil
            }
        }
    }

    /// Everything as one JSON object.
    package func snapshot(symbol: Symbol?) -> [UInt8] {
        state.withLock { state in
            var bytes: [UInt8] = Array("{".utf8)
            for section in Self.wanted(symbol) {
                guard let known = state.sections[section] else { continue }
                bytes += Array((bytes.count > 1 ? ",\"" : "\"").utf8) + Array(section.name.utf8) + Array("\":".utf8)
                bytes += known.bytes
            }
            bytes += Array("}".utf8)
            return bytes
        }
    }

    /// Adds a browser; its stream begins with everything there is.
    /// - Returns: `nil` when there are too many.
    package func attach(symbol: Symbol?) -> AsyncStream<[UInt8]>? {
        state.withLock { state in
            guard state.browsers.count < Self.mostBrowsers else { return nil }
            let (stream, pushes) = AsyncStream.makeStream(
                of: [UInt8].self,
                bufferingPolicy: .bufferingOldest(Self.mostWaiting)
            )
            state.lastBrowser += 1
            let id = state.lastBrowser
            pushes.onTermination = { [weak self] _ in
                // Not at once: the stream may end while the state is held.
                Task { self?.detach(id) }
            }
            var browser = Browser(symbol: symbol, pushes: pushes)
            guard Self.push(to: &browser, state) else { return nil }
            state.browsers[id] = browser
            return stream
        }
    }

    private func detach(_ id: UInt64) {
        state.withLock { $0.browsers[id] = nil }
    }

    private static func wanted(_ symbol: Symbol?) -> [DashboardSection] {
        DashboardSection.common + (symbol.map { [.candles($0)] } ?? [])
    }

    /// - Returns: `false` when the browser is too slow; its stream has been ended.
    private static func push(to browser: inout Browser, _ state: State) -> Bool {
        var bytes: [UInt8] = []
        for section in wanted(browser.symbol) {
            guard let known = state.sections[section], known.version > browser.seen else { continue }
            bytes += ServerSentEvent.frame(section.name, known.bytes)
        }
        browser.seen = state.version
        if bytes.isEmpty {
            browser.quietRounds += 1
            guard browser.quietRounds >= roundsToBeat else { return true }
            bytes = ServerSentEvent.beat
        }
        browser.quietRounds = 0
        if case .enqueued = browser.pushes.yield(bytes) { return true }
        browser.pushes.finish()
        return false
    }
}
