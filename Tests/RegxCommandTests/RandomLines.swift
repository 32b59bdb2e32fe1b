// SPDX-License-Identifier: Apache-2.0

import TensorFormats

@testable import CommandTable
@testable import RegxCommand

/// Random command lines, from the table itself: whatever command, flag, choice or example it gets is
/// tried from then on.
///
/// Each line ends soon, reads only the files it is given, and writes into one folder.
struct RandomLines {
  private let program = Program.regx
  /// Files to read.
  private let files: [String]
  /// Where lines may write.
  private let folder: String
  /// The values that examples give to flags, by the flags' names.
  private let shown: [String: [String]]
  /// What ends a command soon, by its name or its first operand's.
  private let brief: [String: [String]]
  /// How flags are spelled whose value is written, or bounded.
  private let writing: Set<String>
  private let boundedFlags: [String: [String]]
  private var random: SplitMix64

  /// - Parameters:
  ///   - files: Files to read; the first of them may be overwritten.
  ///   - cases: A file of few cases for `vectors`.
  init(reading files: [String], cases: String, writingTo folder: String, seed: UInt64) {
    self.files = files
    self.folder = folder
    shown = Self.exampleValues(of: Program.regx)
    brief = [
      "stats": ["--trials", "3"], "sweep": ["--trials", "2", "--p", "0.5"],
      "bottleneck": ["--shape", "2,4,3,3"], "identify": ["--seeds", "0:9", "--engine", "torch"],
      "vectors": ["--cases", cases],
    ]
    let flags = program.commands.flatMap(\.flags)
    writing = Set(flags.filter(\.values.isWritten).flatMap(Self.spellings))
    boundedFlags = Dictionary(
      flags.flatMap { flag in
        Self.spellings(of: flag).compactMap { name in Self.bounded[flag.name].map { (name, $0) } }
      }, uniquingKeysWith: { first, _ in first })
    random = SplitMix64(state: seed)
  }

  /// The next line.
  mutating func next() -> [String] { safe(line(depth: 0)) }

  // MARK: - Lines

  private mutating func line(depth: Int) -> [String] {
    if oneIn(12) { return [word()] + (oneIn(2) ? [word(), word()] : []) }
    let mode = oneIn(8)
    guard let command = mode ? program.command("apply") : pick(program.commands) else { return [] }
    var words = [mode ? pick(Mode.catalogue).name : command.name]
    words += brief[command.name] ?? []
    var operands = mode ? [] : operands(of: command)
    words += operands.first.flatMap { brief[$0] } ?? []
    // A value that a flag lacks, an operand that comes first, are mistakes to be answered, too.
    for _ in 0..<Int.random(in: 0..<6, using: &random) {
      guard let flag = pickOrNil(command.flags + program.generalFlags) else { continue }
      words += typed(flag)
      if !operands.isEmpty, oneIn(3) { words.append(operands.removeFirst()) }
    }
    words += operands
    if oneIn(16) { words.insert(word(), at: .random(in: 1...words.count, using: &random)) }
    if oneIn(16) { words.remove(at: .random(in: 0..<words.count, using: &random)) }
    guard command.operands.first?.count == .line, depth < 3 else { return words }
    return words + line(depth: depth + 1)
  }

  private mutating func operands(of command: Command<RawFlags>) -> [String] {
    command.operands.flatMap { operand -> [String] in
      switch operand.count {
      case .required: oneIn(16) ? [] : [value(operand.metavar, operand.values)]
      case .optional: oneIn(2) ? [] : [value(operand.metavar, operand.values)]
      case .any, .oneOrMore:
        (0..<Int.random(in: 0..<3, using: &random)).map { _ in
          value(operand.metavar, operand.values)
        }
      case .line: []
      }
    }
  }

  private mutating func typed(_ flag: Flag<RawFlags>) -> [String] {
    let name = pick(Self.spellings(of: flag))
    guard flag.metavar != nil else { return oneIn(16) ? ["\(name)=\(word())"] : [name] }
    let value = value(flag.name, flag.values)
    return oneIn(8) && !flag.values.isWritten ? ["\(name)=\(value)"] : [name, value]
  }

  // MARK: - Values

  /// A value for a flag or an operand: most have a chance to fit.
  private mutating func value(_ name: String, _ values: Values) -> String {
    if values.isWritten { return newFile() }
    if let bounded = Self.bounded[name] { return pick(bounded) }
    if oneIn(8) { return word() }
    var fitting = values.choices().map(\.name) + (shown[name] ?? [])
    if fitting.isEmpty || oneIn(4) { fitting = values.takesFiles ? files : Self.numbers }
    if values.takesFiles, oneIn(3) { fitting = files }
    return values.isList && oneIn(3) ? "\(pick(fitting)),\(pick(fitting))" : pick(fitting)
  }

  private mutating func newFile() -> String {
    let endings = TensorFormat.written.flatMap(\.endings) + ["svg", "npy", "x"]
    return pick([files[0], folder + "/no/new", "\(folder)/new.\(pick(endings))", folder + "/new"])
  }

  /// A word from anywhere.
  private mutating func word() -> String {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: pick(files)
    case 1: pick(Self.numbers)
    default: pick(Self.words)
    }
  }

  /// Flags whose values decide how long a run takes, with values that keep it short.
  private static let bounded: [String: [String]] = [
    "shape": [
      "3,2,2,2", "3x2", "scalar", "0,3", "3,0", "1,1,1,1", "2,3,4,4", "2,2,2,2,2", "4,4", "5", "1,",
      "-1", "2,-2", "9223372036854775807x2", "(3, 2)", "torch.Size([2, 2])", "x", "",
    ],
    "trials": ["1", "2", "3", "0", "-1", "x", "1e3", "18446744073709551616"],
    "batch": ["1", "2", "0", "x", "1048577"],
    "depths": ["3,3,9,3", "1", "12", "0", "3,,3", "x", "99999999999"],
    "layers": ["4,5,3", "1,1", "2,0", "7", "x", "3,2,2,2"],
    "columns": ["1", "2", "5", "0", "x"],
    "blocks": ["1", "2", "3", "0", "1001", "x"],
    "reduction": ["1", "2", "4", "0", "x"],
    "warmup": ["0", "1", "2", "-1", "x"],
    "call": ["0", "1", "7", "-1", "100000001"],
    "out-features": ["1", "3", "0", "x"],
    "n": ["0", "1", "5", "-1", "x", "9223372036854775808"],
    "seeds": ["0:9", "1,2", "none", "9:0", "x", ""],
    "positions": ["0:3", "2", "3:0", "x"],
    "gap": ["0:3", "2", "3:0", "x"],
    "state-within": ["0", "9", "x"],
  ]

  private static let numbers = [
    "0", "1", "-1", "2", "3", "7", "0.5", "1.0", "1e-400", "1e400", "nan", "inf", "-inf", "-0.0",
    "0x7e5", "-0x1", "18446744073709551615", "18446744073709551616", "9223372036854775807",
    "-9223372036854775808", "99999999999999999999999", "33%", "1/3", "0:5", "3:", ":0", "1,2",
    "9223372036854775807:", "1/1", "2/3", "9223372036854775807/9223372036854775807", "0/0", "0,0,0",
    "0:0.9:0.3",
  ]

  /// What no table has: near misses, other people's names, and what hurts.
  private static let words = [
    "", "x", ",", "1,", ",1", "1,,1", "torch==2.6.0", "2.6.0+cu124 x86_64", "nn.Dropout", "cuda",
    "half", "[1,2", "[[1,2],[3,4]]", "drouput", "compar", "--sead", "-s", "--for", "--size", "-p",
    "é", "\u{301}", "\u{1b}[0m", "\n", "'", "\u{fffd}", "--", "-h", "--help", "--version", "help",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "=", "--=", "-=", "\u{0}", "rand", "words 3", "2 * dropout 0.5 4", "0,1", "99,0",
  ]

  private static func exampleValues(of program: Program<RawFlags>) -> [String: [String]] {
    var values: [String: [String]] = [:]
    let examples = program.examples + program.commands.flatMap(\.examples)
    for words in examples.flatMap({ shellCommands($0.line) }) {
      for (flag, value) in zip(words, words.dropFirst())
      where flag.hasPrefix("--") && value != "-" && !value.hasPrefix("--") {
        values[String(flag.dropFirst(2)), default: []].append(value)
      }
    }
    return values
  }

  // MARK: - Safety

  /// The line without what would write elsewhere, take long or read the test's own standard input:
  /// words that came together by chance may mean something.
  private func safe(_ line: [String]) -> [String] {
    var line = line.map { $0 == "-" ? "x" : $0 }
    if let start = line.firstIndex(of: "vectors") {
      // The folder that it writes is an operand.
      for i in line.indices.dropFirst(start + 1)
      where !line[i].hasPrefix("/") && (!line[i].hasPrefix("-") || line[i] == "--") {
        line[i] = folder + "/new"
      }
    }
    for i in line.indices.dropLast() {
      let value = line[i + 1]
      if writing.contains(line[i]), !value.hasPrefix("/") { line[i + 1] = files[0] }
      if let bounded = boundedFlags[line[i]], !bounded.contains(value),
        brief.values.allSatisfy({ !$0.contains(value) })
      {
        line[i + 1] = bounded[0]
      }
    }
    return line
  }

  private static func spellings(of flag: Flag<RawFlags>) -> [String] {
    ["--\(flag.name)"] + flag.synonyms.map { "--\($0)" } + (flag.short.map { ["-\($0)"] } ?? [])
  }

  // MARK: - Chance

  private mutating func oneIn(_ count: Int) -> Bool {
    Int.random(in: 0..<count, using: &random) == 0
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[.random(in: elements.indices, using: &random)]
  }

  private mutating func pickOrNil<Element>(_ elements: [Element]) -> Element? {
    elements.isEmpty ? nil : pick(elements)
  }
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same runs from the same seed.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
