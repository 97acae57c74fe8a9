internal import JSONText
internal import Performance
internal import TradingDomain

/// The account beside what the same answers would have earned otherwise.
extension DashboardModel {
    package mutating func take(books: [BookFacts]) {
        self.books = books
        touch(.books)
    }

    func write(books writer: inout JSONWriter) {
        writer.array { writer in
            guard !books.isEmpty else { return }
            if let report = meter?.report { Self.write("this account", report, isOwn: true, to: &writer) }
            for book in books { Self.write(book.title, book.report, isOwn: false, to: &writer) }
        }
    }

    private static func write(
        _ title: String,
        _ report: PerformanceReport,
        isOwn: Bool,
        to writer: inout JSONWriter
    ) {
        writer.object { writer in
            writer.member("title", title)
            writer.member("own", isOwn)
            writer.member("equity", Figure.money(report.finalEquity))
            writer.member("return", Figure.percent(report.totalReturn, signed: true))
            writer.member("tone", report.totalReturn < 0 ? "down" : report.totalReturn > 0 ? "up" : "")
            writer.member("drawdown", report.maximumDrawdown.map { Figure.percent(-$0.fraction) } ?? "none")
            writer.member("trades", report.trades)
            writer.member("winRate", Figure.percent(report.winRate))
            writer.member("fees", Figure.money(report.fees))
        }
    }
}
