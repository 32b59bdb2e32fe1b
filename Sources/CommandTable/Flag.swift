// One definition per flag: parsing, help, man page, completion and suggestions read it.
// SPDX-License-Identifier: Apache-2.0

/// A flag that sets something in `Options`.
public struct Flag<Options: Sendable>: Sendable {
  /// The long name, without the dashes.
  public let name: String
  /// The one-letter name.
  public let short: Character?
  /// What the value is called in help, upper-case; `nil` for a switch, which takes none.
  public let metavar: String?
  /// What it does: one phrase without a period.
  public let help: String
  /// What else there is to know: sentences, paragraphs apart by an empty line.
  public let details: String?
  /// What may be given.
  public let values: Values
  /// What else people call it, without the dashes: accepted, told in its help, never offered.
  public private(set) var synonyms: [String] = []
  /// Whether a second one is an error: of the others the last one wins.
  public private(set) var isSingle = false

  /// What stands in the options when it is not given; `nil` if that needs no words.
  let defaultText: @Sendable (Options) -> String?
  /// Takes the value, or an empty text for a switch.
  let parse: @Sendable (inout Options, String) throws(ValueError) -> Void

  /// A flag with a value that `parse` takes apart.
  public init(
    _ name: String, short: Character? = nil, metavar: String, help: String,
    details: String? = nil, values: Values = .any,
    default defaultText: @escaping @Sendable (Options) -> String? = { _ in nil },
    parse: @escaping @Sendable (inout Options, String) throws(ValueError) -> Void
  ) {
    self.name = name
    self.short = short
    self.metavar = metavar
    self.help = help
    self.details = details
    self.values = values
    self.defaultText = defaultText
    self.parse = parse
  }

  /// A switch: a flag without a value, which does `set`.
  public init(
    _ name: String, short: Character? = nil, help: String, details: String? = nil,
    set: @escaping @Sendable (inout Options) -> Void
  ) {
    self.name = name
    self.short = short
    metavar = nil
    self.help = help
    self.details = details
    values = .any
    defaultText = { _ in nil }
    parse = { options, _ in set(&options) }
  }

  /// The same flag, known by further names too.
  public func also(_ synonyms: String...) -> Flag {
    var flag = self
    flag.synonyms += synonyms
    return flag
  }

  /// The same flag where a second value would drop the first one in silence, and that matters.
  public var single: Flag {
    var flag = self
    flag.isSingle = true
    return flag
  }

  /// The synonyms as they are typed, for help; empty if there are none.
  var alsoText: String {
    synonyms.isEmpty ? "" : "Also \(synonyms.map { "--\($0)" }.joined(separator: ", "))."
  }

  /// How the flag is written, with its metavar.
  var usage: String { metavar.map { "--\(name) \($0)" } ?? "--\(name)" }
}
