package import Backtesting
internal import Foundation
internal import Performance
internal import TradingDomain

/// The run as text files, from which every number of the report follows.
package struct CSVExport {
    private let evaluation: Evaluation

    package init(_ evaluation: Evaluation) { self.evaluation = evaluation }

    /// Writes `equity.csv`, `fills.csv`, `funding.csv`, `trades.csv`, `answers.csv`, `random.csv` `calls.csv` and `run.csv`.
    ///
    /// - Parameter folder: an existing folder.
    /// - Throws: what the file system says.
    package func write(to folder: String) throws {
        for (name, text) in [
            ("run", run), ("equity", equity), ("fills", fills), ("funding", funding), ("trades", trades),
            ("answers", answers), ("random", random), ("calls", calls),
        ] {
            try Data(text.utf8).write(to: URL(filePath: folder).appending(path: "\(name).csv"), options: .atomic)
        }
    }

    /// What the other files leave open.
    private var run: String {
        var text = "key,value\n"
        text += "initial_equity,\(evaluation.fused.report.initialEquity)\n"
        if let first = evaluation.firstAsked { text += "first_asked_ms,\(first.milliseconds)\n" }
        for (slot, time) in evaluation.cutOffs { text += "cut_off_ms.\(slot),\(time.milliseconds)\n" }
        return text
    }

    /// One row a tick, two columns a book.
    private var equity: String {
        let books = evaluation.books
        var text = "time_ms"
        for book in books { text += ",\(book.name)_equity,\(book.name)_exposure" }
        text += "\n"
        for (index, point) in evaluation.fused.points.enumerated() {
            text += "\(point.time.milliseconds)"
            for book in books {
                guard index < book.points.count else {
                    text += ",,"
                    continue
                }
                text += ",\(book.points[index].equity),\(book.points[index].exposure)"
            }
            text += "\n"
        }
        return text
    }

    private var fills: String {
        var text = "book,time_ms,symbol,side,cause,quantity,price,fee,realised_profit,order\n"
        for book in evaluation.books {
            for fill in book.fills {
                text += "\(book.name),\(fill.time.milliseconds),\(fill.symbol),\(fill.side.rawValue),"
                text += "\(fill.cause.rawValue),\(fill.quantity),\(fill.price),\(fill.fee),"
                text += "\(fill.realisedProfit),\(fill.order)\n"
            }
        }
        return text
    }

    /// An amount above zero was received.
    private var funding: String {
        var text = "book,time_ms,symbol,mark,amount\n"
        for book in evaluation.books {
            for (time, payment) in book.payments {
                text += "\(book.name),\(time.milliseconds),\(payment.symbol),\(payment.mark),\(payment.amount)\n"
            }
        }
        return text
    }

    private var trades: String {
        var text = "book,symbol,side,opened_ms,closed_ms,quantity,notional,entry,exit,profit,fees,funding,cause\n"
        for book in evaluation.books {
            for trade in book.trades {
                text += "\(book.name),\(trade.symbol),\(trade.side == .buy ? "long" : "short"),"
                text += "\(trade.openedAt.milliseconds),\(trade.closedAt.milliseconds),\(trade.quantity),"
                text += "\(trade.notional),\(trade.entryPrice),\(trade.exitPrice),\(trade.profit),\(trade.fees),"
                text += "\(trade.funding),"
                text += "\(trade.cause.rawValue)\n"
            }
        }
        return text
    }

    /// `knowledge` says on which side of the model's cut-off the answer lies. Moves in units of 1e-8 of the price. Empty
    /// where it is not known.
    private var answers: String {
        let horizons = ModelEvaluation.Horizon.allCases
        var text = "time_ms,symbol,slot,channel,knowledge,word,confidence,price"
        for horizon in horizons { text += ",move_\(horizon.rawValue)" }
        text += "\n"
        for (index, row) in evaluation.answers.enumerated() {
            text += "\(row.time.milliseconds),\(row.symbol),\(row.slot),\(row.channel.rawValue),"
            let cutOff = evaluation.cutOff(of: row.slot)
            text += cutOff.map { row.time < $0 ? "before," : "after," } ?? ","
            switch row.word {
            case .said(let action, let confidence): text += "\(action.rawValue),\(confidence)"
            case .abstained(let cause): text += "abstained:\(cause.rawValue),"
            }
            text += ",\(row.price?.description ?? "")"
            for place in horizons.indices {
                text += ",\(evaluation.moves_e8[index * horizons.count + place].map(String.init) ?? "")"
            }
            text += "\n"
        }
        return text
    }

    /// Empty for models that are asked inside the process.
    private var calls: String {
        var text = "slot,time_ms,channel,cost_nano_usd,duration_ms,prompt_tokens,cached_tokens,reply_tokens,failure\n"
        for (slot, call) in evaluation.calls {
            text += "\(slot),\(call.time.milliseconds),\(call.channel.rawValue),\(call.cost_nanoUSD),"
            text += "\(call.duration_ms.map(String.init) ?? ""),\(call.promptTokens),\(call.cachedTokens),"
            text += "\(call.completionTokens),\(call.failure ?? "")\n"
        }
        return text
    }

    private var random: String {
        var text = "seed,edge,costs\n"
        for (index, draw) in evaluation.draws.enumerated() { text += "\(index + 1),\(draw.edge),\(draw.costs)\n" }
        return text
    }
}
