import TradingDomain

/// Which questions are worth the strong model.
struct Urgency {
    /// Recent 4 h ranges over the usual ones, from which a market is wild.
    private static let wildRatio = 1.6

    /// How near to its stop a position is urgent, in tenths of the 4 h ATR14; 0 is never.
    let nearStop_atrTenths: Int

    /// - Parameters:
    ///   - snapshots: what is to be asked about.
    ///   - request: the question; its account and its disputes are looked at.
    /// - Returns: why the strong model is asked, the gravest reason first; `nil` when nothing is urgent.
    func choice(about snapshots: [FeatureSnapshot], of request: ModelRequest) -> ModelChoice? {
        func first(_ reason: ModelChoice.Reason, _ holds: (FeatureSnapshot) -> Bool) -> ModelChoice? {
            snapshots.first(where: holds).map { ModelChoice(reason, $0.symbol) }
        }
        return first(.nearStop) { isNearStop($0, request.account) }
            ?? first(.disputed) { request.disputed.contains($0.symbol) } ?? first(.volatile, Self.isWild)
    }

    /// Whether the price is at most so many tenths of the 4 h ATR14 from the stop, or beyond it.
    private func isNearStop(_ snapshot: FeatureSnapshot, _ account: AccountView?) -> Bool {
        guard nearStop_atrTenths > 0, let position = account?.position(in: snapshot.symbol),
            let price = snapshot.price, let atr = snapshot.trend?.atr14
        else { return false }
        let left = Double((price.units - position.protection.stopLoss.units) * position.side.sign) / 1e8
        return left * 10 <= atr * Double(nearStop_atrTenths)
    }

    /// Whether the last 4 h ranges are 1.6 × the usual ones.
    private static func isWild(_ snapshot: FeatureSnapshot) -> Bool {
        guard let recent = snapshot.trend?.atr3, let usual = snapshot.trend?.atr14, usual > 0 else { return false }
        return recent >= usual * wildRatio
    }
}
