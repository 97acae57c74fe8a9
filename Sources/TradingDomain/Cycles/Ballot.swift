/// How the answers on one symbol were counted.
public struct Ballot: Hashable, Sendable {
    public let direction: Vote
    public let entry: Vote
    /// 0.7 × direction + 0.3 × entry in hundredths of a point, −10 000 ... 10 000; 0 when they oppose.
    public let fusedScore: Int

    public init(direction: Vote, entry: Vote, fusedScore: Int) {
        self.direction = direction
        self.entry = entry
        self.fusedScore = fusedScore
    }
}
