internal import Backtesting
internal import Foundation
internal import JSONText
internal import Performance
package import Runtime
internal import ShadowService
internal import StageSettings
internal import TradingDomain
internal import WireFormat

/// `tandem shadow`: the account beside what the same answers would have earned otherwise.
package enum ShadowDesk {
    /// Reads the run from its first event.
    ///
    /// - Parameters:
    ///   - isJSON: one object on one line instead of a table.
    ///   - context: the account; its processes run.
    /// - Returns: what to print.
    /// - Throws: ``ProcessFailure`` when a process does not answer.
    package static func compare(isJSON: Bool, _ context: ProcessContext) async throws -> String {
        // A process that does not run is said by name, before anything is read.
        guard case .source(let source) = try await Question.ask(.dataFeeder, .source, context) else {
            throw ProcessFailure(.failure, "the data feeder does not say what it feeds")
        }
        let symbols = try context.settings.symbols().map(\.description).sorted()
        guard source.symbols.sorted() == symbols else {
            throw ProcessFailure(
                .configuration,
                "the account trades \(source.symbols.joined(separator: ",")), the settings name "
                    + "\(symbols.joined(separator: ",")); give the run's own with --config or --set market.symbols=..."
            )
        }
        _ = try await Question.ask(.fusionNode, .status, context)
        let own = try await account(context)
        let follower = try ShadowFollower(context)
        defer { follower.close() }
        while try await follower.step() {}
        let books = [ShadowBook(name: "account", title: "this account", report: own)] + follower.books
        return isJSON ? json(books) : table(books)
    }

    private static func account(_ context: ProcessContext) async throws -> PerformanceReport {
        guard case .books(let report) = try await Question.ask(.paperBroker, .books, context) else {
            throw ProcessFailure(.failure, "the paper broker answered something that is no books")
        }
        var meter = PerformanceMeter(initialEquity: try report.domain().initialEquity)
        var point: LogPosition = 0
        while true {
            let question = try await Question.ask(.paperBroker, .equity(after: point, limit: 10_000), context)
            guard case .equity(let page) = question, !page.points.isEmpty else { break }
            for wire in page.points {
                let next = try wire.domain()
                meter.add(next)
                point = next.position
            }
        }
        var entry: UInt64 = 0
        while true {
            let question = try await Question.ask(.paperBroker, .ledger(after: entry, limit: 1_000), context)
            guard case .ledger(let page) = question, !page.entries.isEmpty else { break }
            for wire in page.entries {
                let next = try wire.transaction.domain()
                meter.add(next)
                entry = next.sequence
            }
        }
        return meter.report
    }

    private static func table(_ books: [ShadowBook]) -> String {
        var rows = [["ACCOUNT", "EQUITY USD", "RETURN", "MAX DRAWDOWN", "TRADES", "WIN RATE", "SHARPE", "FEES USD"]]
        for book in books {
            let report = book.report
            rows.append([
                book.title, String(format: "%.2f", report.finalEquity.value),
                String(format: "%+.2f %%", report.totalReturn * 100),
                String(format: "%.2f %%", (report.maximumDrawdown?.fraction ?? 0) * 100), "\(report.trades)",
                text(report.winRate, "%.1f %%", scale: 100), text(report.sharpe, "%.2f", scale: 1),
                String(format: "%.2f", report.fees.value),
            ])
        }
        return TextTable.text(rows)
    }

    private static func text(_ metric: Metric, _ format: String, scale: Double) -> String {
        metric.value.map { String(format: format, $0 * scale) } ?? "\(metric)"
    }

    private static func json(_ books: [ShadowBook]) -> String {
        var writer = JSONWriter(reserving: 1_024)
        writer.object { writer in
            writer.arrayMember("books") { writer in
                for book in books {
                    writer.object { writer in
                        writer.member("name", book.name)
                        writer.member("title", book.title)
                        writer.member("equity", book.report.finalEquity.description)
                        writer.key("total_return")
                        writer.raw("\(book.report.totalReturn)")
                        writer.key("max_drawdown")
                        writer.raw("\(book.report.maximumDrawdown?.fraction ?? 0)")
                        writer.member("trades", book.report.trades)
                        number("win_rate", book.report.winRate, to: &writer)
                        number("sharpe", book.report.sharpe, to: &writer)
                        writer.member("fees", book.report.fees.description)
                    }
                }
            }
        }
        return writer.text
    }

    private static func number(_ key: String, _ metric: Metric, to writer: inout JSONWriter) {
        writer.key(key)
        if let value = metric.value { writer.raw("\(value)") } else { writer.null() }
    }
}
