internal import Foundation
internal import LanguageModels
internal import ModelAgent
package import Runtime
internal import SQLiteStore
package import TradingDomain
package import WireFormat

/// The calls in an account's files, for who explains a decision when the agents have ended.
package enum StoredCalls {
    /// The instances of a slot that have asked something, in the order of their numbers.
    package static func instances(of slot: String, in folder: String) -> [String] {
        CallArchive.files(of: slot, in: folder).map { name in
            String(name.dropFirst("llm-\(slot)-".count).dropLast(".sqlite".count))
        }
    }

    /// One instance's call, from its file; its agent must have ended.
    ///
    /// - Parameters:
    ///   - slot: the vote.
    ///   - instance: whose file.
    ///   - cycle: when it was asked.
    ///   - channel: what it was asked.
    ///   - options: the account.
    /// - Returns: `nil` when it was never asked there.
    /// - Throws: ``ProcessFailure`` for a file that cannot be read.
    package static func call(
        _ slot: String,
        _ instance: String,
        _ cycle: CycleID,
        _ channel: Channel,
        _ options: ProcessOptions
    ) throws(ProcessFailure) -> Tandem_V1_StoredCall? {
        let settings = try options.settings()
        let template = try PromptTemplate.configured(settings)
        let table = try settings.knownModels()
        do throws(StoreError) {
            let store = try CallStore(path: options.paths.store("llm-\(slot)-\(instance)"), durability: .full)
            let call = try store.call(cycle, channel)
            try store.close()
            return call.map { call in
                Tandem_V1_StoredCall(
                    call,
                    slot: slot,
                    instance: instance,
                    template: template,
                    dialect: ModelDialect(rawValue: settings.text("\(slot).protocol")) ?? .deepSeek,
                    table: table
                )
            }
        } catch {
            throw ProcessFailure(.data, "\(error)")
        }
    }
}

extension StoredCalls {
    /// Every bill of one instance, from its file; its agent must have ended.
    ///
    /// - Parameters:
    ///   - slot: the vote.
    ///   - instance: whose file.
    ///   - paths: the account's.
    /// - Returns: by rising log position.
    /// - Throws: ``ProcessFailure`` for a file that cannot be read.
    package static func bills(
        _ slot: String,
        _ instance: String,
        _ paths: RunPaths
    ) throws(ProcessFailure) -> (calls: [CallBill], unasked: [UnaskedBill]) {
        do throws(StoreError) {
            let store = try CallStore(path: paths.store("llm-\(slot)-\(instance)"), durability: .full)
            let bills = try store.bills(after: 0, cycles: .max)
            try store.close()
            return (bills.calls, bills.unasked)
        } catch {
            throw ProcessFailure(.data, "\(error)")
        }
    }

    /// The slots whose agents have asked something in this folder, sorted.
    package static func slots(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let slots = names.compactMap { name -> String? in
            guard name.hasPrefix("llm-"), name.hasSuffix(".sqlite") else { return nil }
            let words = name.dropFirst("llm-".count).dropLast(".sqlite".count)
            return words.lastIndex(of: "-").map { String(words[..<$0]) }
        }
        return Set(slots).sorted()
    }
}

extension Tandem_V1_StoredCall {
    init(
        _ call: CallStore.Recorded,
        slot: String,
        instance: String,
        template: PromptTemplate,
        dialect: ModelDialect,
        table: ModelTable
    ) {
        self.init()
        let asked = call.intent
        self.slot = slot
        self.instance = instance
        cycle = Tandem_V1_Cycle(asked.key.cycle)
        channel = asked.key.channel.rawValue
        model = asked.model
        isSimulated = asked.isSimulated
        promptVersion = asked.promptDigest
        if let choice = asked.choice { self.choice = choice.description }
        prompt = asked.prompt
        if asked.promptDigest == template.name {
            system = template.system(for: asked.key.channel)
        }
        guard let outcome = call.outcome else { return }
        if let status = outcome.status { httpStatus = UInt32(clamping: status) }
        if let reply = outcome.reply { self.reply = Data(reply) }
        switch CallArchive.content(of: outcome, model: asked.model, dialect: dialect, table: table) {
        case .arguments(let text): arguments = text
        case .unusable(let cause, let detail): failure = "\(cause.rawValue): \(detail)"
        }
        costNanoUsd = outcome.cost_nanoUSD
        promptTokens = UInt32(clamping: outcome.promptTokens)
        cachedTokens = UInt32(clamping: outcome.cachedTokens)
        completionTokens = UInt32(clamping: outcome.completionTokens)
    }
}
