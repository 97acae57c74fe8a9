internal import SwiftProtobuf
package import TradingDomain

extension Tandem_V1_HeldAnswers {
    package init(_ answers: [HeldAnswer]) {
        self.answers = answers.map { held in
            .with {
                $0.answer = Tandem_V1_ModelAnswer(held.answer)
                $0.candleCloseTimeMs = held.candleCloseTime.milliseconds
                $0.priceE8 = held.price.units
            }
        }
    }

    package func domain() throws(WireError) -> [HeldAnswer] {
        try readList(answers, "held.answers") { held throws(WireError) in
            let answer = try required(held.hasAnswer ? held.answer : nil, "held.answer").domain()
            let closeTime = try readTime(
                held.hasCandleCloseTimeMs ? held.candleCloseTimeMs : nil,
                "held.candle_close_time_ms"
            )
            let price = try readPrice(held.hasPriceE8 ? held.priceE8 : nil, "held.price_e8")
            return try checked("held") { () throws(ValueError) in
                try HeldAnswer(answer: answer, candleCloseTime: closeTime, price: price)
            }
        }
    }
}
