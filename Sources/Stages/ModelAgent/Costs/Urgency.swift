import TradingDomain

/// Which questions are worth the strong model.
enum Urgency {
    /// Recent 4 h ranges over the usual ones, from which a market is wild.
    private static let wildRatio = 1.6

    /// Whether any symbol's last 4 h ranges are 1.6 × the usual ones.
    static func isUrgent(_ snapshots: [FeatureSnapshot]) -> Bool {
        snapshots.contains { snapshot in
            guard let recent = snapshot.trend?.atr3, let usual = snapshot.trend?.atr14, usual > 0 else { return false }
            return recent >= usual * wildRatio
        }
    }
}
