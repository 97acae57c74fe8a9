/// The end of a chained table: the last row's key and hash. What a neighbour remembers of another's stream.
package struct ChainHead: Hashable, Sendable {
    /// 0 before the first row.
    package let key: UInt64
    package let hash: ChainHash

    package static let genesis = ChainHead(key: 0, hash: .genesis)

    package init(key: UInt64, hash: ChainHash) {
        self.key = key
        self.hash = hash
    }
}
