// What the shells complete, the same for all of them; one file per shell writes it out.
// SPDX-License-Identifier: Apache-2.0

/// A shell that completion can be written for.
public enum Shell: String, CaseIterable, Sendable { case bash, zsh, fish }

extension Program {
  /// The script that completes the program's command lines in `shell`.
  public func completion(for shell: Shell) -> String {
    switch shell {
    case .bash: bashCompletion
    case .zsh: zshCompletion
    case .fish: fishCompletion
    }
  }

  /// The name of a function of the completion script.
  func function(_ suffix: String = "") -> String {
    "_" + name.map { $0.isLetter || $0.isNumber ? "\($0)" : "_" }.joined() + suffix
  }

  /// What may stand as the first word: a command, or what is short for one.
  var firstWords: [Choice] {
    commands.map { Choice($0.name, $0.summary) } + shorthandChoices
  }

  /// What may stand in a command's place.
  var shorthandChoices: [Choice] { shorthandValues?.choices() ?? [] }

  /// Every list of choices once, in the order of the table: the scripts refer to them by number.
  var offers: [Offer] {
    var offers: [Offer] = []
    for command in commands {
      let values = (command.flags + generalFlags).map(\.values) + command.operands.map(\.values)
      for offer in values.map(Offer.init) where !offer.choices.isEmpty && !offers.contains(offer) {
        offers.append(offer)
      }
    }
    return offers
  }
}

/// `Values` with the choices made, so that equal ones can be told.
struct Offer: Hashable {
  let choices: [Choice]
  let takesFiles: Bool
  let isList: Bool

  init(_ values: Values) {
    choices = values.choices()
    takesFiles = values.takesFiles
    isList = values.isList
  }
}

/// Values under keys, in the order in which they came: the same value is held once.
struct Grouping<Value: Hashable> {
  private(set) var groups: [(value: Value, keys: [String])] = []
  private var places: [Value: Int] = [:]

  mutating func add(_ key: String, _ value: Value) {
    if let place = places[value] {
      groups[place].keys.append(key)
    } else {
      places[value] = groups.count
      groups.append((value, [key]))
    }
  }
}

extension String {
  /// The text with `escape` before each of `characters`.
  func escaping(_ characters: Set<Character>, with escape: String = "\\") -> String {
    map { characters.contains($0) ? "\(escape)\($0)" : "\($0)" }.joined()
  }

  /// The text as one word for bash and zsh.
  var shellWord: String { "'" + map { $0 == "'" ? "'\\''" : "\($0)" }.joined() + "'" }

  /// The text as one word for fish.
  var fishWord: String { "'" + escaping(["\\", "'"]) + "'" }
}
