// Modes as values of flags and operands.

import CommandTable

extension Mode {
  /// What `--mode` and the operands take.
  static let values = Values.one(
    of: { catalogue.map(\.choice) }, listedBy: "'regx modes'",
    understood: { (word) throws(ValueError) in
      if Input(word).isThere { throw ValueError("is a file; give it with --input") }
      return nil
    })

  /// The mode that `word` stands for.
  static func meant(by word: String) throws(ValueError) -> Mode {
    try values.choice(word, Mode.named)
  }

  /// The mode as something to choose.
  var choice: Choice { Choice(name, summary, also: synonyms, after: prefixes) }
}
