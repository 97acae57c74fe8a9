package import TradingDomain

/// From stated confidence to the fraction of hits that such confidence had: isotonic regression by pooling adjacent
/// violators (Ayer et al. 1955), so that more confidence never means less.
///
/// There is none with too few forecasts, and none for a confidence whose block has too few or that lies below every
/// forecast: no figure rather than a made-up one.
package struct CalibrationMap: Hashable, Sendable {
    /// In ascending order of confidence and of hit fraction.
    package let blocks: [Block]
    /// A block with fewer forecasts has no answer.
    package let minimumPerBlock: Int

    /// A run of stated confidences with one fraction of hits.
    package struct Block: Hashable, Sendable {
        /// Lowest and highest percent that was stated.
        package fileprivate(set) var range: ClosedRange<Int>
        package fileprivate(set) var count: Int
        package fileprivate(set) var hits: Int

        /// Hits ÷ forecasts in millionths, rounded down.
        package var fraction_ppm: Int { hits * 1_000_000 / count }
    }

    /// `nil` when there are fewer than `minimumSamples` forecasts.
    ///
    /// - Parameters:
    ///   - record: the forecasts.
    ///   - minimumSamples: of all forecasts.
    ///   - minimumPerBlock: of a block; at least 1.
    package init?(_ record: ForecastRecord, minimumSamples: Int, minimumPerBlock: Int = 20) {
        guard record.count >= max(minimumSamples, 1) else { return nil }
        var blocks: [Block] = []
        for percent in 0...100 where record.counts[percent] > 0 {
            var block = Block(range: percent...percent, count: record.counts[percent], hits: record.hits[percent])
            // The block before must have a smaller fraction, else they are one.
            while let last = blocks.last, last.hits * block.count >= block.hits * last.count {
                block.range = last.range.lowerBound...block.range.upperBound
                block.count += last.count
                block.hits += last.hits
                blocks.removeLast()
            }
            blocks.append(block)
        }
        self.blocks = blocks
        self.minimumPerBlock = max(minimumPerBlock, 1)
    }

    /// The calibrated fraction of hits in millionths, 0 ... 1,000,000; between two blocks that of the lower one.
    package func fraction_ppm(at confidence: Percent) -> Int? {
        guard let block = blocks.last(where: { $0.range.lowerBound <= confidence.value }),
            block.count >= minimumPerBlock
        else { return nil }
        return block.fraction_ppm
    }
}
