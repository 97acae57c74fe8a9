internal import Foundation
package import TradingDomain
internal import Yams

extension Settings {
    /// The models that `models.table` names; the embedded ones when it is empty.
    /// - Throws: ``SettingsError`` with every problem of the file.
    package func modelTable() throws(SettingsError) -> ModelTable {
        guard let path = optional("models.table") else { return .standard }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw SettingsError(problems: ["models.table: \(path) cannot be read; see config/models.yaml"])
        }
        do throws(SettingsError) {
            return try ModelTable(yaml: text)
        } catch {
            throw SettingsError(problems: error.problems.map { "\(path): \($0)" })
        }
    }
}

extension ModelTable {
    /// Reads a table in the form of `config/models.yaml`. Unknown keys are refused.
    ///
    /// - Parameter yaml: the file's text.
    /// - Throws: ``SettingsError`` with every problem.
    package init(yaml: String) throws(SettingsError) {
        let root: Node?
        do { root = try Yams.compose(yaml: yaml) } catch { throw SettingsError(problems: ["\(error)"]) }
        guard let list = root?.mapping?["models"]?.sequence, root?.mapping?.count == 1 else {
            throw SettingsError(problems: ["not a file with the one key 'models' and a list under it"])
        }
        var cards: [ModelCard] = []
        var problems: [String] = []
        for (index, node) in list.enumerated() {
            var reader = ModelCardReader(node, index: index)
            if let card = reader.card() { cards.append(card) }
            problems += reader.problems
        }
        guard problems.isEmpty else { throw SettingsError(problems: problems) }
        do throws(InvalidSettings) {
            try self.init(cards)
        } catch {
            throw SettingsError(problems: error.problems)
        }
    }
}
