// The flags that say what is drawn and what is done with it.

import CommandTable
import RandomStreams
import Regularization
import TensorCore

/// The options type, where `Options` is a generic parameter's name.
typealias RegxOptions = Options
typealias RegxFlag = Flag<Options>

extension Flag where Options == RegxOptions {
  static let shape = RegxFlag(
    "shape", metavar: "EXTENTS", help: "Extents, comma separated; 'scalar' for rank 0",
    details: "3x2x2x2 is the same as 3,2,2,2. Any extent may be 0. A shape may be larger than any"
      + " memory: what is not printed is not made.",
    in: \.shape
  ) { (text) throws(ValueError) in
    try parsedShape(text)
  }

  static let p = RegxFlag(
    "p", metavar: "P", help: "Probability of an element to be zeroed, 0 to 1", in: \.p,
    shown: { "\($0.value)" }
  ) { (text) throws(ValueError) in
    try probability(text)
  }

  /// `p` where it is no chance of being dropped.
  static let successProbability = RegxFlag(
    "p", metavar: "P", help: "Probability of a 1, or of a success in 'binomial'",
    in: \.p, shown: { "\($0.value)" }
  ) { (text) throws(ValueError) in
    try probability(text)
  }

  static let failureProbability = RegxFlag(
    "keep-prob", metavar: "K", help: "p = 1 - K, said the other way; not with --p",
    parse: { (options, text) throws(ValueError) in options.p = try probability(text).complement })

  static let keepProbability = RegxFlag(
    "keep-prob", metavar: "K", help: "The same said the other way; not with --p",
    details: "p is 1 - K, as frameworks take p. The article's functions, which take the keep"
      + " probability themselves (drop-path:prescaled and drop-path:rand-gt), get K as it is.",
    parse: { (options, text) throws(ValueError) in
      let keep = try probability(text)
      options.keep = keep
      options.p = keep.complement
    })

  static let seed = RegxFlag(
    "seed", metavar: "SEED", help: "What the framework's seeding function takes",
    details: "For torch, what torch.manual_seed takes: an integer of up to 64 bits, negative too,"
      + " 0x too; only its low 32 bits matter on the CPU.",
    in: \.seed, shown: { $0.text }
  ) { text in
    Seed(text)
  }

  static let engine = RegxFlag(
    "engine", metavar: "ENGINE", help: "Framework, version and build to reproduce",
    details: "'regx engines' lists them with the versions and processors that they stand for. The"
      + " same seed gives other masks on another engine, and leaves the generator elsewhere.",
    values: .one(of: { Engine.catalogue.map { Choice($0.name, $0.summary) } }), in: \.engine,
    shown: { $0.name }
  ) { (name) throws(ValueError) in
    if let engine = Engine.named(name) { return engine }
    // The nearest name would be another version, which is no near miss.
    guard let version = name.split(separator: "-").dropFirst().first,
      name.hasPrefix("torch-"), version.first?.isNumber == true
    else { throw .noChoice(name) }
    throw ValueError("is no version that was verified; 'regx engines' lists those that were")
  }

  private static let modeChoices: @Sendable () -> [Choice] = {
    Mode.catalogue.map { Choice($0.name, $0.summary) }
  }

  static let modes = RegxFlag(
    "mode", metavar: "MODE,...", help: "Modes to apply in turn, with one generator",
    details: "'regx modes' lists them with their formulas.",
    listOf: modeChoices, in: \.modes, shown: { $0.name }, named: Mode.named)

  static let mode = RegxFlag(
    "mode", metavar: "MODE", help: "Mode to apply",
    details: "'regx modes' lists them with their formulas.",
    values: .one(of: modeChoices), in: \.modes, shown: { $0.first?.name }
  ) { (name) throws(ValueError) in
    guard !name.contains(",") else {
      throw ValueError("is a list, and one mode is taken here; compare and sweep take several")
    }
    guard let mode = Mode.named(name) else { throw .noChoice(name) }
    return [mode]
  }

  static let input = RegxFlag(
    "input", metavar: "INPUT", help: "Input of the modes; '-' is standard input",
    details: "A file is .npy, .safetensors, JSON, CSV or text printed by PyTorch; it is recognized"
      + " by what is in it. A drawn input is drawn before anything else.",
    values: .fileOrOne(of: { Input.made.map { Choice($0.input.description, $0.summary) } }),
    in: \.input
  ) { text throws(ValueError) in
    guard !text.isEmpty else {
      throw ValueError("must be a file, '-' or one of rand, randn, ones, zeros, arange")
    }
    return Input(text)
  }

  static let tensor = RegxFlag(
    "tensor", metavar: "NAME", help: "Which tensor of a file that holds several",
    in: \.tensorName
  ) { text in
    text
  }

  static let dtype = RegxFlag(
    "dtype", metavar: "DTYPE", help: "Element type; a file is converted to it",
    details: "By default a file's own, and float32 for what is drawn.",
    oneOf: { floatingTypes.map { Choice($0.rawValue) } }, in: \.dtype,
    named: { name in floatingTypes.first { $0.rawValue == name } })

  static let sampleDtype = RegxFlag(
    "dtype", metavar: "DTYPE", help: "Element type",
    details: "By default float32; uint32 for bits, int64 for arange. bernoulli, ones and"
      + " zeros also come as int64 and bool.",
    oneOf: { sampleTypes.map { Choice($0.rawValue) } }, in: \.dtype,
    named: { name in sampleTypes.first { $0.rawValue == name } })

  static let skip = RegxFlag(
    "skip", metavar: "N", help: "32-bit words to discard after the input is drawn",
    details: "In 'sample', before anything is drawn.", in: \.skip
  ) { (text) throws(ValueError) in
    guard let words = UInt64(text) else {
      throw ValueError("must be a number of words, from 0 to 2^64 - 1")
    }
    return words
  }

  static let foldIn = RegxFlag(
    "fold-in", metavar: "N", help: "jax.random.fold_in of the key, on engine jax",
    in: \.folded
  ) { (text) throws(ValueError) in
    guard let data = UInt32(text) else {
      throw ValueError("must be a number from 0 to 2^32 - 1")
    }
    return data
  }

  static let low = RegxFlag(
    "low", metavar: "X", help: "Lower end of 'uniform'", in: \.low
  ) { (text) throws(ValueError) in
    try finite(text)
  }

  static let high = RegxFlag(
    "high", metavar: "X", help: "Upper end of 'uniform'", in: \.high
  ) { (text) throws(ValueError) in
    try finite(text)
  }

  static let mean = RegxFlag(
    "mean", metavar: "X", help: "Mean of 'normal'", in: \.mean
  ) { (text) throws(ValueError) in
    try finite(text)
  }

  static let deviation = RegxFlag(
    "std", metavar: "X", help: "Standard deviation of 'normal', 0 or more", in: \.deviation
  ) { (text) throws(ValueError) in
    let value = try finite(text)
    guard value >= 0 else { throw ValueError("must be 0 or more") }
    return value
  }

  static let trials = RegxFlag(
    "n", metavar: "N", help: "Trials of 'binomial', keys of 'split'", in: \.trials
  ) { (text) throws(ValueError) in
    guard let trials = Int64(text), trials >= 0 else {
      throw ValueError("must be a number of trials, 0 or more")
    }
    return trials
  }
}

private let floatingTypes = DType.allCases.filter { $0.kind == .floating }
private let sampleTypes = floatingTypes + [.int64, .uint32, .bool]

/// A number as it is typed: Swift's own parser takes what Python's float() takes, but for blanks.
private func number(_ text: String) throws(ValueError) -> Double {
  guard let value = Double(text), !value.isNaN else {
    throw ValueError("must be a number")
  }
  return value
}

func finite(_ text: String) throws(ValueError) -> Double {
  let value = try number(text)
  guard value.isFinite else { throw ValueError("must be a finite number") }
  return value
}

private func probability(_ text: String) throws(ValueError) -> Probability {
  guard let value = Double(text) else { throw ValueError("must be a number between 0 and 1") }
  guard let p = Probability(value) else { throw ValueError("must be between 0 and 1") }
  return p
}

/// The text without the blanks at its ends.
private func trimmed(_ text: Substring) -> Substring {
  let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") }
  var bytes = text.utf8.drop(while: isBlank)
  while bytes.last.map(isBlank) == true { bytes.removeLast() }
  return Substring(bytes)
}

private func isSeparator(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: ",") || byte == UInt8(ascii: "x")
}

func parsedShape(_ text: String) throws(ValueError) -> Shape {
  if text == "scalar" { return .scalar }
  var text = trimmed(Substring(text))
  // As Python prints a shape: (3, 2), [3, 2], torch.Size([3, 2]).
  for opening in ["torch.Size(", "(", "["]
  where text.hasPrefix(opening) && text.hasSuffix(opening == "[" ? "]" : ")") {
    text = trimmed(Substring(text.utf8.dropFirst(opening.utf8.count).dropLast()))
    if text.hasSuffix(",") { text = trimmed(text.dropLast()) }
    if text.isEmpty { return .scalar }
  }
  var extents: [Int] = []
  for part in text.utf8.split(omittingEmptySubsequences: false, whereSeparator: isSeparator) {
    let part = trimmed(Substring(part))
    if let extent = Int(part) {
      extents.append(extent)
    } else if !part.isEmpty, part.utf8.allSatisfy({ (48...57).contains($0) }) {
      throw ValueError("an extent is past what 64 bits count")
    } else {
      throw ValueError("must be extents like 3,2,2,2, or 'scalar'")
    }
  }
  do throws(ShapeError) {
    return try Shape(extents)
  } catch {
    switch error {
    case .negativeExtent(let extent):
      throw ValueError("an extent is a count, not \(extent)")
    case .tooManyExtents(let count):
      throw ValueError("has \(count) extents; PyTorch and regx take up to \(Shape.rankLimit)")
    case .tooManyElements:
      throw ValueError("holds more elements than 64 bits can count the bytes of")
    }
  }
}
