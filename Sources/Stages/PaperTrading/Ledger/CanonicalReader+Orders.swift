internal import TradingDomain

extension CanonicalReader {
    mutating func expect(version: UInt8) throws(CanonicalError) {
        let found = try byte()
        guard found == version else { throw .unknown(what: "version", value: UInt64(found), offset: 0) }
    }

    mutating func side() throws(CanonicalError) -> Side {
        switch try byte() {
        case 1: return .buy
        case 2: return .sell
        case let other: throw unknown("side", other)
        }
    }

    mutating func orderID() throws(CanonicalError) -> OrderID {
        let decision = DecisionID(cycle: try timestamp(), symbol: try symbol())
        switch try byte() {
        case 1: return OrderID(decision: decision, leg: .open)
        case 2: return OrderID(decision: decision, leg: .close)
        case let other: throw unknown("leg", other)
        }
    }

    mutating func protection() throws(CanonicalError) -> Order.Protection {
        Order.Protection(stopLoss: try price(), takeProfit: try price())
    }

    mutating func order() throws(CanonicalError) -> Order {
        let id = try orderID()
        let side = try side()
        let quantity = try quantity()
        let protection = try optional { reader throws(CanonicalError) in try reader.protection() }
        let leverage = try leverage()
        let referencePrice = try price()
        let decidedAt = CycleID(time: id.decision.cycle, position: try unsigned())
        return try checked { () throws(ValueError) in
            try Order(
                id: id,
                side: side,
                quantity: quantity,
                protection: protection,
                leverage: leverage,
                referencePrice: referencePrice,
                decidedAt: decidedAt
            )
        }
    }

    mutating func cause() throws(CanonicalError) -> Fill.Cause {
        switch try byte() {
        case 1: return .open
        case 2: return .close
        case 3: return .stopLoss
        case 4: return .takeProfit
        case 5: return .liquidation
        case let other: throw unknown("cause", other)
        }
    }

    mutating func fill() throws(CanonicalError) -> Fill {
        Fill(
            order: try orderID(),
            cause: try cause(),
            side: try side(),
            quantity: try positiveQuantity(),
            price: try price(),
            fee: try notNegativeMoney(),
            realisedProfit: try money(),
            time: try timestamp(),
            position: try unsigned()
        )
    }

    mutating func posting() throws(CanonicalError) -> LedgerTransaction.Posting {
        let number = try byte()
        guard let account = LedgerTransaction.Account(rawValue: number) else { throw unknown("account", number) }
        let asset: LedgerTransaction.Asset
        switch try byte() {
        case 1: asset = .currency
        case 2: asset = .contracts(try symbol())
        case let other: throw unknown("asset", other)
        }
        return LedgerTransaction.Posting(account: account, asset: asset, amount: try integer())
    }

    mutating func position() throws(CanonicalError) -> Position {
        Position(
            symbol: try symbol(),
            side: try side(),
            quantity: try positiveQuantity(),
            averagePrice: try price(),
            protection: try protection(),
            leverage: try leverage(),
            openedBy: try orderID(),
            openedAt: try timestamp()
        )
    }

    private mutating func leverage() throws(CanonicalError) -> Int {
        let leverage = try integer()
        guard (1...Int64(Int32.max)).contains(leverage) else {
            let refusal = ValueError.outOfRange(what: "leverage", was: "\(leverage)", allowed: "1 or more")
            throw .refused(refusal, offset: offset)
        }
        return Int(leverage)
    }

    private mutating func positiveQuantity() throws(CanonicalError) -> Quantity {
        let quantity = try quantity()
        guard !quantity.isZero else { throw .refused(.notPositive(what: "quantity", units: 0), offset: offset) }
        return quantity
    }

    private mutating func notNegativeMoney() throws(CanonicalError) -> Money {
        let money = try money()
        guard money >= .zero else { throw .refused(.negative(what: "fee", units: money.units), offset: offset) }
        return money
    }

    private func unknown(_ what: String, _ value: UInt8) -> CanonicalError {
        .unknown(what: what, value: UInt64(value), offset: offset - 1)
    }
}
