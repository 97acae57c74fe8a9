import SwiftProtobuf
package import TradingDomain

extension Tandem_V1_ModelRequest {
    package init(_ request: ModelRequest) {
        cycle = Tandem_V1_Cycle(request.cycle)
        channel = request.channel.rawValue
        snapshots = request.snapshots.map(Tandem_V1_FeatureSnapshot.init)
        if let account = request.account { self.account = Tandem_V1_AccountView(account) }
        disputed = request.disputed.map(\.description)
        if request.share > 0 { share = UInt32(clamping: request.share) }
    }

    package func domain() throws(WireError) -> ModelRequest {
        var request = ModelRequest(
            cycle: try readCycle(hasCycle ? cycle : nil),
            channel: try readCase(hasChannel ? channel : nil, "request.channel"),
            snapshots: try readList(snapshots, "request.snapshots") { one throws(WireError) in try one.domain() },
            account: hasAccount ? try account.domain() : nil,
            disputed: try readList(disputed, "request.disputed") { name throws(WireError) in
                try readSymbol(name, "request.disputed")
            }
        )
        guard share <= ModelRequest.greatestShare else {
            throw .refused(field: "request.share", reason: "\(share) is above \(ModelRequest.greatestShare)")
        }
        request.share = Int(share)
        return request
    }
}

extension Tandem_V1_AccountView {
    init(_ account: AccountView) {
        usedPercent = UInt32(clamping: account.used_percent)
        positions = account.positions.map { position in
            .with {
                $0.symbol = position.symbol.description
                $0.side = position.side.rawValue
                $0.sizePercent = UInt32(clamping: position.size_percent)
                $0.averagePriceE8 = position.averagePrice.units
                $0.stopLossE8 = position.protection.stopLoss.units
                $0.takeProfitE8 = position.protection.takeProfit.units
            }
        }
    }

    func domain() throws(WireError) -> AccountView {
        let used_percent = Int(try required(hasUsedPercent ? usedPercent : nil, "account_view.used_percent"))
        let positions = try readList(positions, "account_view.positions") { one throws(WireError) in try one.domain() }
        return try checked("account_view") { () throws(ValueError) in
            try AccountView(used_percent: used_percent, positions: positions)
        }
    }
}

extension Tandem_V1_OpenPosition {
    func domain() throws(WireError) -> AccountView.Position {
        let symbol = try readSymbol(hasSymbol ? symbol : nil, "open_position.symbol")
        let side: Side = try readCase(hasSide ? side : nil, "open_position.side")
        let size_percent = Int(try required(hasSizePercent ? sizePercent : nil, "open_position.size_percent"))
        let average = try readPrice(hasAveragePriceE8 ? averagePriceE8 : nil, "open_position.average_price_e8")
        let protection = Order.Protection(
            stopLoss: try readPrice(hasStopLossE8 ? stopLossE8 : nil, "open_position.stop_loss_e8"),
            takeProfit: try readPrice(hasTakeProfitE8 ? takeProfitE8 : nil, "open_position.take_profit_e8")
        )
        return try checked("open_position.size_percent") { () throws(ValueError) in
            try AccountView.Position(
                symbol: symbol,
                side: side,
                size_percent: size_percent,
                averagePrice: average,
                protection: protection
            )
        }
    }
}
