package import Performance

/// An account that nobody trades, beside the one that is: one line of the page.
package struct BookFacts: Sendable {
    package let title: String
    package let report: PerformanceReport

    /// - Parameters:
    ///   - title: what it is, for a person.
    ///   - report: of it.
    package init(title: String, report: PerformanceReport) {
        self.title = title
        self.report = report
    }
}
