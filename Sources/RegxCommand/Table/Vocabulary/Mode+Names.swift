// Modes as values of flags and operands.
// SPDX-License-Identifier: Apache-2.0

import CommandTable

extension Mode {
  /// What `--mode` and the operands take.
  static let values = Values.one(
    of: { catalogue.map(\.choice) }, listedBy: "'regx modes'",
    understood: { (word) throws(ValueError) in
      if Input(word).isThere { throw ValueError("is a file; give it with --input") }
      return try dropPath(ofTimm: word)?.name
    })

  /// The mode that `word` stands for.
  static func meant(by word: String) throws(ValueError) -> Mode {
    try values.choice(word, Mode.named)
  }

  /// The mode as something to choose.
  var choice: Choice { Choice(name, summary, also: synonyms, after: prefixes) }

  /// The form of drop path in a release of timm, as `drop-path:timm-0.9.16` names it; `nil` for any
  /// other word.
  ///
  /// Source: `drop_path` in the wheels of timm 0.3.4, 0.4.12, 0.5.4, 0.6.13, 0.8.2.dev0, 0.9.16 and
  /// 1.0.31. Before 0.3 it took 4-D inputs alone.
  ///
  /// - Throws: `ValueError` for a release that nobody has looked at, with those that are known.
  private static func dropPath(ofTimm word: String) throws(ValueError) -> Mode? {
    let prefix = "drop-path:timm-"
    guard word.lowercased().hasPrefix(prefix) else { return nil }
    let parts = word.dropFirst(prefix.count).split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0) }
    if numbers.count == parts.count, (2...3).contains(parts.count) {
      switch (numbers[0], numbers[1]) {
      case (0, 3), (0, 4): return dropPath
      case (0, 5), (0, 6), (0, 8), (0, 9), (1, 0): return dropPathBernoulli
      default: break
      }
    }
    throw ValueError(
      "is no release of timm that was verified; 0.3 and 0.4 are 'drop-path', 0.5 to 1.0"
        + " 'drop-path:bernoulli'")
  }
}
