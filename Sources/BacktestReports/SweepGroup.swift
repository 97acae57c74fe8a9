internal import Backtesting

/// Points whose settings made no difference: the books are the same to the byte.
struct SweepGroup {
    let first: SweepPoint
    private(set) var count = 1

    private init(first: SweepPoint) { self.first = first }

    /// - Parameter points: of a sweep.
    /// - Returns: best Sharpe ratio first; within a group the first of the grid stands for all.
    static func all(_ points: [SweepPoint]) -> [SweepGroup] {
        var places: [String: Int] = [:]
        var groups: [SweepGroup] = []
        for point in points {
            if let place = places[point.ledgerHash] {
                groups[place].count += 1
            } else {
                places[point.ledgerHash] = groups.count
                groups.append(SweepGroup(first: point))
            }
        }
        return groups.sorted { ($0.first.sharpe ?? -.infinity) > ($1.first.sharpe ?? -.infinity) }
    }
}
