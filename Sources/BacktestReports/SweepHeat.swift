package import Backtesting

/// The best Sharpe ratio by the first two keys of a grid.
package struct SweepHeat {
    package let rowKey: String
    package let columnKey: String
    package let rows: [String]
    package let columns: [String]
    /// By row, then column; `nil` where no point has one.
    package let values: [[Double?]]

    /// `nil` for fewer than two keys.
    ///
    /// - Parameters:
    ///   - points: of the sweep.
    ///   - grid: with the keys.
    package init?(_ points: [SweepPoint], grid: SweepGrid) {
        guard grid.keys.count >= 2 else { return nil }
        (rowKey, columnKey) = (grid.keys[0], grid.keys[1])
        func all(_ key: String) -> [String] {
            var found: [String] = []
            for point in points {
                if let value = point.value(of: key), !found.contains(value) { found.append(value) }
            }
            return found
        }
        let (rows, columns, rowKey, columnKey) = (all(rowKey), all(columnKey), rowKey, columnKey)
        (self.rows, self.columns) = (rows, columns)
        values = rows.map { row in
            columns.map { column in
                points.filter { $0.value(of: rowKey) == row && $0.value(of: columnKey) == column }
                    .compactMap(\.sharpe).max()
            }
        }
    }
}
