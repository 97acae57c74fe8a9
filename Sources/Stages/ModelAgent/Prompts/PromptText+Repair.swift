extension PromptText {
    private static let mostReasons = 16

    /// The same question with the reasons of a refusal behind it, so that all before them is found in the cache.
    ///
    /// - Parameter refusals: of the reply; the first 16 are told.
    /// - Returns: the question to ask once more.
    package func repairing(_ refusals: [ReplyRefusal]) -> PromptText {
        var text = user
        for refusal in refusals.prefix(Self.mostReasons) {
            let words = "\(refusal)".unicodeScalars.prefix(240).map { $0.value < 0x20 ? " " : String($0) }
            text += "refused: \(words.joined())\n"
        }
        text += "repair: your answer above was refused for these reasons; answer the whole question again\n"
        return PromptText(system: system, user: text)
    }
}
