// The requests for help and for the version, which are found before anything else.
// SPDX-License-Identifier: Apache-2.0

/// What asks for help, and for the version, wherever it stands.
private let helpWords = ["-h", "--help", "-help"]
private let versionWords = ["--version", "-V", "-version"]

extension Command {
  /// Whether `help` after the command's name can be nothing but a request for it.
  fileprivate var takesNoFile: Bool {
    name != "help" && !operands.contains { $0.values.takesFiles || $0.values.choices().isEmpty }
  }
}

extension Program {
  /// What is to be explained by the request for help or for the version among the words; the first
  /// of them counts.
  func explanation(_ words: [String], _ command: Command<Options>?) -> Explanation? {
    if let command, words.count == 2, words[1] == "help", command.takesNoFile {
      return .help(command: command.name, long: true)
    }
    guard words.contains(where: { helpWords.contains($0) || versionWords.contains($0) }) else {
      return nil
    }
    // While the command is not known, a flag takes a value if it does so anywhere.
    lazy var flags = FlagTable((command?.groups ?? commands.flatMap(\.groups)) + [generalGroup])
    var help: Bool?
    var version = false
    var verbose = false
    var operands: [String] = []
    var rest = words[...]
    while let word = rest.popFirst(), word != "--" {
      guard let typed = TypedFlag(word) else {
        if operands.count < 2 { operands.append(word) }
        continue
      }
      switch word {
      case _ where helpWords.contains(word): if !version, help == nil { help = word != "-h" }
      case _ where versionWords.contains(word): if help == nil { version = true }
      case "--verbose": verbose = true
      default:
        let takesNext = typed.value == nil && flags[typed.spelling]?.metavar != nil
        if takesNext { _ = rest.popFirst() }
      }
    }
    if let help {
      if operands.first == "help", operands.count == 2 { operands.removeFirst() }
      let topic = operands.first.flatMap { self.command($0) }
      return .help(command: topic?.name, long: help)
    }
    return version ? .version(verbose: verbose) : nil
  }
}
