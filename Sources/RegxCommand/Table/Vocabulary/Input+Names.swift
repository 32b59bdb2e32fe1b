// What else people call the inputs that are made.
// SPDX-License-Identifier: Apache-2.0

import CommandTable

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Input {
  /// What `--input` takes.
  static let values = Values.fileOrOne {
    made.map { row in
      Choice(
        row.input.description, row.summary, also: synonyms[row.input] ?? [],
        after: ["torch.", "np.", "random.", "jnp."])
    }
  }

  /// Suggested and not taken: a file may have such a name.
  private static let synonyms: [Input: [String]] = [
    .rand: ["random", "uniform"], .randn: ["normal", "gaussian"], .ones: ["one"], .zeros: ["zero"],
    .arange: ["range"],
  ]

  /// What `text` names: an input that is made, `-`, a list of numbers in brackets, else a file.
  ///
  /// - Throws: `ValueError` for what was probably meant to be an input that is made, or a list, and
  ///   is no file's name.
  static func parsed(_ text: String) throws(ValueError) -> Input {
    let input = Input(text)
    guard case .file = input, !input.isThere else { return input }
    if text.isEmpty { throw ValueError("must be a file, '-', or one of \(madeNames)") }
    if text.utf8.contains(UInt8(ascii: ",")), text.utf8.allSatisfy(isOfNumbers) {
      throw ValueError("a list of numbers stands in brackets: '[\(text)]'")
    }
    if values.means(text) { throw .noChoice(text) }
    return input
  }

  /// Whether it is a file that exists.
  var isThere: Bool {
    if case .file(let path) = self { access(path, F_OK) == 0 } else { false }
  }

  private static var madeNames: String { made.map(\.input.description).joined(separator: ", ") }

  private static func isOfNumbers(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || ", .+-eE".utf8.contains(byte)
  }
}
