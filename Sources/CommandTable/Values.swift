// What a flag or an operand takes: the values worth offering, and why one is refused.
// SPDX-License-Identifier: Apache-2.0

/// A value worth offering by name.
public struct Choice: Hashable, Sendable {
  /// As it is typed; without blanks and commas.
  public let name: String
  /// What it stands for, in one phrase; may be empty.
  public let summary: String
  /// What else people call it. Case, hyphens, underscores and blanks make no difference. A synonym
  /// that several choices have stands for none of them: each is suggested.
  public let synonyms: [String]
  /// What may stand in front of its name and synonyms, such as `torch.`.
  public let prefixes: [String]

  public init(
    _ name: String, _ summary: String = "", also synonyms: [String] = [],
    after prefixes: [String] = []
  ) {
    self.name = name
    self.summary = summary
    self.synonyms = synonyms
    self.prefixes = prefixes
  }
}

/// What may stand where a value is expected, for help, completion and suggestions.
///
/// It describes and does not check: what is accepted is up to the flag's `parse`. The choices are
/// made when they are asked for, so that a catalogue costs nothing at startup.
public struct Values: Sendable {
  /// The values worth offering; empty where there is nothing to choose from.
  public let choices: @Sendable () -> [Choice]
  /// A file's name may stand here.
  public let takesFiles: Bool
  /// That file is written, not read.
  public let isWritten: Bool
  /// Several choices may stand here, separated by commas.
  public let isList: Bool
  /// What lists the choices where an error has no room for all, such as `'kettle teas'`.
  let catalogue: String?
  /// The name of the choice that a word stands for which is none of the names and synonyms.
  let understood: @Sendable (String) throws(ValueError) -> String?

  private init(
    choices: @escaping @Sendable () -> [Choice], takesFiles: Bool = false,
    isWritten: Bool = false, isList: Bool = false, catalogue: String? = nil,
    understood: @escaping @Sendable (String) throws(ValueError) -> String? = { _ in nil }
  ) {
    self.choices = choices
    self.takesFiles = takesFiles
    self.isWritten = isWritten
    self.isList = isList
    self.catalogue = catalogue
    self.understood = understood
  }

  /// Anything: a number, a text.
  public static let any = Values(choices: { [] })
  /// The name of a file that is read.
  public static let file = Values(choices: { [] }, takesFiles: true)
  /// The name of a file or folder that is written.
  public static let newFile = Values(choices: { [] }, takesFiles: true, isWritten: true)

  /// One of these.
  ///
  /// - Parameters:
  ///   - catalogue: What lists them where an error has no room for all.
  ///   - understood: The name of the choice that a word stands for which is no name and no synonym:
  ///     for words with a grammar, such as a version. It throws where it knows a better remedy.
  public static func one(
    of choices: @escaping @Sendable () -> [Choice], listedBy catalogue: String? = nil,
    understood: @escaping @Sendable (String) throws(ValueError) -> String? = { _ in nil }
  ) -> Values {
    Values(choices: choices, catalogue: catalogue, understood: understood)
  }

  /// One of these, or the name of a file.
  public static func fileOrOne(of choices: @escaping @Sendable () -> [Choice]) -> Values {
    Values(choices: choices, takesFiles: true)
  }

  /// One or more of these, separated by commas.
  public static func list(of choices: @escaping @Sendable () -> [Choice]) -> Values {
    Values(choices: choices, isList: true)
  }

  /// One or more of what `self` takes, separated by commas.
  public var listed: Values {
    Values(
      choices: choices, takesFiles: takesFiles, isWritten: isWritten, isList: true,
      catalogue: catalogue,
      understood: understood)
  }
}

/// Why a value is refused.
public struct ValueError: Error, Hashable, Sendable {
  /// What is wrong and what would be right, such as `must be between 0 and 1`; `nil` if the table
  /// says it, from the choices.
  public let phrase: String?
  /// The part of the value that is none of the choices.
  let unknown: String?

  /// A value refused for what `phrase` says, to be read after the value and a colon.
  public init(_ phrase: String) { (self.phrase, unknown) = (phrase, nil) }

  private init(unknown: String) { (phrase, self.unknown) = (nil, unknown) }

  /// A value, or one item of a list, that is none of the choices: the table finds the words,
  /// suggests the near miss or lists the choices.
  public static func noChoice(_ text: String) -> ValueError { ValueError(unknown: text) }

  /// The phrase to put after `value`.
  func phrase(for value: String, among values: Values) -> String {
    guard let unknown else { return phrase ?? "" }
    let item = unknown == value ? "" : "\(quoted(unknown)): "
    return item + values.remedy(for: unknown)
  }
}
