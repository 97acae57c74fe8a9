internal import Foundation
internal import LanguageModels
package import ModelAgent
package import Runtime
internal import SQLiteStore
package import TradingDomain

/// The calls of one slot in the folder of an earlier run, whose processes have ended.
///
/// Each instance of the slot kept a file of its own; they are looked through in the order of their numbers, and the
/// first reply that came back answers.
package struct RecordedCalls: Sendable {
    /// The model that was asked last.
    package let model: String
    /// No real model gave these replies.
    package let isSimulated: Bool
    private let stores: [CallStore]
    private let dialect: ModelDialect
    private let table: ModelTable
    private let place: String

    /// - Parameters:
    ///   - folder: the earlier run's, such as `data/default`.
    ///   - slot: whose calls.
    ///   - settings: the slot's protocol is read, in which the recorded bodies are.
    /// - Throws: ``ProcessFailure`` for a folder without calls of the slot, or one whose agent still runs.
    package init(folder: String, slot: String, settings: Settings) throws(ProcessFailure) {
        place = "\(slot) in \(folder)"
        dialect = ModelDialect(rawValue: settings.text("\(slot).protocol")) ?? .deepSeek
        table = try settings.knownModels()
        let names = CallArchive.files(of: slot, in: folder)
        guard !names.isEmpty else {
            throw ProcessFailure(
                .data,
                "\(folder) has no recorded calls of slot '\(slot)' (llm-\(slot)-1.sqlite); name the earlier run's folder"
            )
        }
        do throws(StoreError) {
            var stores: [CallStore] = []
            var newest: (name: String, isSimulated: Bool)?
            for name in names {
                let store = try CallStore(path: "\(folder)/\(name)", durability: .normal)
                newest = try store.newestModel() ?? newest
                stores.append(store)
            }
            self.stores = stores
            model = newest?.name ?? "none"
            isSimulated = newest?.isSimulated ?? true
        } catch {
            throw ProcessFailure(.data, "\(error)")
        }
    }

    /// - Returns: the question's calls that came back; none for a miss.
    /// - Throws: ``ProcessFailure`` for a file that cannot be read.
    package func stored(_ id: CallID) throws(ProcessFailure) -> [StoredCall] {
        try calls(id).compactMap { call in
            content(of: call).map { content in
                StoredCall(
                    .ended(content),
                    part: call.intent.key.part,
                    isRepair: call.intent.key.isRepair,
                    prompt: call.intent.prompt
                )
            }
        }
    }

    /// What the calls cost and how long they took.
    package func paid(from first: Timestamp, through last: Timestamp) throws(ProcessFailure) -> [PaidCall] {
        do throws(StoreError) {
            var found: [PaidCall] = []
            for store in stores { found += try store.paid(from: first, through: last) }
            return found
        } catch {
            throw ProcessFailure(.data, "\(error)")
        }
    }

    /// A miss, said to a person.
    package func failure(_ id: CallID, _ detail: String) -> ProcessFailure {
        ProcessFailure(.data, "replay of \(place), \(id): \(detail)")
    }

    /// What came back from a stored call; `nil` when nothing did.
    func content(of call: CallStore.Recorded) -> ReplyContent? {
        call.outcome.map { CallArchive.content(of: $0, model: call.intent.model, dialect: dialect, table: table) }
    }

    /// The calls of the question that came back, of the first instance that has any.
    func calls(_ id: CallID) throws(ProcessFailure) -> [CallStore.Recorded] {
        do throws(StoreError) {
            for store in stores {
                let calls = try store.calls(id.cycle, id.channel).filter {
                    $0.outcome != nil && CallID.share(ofPart: $0.intent.key.part) == id.share
                }
                if !calls.isEmpty { return calls }
            }
            return []
        } catch {
            throw ProcessFailure(.data, "\(error)")
        }
    }
}
