internal import JSONText
internal import Performance
internal import TradingDomain

/// The headline figures, each with its definition for a tooltip.
extension DashboardModel {
    func write(figures writer: inout JSONWriter) {
        let report = meter?.report
        writer.array { writer in
            if let report, let account {
                writeMoney(report, account, to: &writer)
                writeRatios(report, to: &writer)
            }
        }
    }

    private func writeMoney(_ report: PerformanceReport, _ account: AccountSnapshot, to writer: inout JSONWriter) {
        let equity = account.equity
        let change = equity.value / account.initialEquity.value - 1
        figure("Equity", Figure.money(equity), "USDT. Cash plus open profit at the last known prices.", to: &writer)
        figure(
            "Profit",
            Figure.percent(change, signed: true),
            "Equity ÷ initial equity (\(Figure.money(account.initialEquity))) − 1.",
            tone: change < 0 ? "down" : "up",
            to: &writer
        )
        figure(
            "Max drawdown",
            report.maximumDrawdown.map { Figure.percent(-$0.fraction) } ?? "none",
            "The largest fall from a peak before it, over every equity point.",
            to: &writer
        )
        figure("Open positions", "\(account.holdings.count)", "Positions held now.", to: &writer)
        figure("Fills", "\(report.fills)", "Executions in the ledger.", to: &writer)
        figure("Fees", Figure.money(report.fees), "USDT. Fees of all fills.", to: &writer)
        figure("Trades", "\(report.trades)", "Positions opened and closed again.", to: &writer)
    }

    private func writeRatios(_ report: PerformanceReport, to writer: inout JSONWriter) {
        figure(
            "Win rate",
            Figure.percent(report.winRate),
            "Trades with a profit after fees ÷ closed trades.",
            to: &writer
        )
        figure(
            "Profit factor",
            Figure.ratio(report.profitFactor),
            "Profits of winning trades ÷ losses of losing ones.",
            to: &writer
        )
        figure(
            "Sharpe",
            Figure.ratio(report.sharpe),
            "Mean ÷ standard deviation (n − 1) of daily returns × √365; risk-free rate 0. From 30 days on.",
            to: &writer
        )
        figure(
            "Sortino",
            Figure.ratio(report.sortino),
            "Mean of daily returns ÷ √(mean of min(r, 0)²) × √365. From 30 days on.",
            to: &writer
        )
        figure(
            "Calmar",
            Figure.ratio(report.calmar),
            "Growth a year ÷ maximum drawdown. From 30 days on.",
            to: &writer
        )
    }

    private func figure(
        _ name: String,
        _ value: String,
        _ definition: String,
        tone: String = "",
        to writer: inout JSONWriter
    ) {
        writer.object { writer in
            writer.member("name", name)
            writer.member("value", value)
            writer.member("definition", definition)
            writer.member("tone", tone)
        }
    }
}
