internal import TradingDomain

extension CanonicalReader {
    mutating func expect(version: UInt8) throws(CanonicalError) {
        let found = try byte()
        guard found == version else { throw .unknown(what: "version", value: UInt64(found), offset: 0) }
    }

    /// The version, 1 up to the newest that is known.
    mutating func version(upTo newest: UInt8) throws(CanonicalError) -> UInt8 {
        let found = try byte()
        guard (1...newest).contains(found) else { throw .unknown(what: "version", value: UInt64(found), offset: 0) }
        return found
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

    /// A market order that waits for the account's expiry.
    mutating func order() throws(CanonicalError) -> Order {
        try order { _ throws(CanonicalError) in (.market, .standard) }
    }

    /// An order with its execution and its time in force behind it.
    mutating func termedOrder() throws(CanonicalError) -> Order {
        try order { reader throws(CanonicalError) in (try reader.execution(), try reader.timeInForce()) }
    }

    private mutating func order(
        _ terms: (inout CanonicalReader) throws(CanonicalError) -> (Order.Execution, Order.TimeInForce)
    ) throws(CanonicalError) -> Order {
        let id = try orderID()
        let side = try side()
        let quantity = try quantity()
        let protection = try optional { reader throws(CanonicalError) in try reader.protection() }
        let leverage = try leverage()
        let referencePrice = try price()
        let decidedAt = CycleID(time: id.decision.cycle, position: try unsigned())
        let (execution, timeInForce) = try terms(&self)
        return try checked { () throws(ValueError) in
            try Order(
                id: id,
                side: side,
                quantity: quantity,
                protection: protection,
                leverage: leverage,
                referencePrice: referencePrice,
                decidedAt: decidedAt,
                execution: execution,
                timeInForce: timeInForce
            )
        }
    }

    private mutating func execution() throws(CanonicalError) -> Order.Execution {
        switch try byte() {
        case 1: return .market
        case 2: return .limit(try price(), isPostOnly: try flag())
        case 3: return .stopMarket(trigger: try price())
        case 4: return .takeProfit(trigger: try price())
        case let other: throw unknown("execution", other)
        }
    }

    private mutating func timeInForce() throws(CanonicalError) -> Order.TimeInForce {
        switch try byte() {
        case 1: return .standard
        case 2: return .goodTillCancelled
        case 3: return .goodTill(try timestamp())
        case 4: return .immediateOrCancel
        case 5: return .fillOrKill
        case let other: throw unknown("time in force", other)
        }
    }

    mutating func change() throws(CanonicalError) -> OrderChange {
        let order = try orderID()
        let decidedAt = CycleID(time: try timestamp(), position: try unsigned())
        let action: OrderChange.Action
        switch try byte() {
        case 1: action = .cancel
        case 2:
            action = .amend(
                quantity: try optional { reader throws(CanonicalError) in try reader.positiveQuantity() },
                level: try optional { reader throws(CanonicalError) in try reader.price() },
                protection: try optional { reader throws(CanonicalError) in try reader.protection() }
            )
        case let other: throw unknown("change", other)
        }
        return try checked { () throws(ValueError) in
            try OrderChange(order: order, decidedAt: decidedAt, action: action)
        }
    }

    mutating func funding() throws(CanonicalError) -> FundingPayment {
        let symbol = try symbol()
        let units = try integer()
        let rate = try checked { () throws(ValueError) in try FundingRate(units: units) }
        return FundingPayment(
            symbol: symbol,
            rate: rate,
            mark: try price(),
            amount: try money(),
            position: try unsigned()
        )
    }

    mutating func transfer() throws(CanonicalError) -> Transfer {
        let (amount, note) = (try money(), try text())
        return try checked { () throws(ValueError) in try Transfer(amount: amount, note: note) }
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
