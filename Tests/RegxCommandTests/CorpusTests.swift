// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The cases that `make fuzz` keeps, as far as they can be tried in process, where the sanitizers
/// look on.
@Suite struct CorpusTests {
  private struct Case: Decodable {
    let files: [String: Data]
  }

  static let names = try! FileManager.default.contentsOfDirectory(
    atPath: testFolder("Fuzz/Corpus")
  ).sorted()

  @Test(arguments: names) func `a saved file is read, or refused with one line`(name: String) throws
  {
    let text = try Data(contentsOf: URL(fileURLWithPath: testFolder("Fuzz/Corpus/\(name)")))
    let folder = try TemporaryFolder()
    for (file, content) in try JSONDecoder().decode(Case.self, from: text).files {
      let path = try folder.write(Array(content), to: file)
      for format in ["torch", "numpy", "json", "hex"] {
        let outcome = regx("print", path, "--format", format)
        if outcome.code == 0 { continue }
        let lines = outcome.errors.split(separator: "\n")
        #expect(outcome.code == 2 && outcome.bytes.isEmpty && lines.count == 1, "\(lines)")
        #expect(outcome.errors.contains("'\(path)'"), "\(lines)")
      }
    }
  }
}
