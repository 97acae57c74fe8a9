/// The running sums of two series, each about its anchor, from which a correlation is taken.
struct PairSums: Sendable, Equatable {
    /// Sums of squared distances from the mean, and of their products.
    struct Spread {
        let x: Double
        let y: Double
        let products: Double
    }

    private var x = 0.0
    private var y = 0.0
    private(set) var xSquares = 0.0
    private(set) var ySquares = 0.0
    private var products = 0.0

    /// Takes a pair in, as distances from the anchors.
    mutating func add(_ x: Double, _ y: Double) {
        self.x += x
        xSquares += x * x
        products += x * y
        self.y += y
        ySquares += y * y
    }

    /// Takes a pair out, as distances from the anchors.
    mutating func remove(_ x: Double, _ y: Double) {
        self.x -= x
        xSquares -= x * x
        products -= x * y
        self.y -= y
        ySquares -= y * y
    }

    /// The sums about the means; `inverse` is 1 over the number of pairs.
    func spread(_ inverse: Double) -> Spread {
        Spread(
            x: xSquares - x * x * inverse,
            y: ySquares - y * y * inverse,
            products: products - x * y * inverse
        )
    }
}
