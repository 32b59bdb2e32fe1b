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
    details: "Also 3x2x2x2, and as Python prints it: (3, 2, 2, 2), [3, 2, 2, 2],"
      + " torch.Size([3, 2, 2, 2]). Any extent may be 0. A shape may be larger than any memory:"
      + " only the elements shown are computed.",
    in: \.shape
  ) { (text) throws(ValueError) in
    try parsedShape(text)
  }.also("size")

  static let p = RegxFlag(
    "p", short: "p", metavar: "P", help: "Probability of an element to be zeroed, 0 to 1",
    details: probabilityText, in: \.p, shown: { "\($0.value)" }
  ) { (text) throws(ValueError) in
    try Probability.parsed(text)
  }.also(
    "drop-prob", "drop-rate", "dropout-rate", "rate", "prob", "probability", "dropout", "drop")

  static let probabilityText = "Also 33%, which is 0.33, and 1/3, the double nearest to it."

  /// `p` where it is no chance of being dropped.
  static let successProbability = RegxFlag(
    "p", short: "p", metavar: "P", help: "Probability of a 1, or of a success in 'binomial'",
    details: probabilityText, in: \.p, shown: { "\($0.value)" }
  ) { (text) throws(ValueError) in
    try Probability.parsed(text)
  }.also("prob", "probability")

  static let failureProbability = RegxFlag(
    "keep-prob", metavar: "K", help: "p = 1 - K, said the other way; not with --p",
    parse: { (options, text) throws(ValueError) in
      options.p = try Probability.parsed(text).complement
    })

  static let keepProbability = RegxFlag(
    "keep-prob", metavar: "K", help: "The same said the other way; not with --p",
    details: "p is 1 - K, as frameworks take p. The article's functions, which take the keep"
      + " probability themselves (drop-path:prescaled and drop-path:rand-gt), get K as it is.",
    parse: { (options, text) throws(ValueError) in
      let keep = try Probability.parsed(text)
      options.keep = keep
      options.p = keep.complement
    }
  ).also(
    "keep", "keep-probability", "keep-rate", "retain-prob", "survival-prob", "survival-rate")

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
      + " same seed gives other masks on another engine, and leaves the generator elsewhere.\n\n"
      + Engine.namesText,
    values: Engine.values, in: \.engine, shown: { $0.name }
  ) { (word) throws(ValueError) in
    guard !word.contains(",") else {
      throw ValueError("is a list, and one engine is taken here; compare takes several")
    }
    return try Engine.meant(by: word)
  }

  /// `seed` where several may be compared.
  static let comparedSeeds = RegxFlag(
    "seed", metavar: "SEED,...",
    help: "Seed of the framework; several compare",
    details: "For torch, what torch.manual_seed takes: an integer of up to 64 bits, negative too,"
      + " 0x too; only its low 32 bits matter on the CPU. 1,2,3 and 0:9 are several seeds, in"
      + " columns; on NumPy's engines a list is one seed, as NumPy takes it.",
    in: \.seed, shown: { $0.text }
  ) { text in
    Seed(text)
  }

  /// `engine` where several may be compared.
  static let comparedEngines = RegxFlag(
    "engine", metavar: "ENGINE,...", help: "Framework, version and build; several compare",
    details: "'regx engines' lists them with the versions and processors that they stand for. The"
      + " same seed gives other masks on another engine, and leaves the generator elsewhere."
      + " Several stand in columns, with the share of draws in which their masks agree.\n\n"
      + Engine.namesText,
    values: Engine.values.listed, default: { $0.engine.name },
    parse: { (options, text) throws(ValueError) in
      var engines: [Engine] = []
      for word in text.split(separator: ",", omittingEmptySubsequences: false) {
        engines.append(try Engine.meant(by: String(word)))
      }
      options.engines = engines
      options.engine = engines[0]
    })

  private static let modeText =
    "'regx modes' lists them with their formulas. A name is taken as Python has it, too: nn.Dropout2d,"
    + " F.dropout, drop_path, DropPath."

  static let modes = RegxFlag(
    "mode", metavar: "MODE,...", help: "Modes to apply in turn, with one generator",
    details: modeText,
    listOf: Mode.values, in: \.modes, shown: { $0.name }, named: Mode.named)

  static let mode = RegxFlag(
    "mode", metavar: "MODE", help: "Mode to apply",
    details: modeText,
    values: Mode.values, in: \.modes, shown: { $0.first?.name }
  ) { (name) throws(ValueError) in
    guard !name.contains(",") else {
      throw ValueError("is a list, and one mode is taken here; compare and sweep take several")
    }
    return [try Mode.meant(by: name)]
  }

  static let input = RegxFlag(
    "input", metavar: "INPUT", help: "Input of the modes; '-' is standard input",
    details: "A file is .npy, .npz, .safetensors, .pt, JSON, CSV or text printed by PyTorch; it is"
      + " recognized by what is in it. A list in brackets stands for itself: '[[1, 2], [3, 4]]'. A drawn input"
      + " is drawn before anything else.",
    values: Input.values, in: \.input
  ) { (text) throws(ValueError) in
    try Input.parsed(text)
  }.single

  static let tensor = RegxFlag(
    "tensor", metavar: "NAME", help: "Which tensor of a file that holds several",
    in: \.tensorName
  ) { text in
    text
  }.single

  static let dtype = RegxFlag(
    "dtype", metavar: "DTYPE", help: "Element type; a file is converted to it",
    details: "By default a file's own, and float32 for what is drawn. Also torch.float16,"
      + " np.float32.",
    oneOf: { floatingTypes.map(\.choice) }, in: \.dtype,
    named: { name in floatingTypes.first { $0.rawValue == name } })

  static let sampleDtype = RegxFlag(
    "dtype", metavar: "DTYPE", help: "Element type",
    details: "By default float32; uint32 for bits, int64 for arange. bernoulli, ones and"
      + " zeros also come as int64 and bool, bernoulli as int8 to int32 and uint8 too.",
    oneOf: { sampleTypes.map(\.choice) }, in: \.dtype,
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

  static let after = RegxFlag(
    "after", metavar: "CALLS", help: "Calls that drew before the input, ';' between",
    details: "Separated by ';': rand SHAPE, randn SHAPE, bernoulli P SHAPE, MODE P SHAPE, words N;"
      + " 'N *' in front repeats one: '3 * randn 64,100; dropout 0.5 32,128'.",
    in: \.after, shown: { _ in nil }
  ) { (text) throws(ValueError) in
    try PriorCall.parsed(text)
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
    "mean", metavar: "X", help: "Mean of 'normal'", details: "Also inf, -inf and nan.",
    in: \.mean
  ) { (text) throws(ValueError) in
    guard let value = Double(text) else { throw ValueError("must be a number") }
    return value
  }

  static let deviation = RegxFlag(
    "std", metavar: "X", help: "Standard deviation of 'normal', 0 or more", details: "Also inf.",
    in: \.deviation
  ) { (text) throws(ValueError) in
    guard let value = Double(text) else { throw ValueError("must be a number") }
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
private let sampleTypes: [DType] =
  floatingTypes + [.int64, .int32, .int16, .int8, .uint8, .uint32, .bool]

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
