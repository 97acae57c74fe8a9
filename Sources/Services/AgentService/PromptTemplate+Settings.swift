internal import Foundation
package import ModelAgent
package import Runtime

extension PromptTemplate {
    /// The prompts that the settings name; the built-in English ones when they name none.
    /// - Throws: ``ProcessFailure`` that names the file.
    package static func configured(_ settings: Settings) throws(ProcessFailure) -> PromptTemplate {
        guard let folder = settings.optional("models.prompts") else {
            guard settings.text("models.language") == "en" else {
                throw ProcessFailure(.configuration, "models.language zh needs models.prompts, such as config/prompts")
            }
            return .english
        }
        let language = settings.text("models.language")
        let texts = try ["direction", "entry"].map { name throws(ProcessFailure) in
            let path = "\(folder)/\(name).\(language).md"
            guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
                throw ProcessFailure(.configuration, "prompt file \(path) cannot be read; see models.prompts")
            }
            return text
        }
        do throws(PromptTemplateError) {
            return try PromptTemplate(direction: texts[0], entry: texts[1])
        } catch {
            throw ProcessFailure(.configuration, "\(folder): \(error)")
        }
    }
}
