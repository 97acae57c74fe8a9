/// What one channel says, in a decision that covers both.
public struct ChannelView: Hashable, Sendable {
    public let channel: Channel
    public let action: TradingAction
    public let confidence: Percent

    public init(channel: Channel, action: TradingAction, confidence: Percent) {
        self.channel = channel
        self.action = action
        self.confidence = confidence
    }
}
