// What a flag or an operand takes: the values worth offering, and why one is refused.

/// A value worth offering by name.
public struct Choice: Hashable, Sendable {
  /// As it is typed; without blanks and commas.
  public let name: String
  /// What it stands for, in one phrase; may be empty.
  public let summary: String

  public init(_ name: String, _ summary: String = "") {
    self.name = name
    self.summary = summary
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
  /// Several choices may stand here, separated by commas.
  public let isList: Bool

  /// Anything: a number, a text.
  public static let any = Values(choices: { [] }, takesFiles: false, isList: false)
  /// The name of a file.
  public static let file = Values(choices: { [] }, takesFiles: true, isList: false)

  /// One of these.
  public static func one(of choices: @escaping @Sendable () -> [Choice]) -> Values {
    Values(choices: choices, takesFiles: false, isList: false)
  }

  /// One of these, or the name of a file.
  public static func fileOrOne(of choices: @escaping @Sendable () -> [Choice]) -> Values {
    Values(choices: choices, takesFiles: true, isList: false)
  }

  /// One or more of these, separated by commas.
  public static func list(of choices: @escaping @Sendable () -> [Choice]) -> Values {
    Values(choices: choices, takesFiles: false, isList: true)
  }
}

/// Why a value is refused.
public struct ValueError: Error, Hashable, Sendable {
  /// What is wrong and what would be right, such as `must be between 0 and 1`; `nil` if the table
  /// says it, from the choices.
  let phrase: String?
  /// The part of the value that is none of the choices.
  let stranger: String?

  /// A value refused for what `phrase` says, to be read after the value and a colon.
  public init(_ phrase: String) { (self.phrase, stranger) = (phrase, nil) }

  private init(stranger: String) { (phrase, self.stranger) = (nil, stranger) }

  /// A value, or one item of a list, that is none of the choices: the table finds the words,
  /// suggests the near miss or lists the choices.
  public static func noChoice(_ text: String) -> ValueError { ValueError(stranger: text) }

  /// The phrase to put behind `value`.
  func phrase(for value: String, among values: Values) -> String {
    guard let stranger else { return phrase ?? "" }
    let names = values.choices().map(\.name)
    let item = stranger == value ? "" : "\(quoted(stranger)): "
    if let near = nearMiss(of: stranger, among: names) {
      return "\(item)did you mean '\(near)'?"
    }
    let rest = values.takesFiles ? " or a file" : ""
    return "\(item)must be one of \(names.joined(separator: ", "))\(rest)"
  }
}
