/// What one channel says, in a decision that covers both.
package struct ChannelView: Hashable, Sendable {
    package let channel: Channel
    package let action: TradingAction
    package let confidence: Percent

    package init(channel: Channel, action: TradingAction, confidence: Percent) {
        self.channel = channel
        self.action = action
        self.confidence = confidence
    }
}
