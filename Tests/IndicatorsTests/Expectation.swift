import Testing

/// Expects the same value, or the same absence, at every row; reports the first difference only.
func expect(
    _ actual: [Double?],
    toEqual expected: [Double?],
    within tolerance: Double,
    _ name: String,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(actual.count == expected.count, sourceLocation: sourceLocation)
    for (row, (got, wanted)) in zip(actual, expected).enumerated() {
        guard !isClose(got, wanted, within: tolerance) else { continue }
        let difference = "\(name), row \(row): \(text(got)) where the reference has \(text(wanted))"
        Issue.record("\(difference)", sourceLocation: sourceLocation)
        return
    }
}

private func isClose(_ got: Double?, _ wanted: Double?, within tolerance: Double) -> Bool {
    guard let got, let wanted else { return got == nil && wanted == nil }
    return got == wanted || abs(got - wanted) <= tolerance * abs(wanted)
}

private func text(_ value: Double?) -> String {
    value.map { "\($0)" } ?? "no value"
}
