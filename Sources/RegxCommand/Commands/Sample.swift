// regx sample: a framework's drawing functions by themselves.

import CommandTable
import RandomStreams
import Regularization
import TensorCore
import TensorFormats

extension Subcommand {
  static let sample = Subcommand(
    command: Command(
      "sample", summary: "Only draw: rand, uniform, randn, normal, bernoulli, bits and more",
      description: "Draws one tensor as the framework does after seeding: torch.rand, uniform_,"
        + " torch.randn, normal_, bernoulli_, or the generator's raw words.",
      examples: [
        Example("regx sample --shape 2,3 --seed 2021", shows: "torch.rand(2, 3)"),
        Example(
          "regx sample bits --shape 5 --seed 5489 --format csv",
          shows: "The first words of the Mersenne Twister"),
        Example(
          "regx sample uniform --low -1 --high 1 --shape 1000 --skip 624 -o u.npy",
          shows: "A NumPy file of uniforms from further on in the stream"),
      ],
      groups: [
        FlagGroup("What is drawn", [.shape, .seed, .engine, .sampleDtype, .after, .skip]),
        FlagGroup(
          "Parameters",
          [.low, .high, .mean, .deviation, .successProbability, .failureProbability, .trials]),
        FlagGroup(
          "How it is drawn", folded: true,
          [.vectorMath, .foldIn, .gpu, .multiprocessors, .threadsPerMultiprocessor]),
      ] + .printed() + [.printOptions],
      operands: [
        Operand(
          "DIST", help: "What to draw; rand if left out", count: .optional,
          values: Distribution.values
        ) { (options, text) throws(ValueError) in
          options.distribution = try Distribution.values.choice(text, Distribution.init(rawValue:))
        }
      ]),
    run: { invocation, console in
      let options = invocation.options
      try checkSample(invocation)
      let presentation = try Presentation(invocation, options, to: console)
      let ledger = Ledger()
      let source = try Sampling(options, ledger: ledger).source()
      var figure = Figure(
        heading: nil, name: options.distribution.rawValue,
        properties: [("distribution", JSON.string(options.distribution.rawValue))], source: source)
      figure.position = ledger.steps.last.map { ($0.before.position, $0.after.position) }
      try presentation.write([figure], facts: options.facts(of: "sample"))
    })

  /// The tensor that a line of sample draws.
  static func sampled(_ invocation: Invocation<Options>) throws -> any Source {
    try checkSample(invocation)
    return try Sampling(invocation.options).source()
  }

  /// Refuses what a line of sample cannot mean.
  static func checkSample(_ invocation: Invocation<Options>) throws {
    try checkParameters(of: invocation.options.distribution, in: invocation)
    try refuseTwoProbabilities(invocation)
  }
}

extension Distribution {
  /// What `sample` takes.
  fileprivate static let values = Values.one {
    allCases.map {
      Choice($0.rawValue, $0.summary, after: ["torch.", "np.", "jax.", "random."])
    }
  }
}

/// Which distributions know a flag.
private let parameters: [(flag: String, distributions: [Distribution])] = [
  ("low", [.uniform]), ("high", [.uniform]), ("mean", [.normal]), ("std", [.normal]),
  ("p", [.bernoulli, .binomial]), ("keep-prob", [.bernoulli, .binomial]),
  ("n", [.binomial, .split]), ("shape", Distribution.allCases.filter { $0 != .split }),
]

/// Refuses a flag that the distribution does not know: it would be ignored in silence.
private func checkParameters(
  of distribution: Distribution, in invocation: Invocation<Options>
) throws {
  for (flag, knowing) in parameters
  where invocation.isGiven(flag) && !knowing.contains(distribution) {
    let names = knowing.map(\.rawValue).joined(separator: ", ")
    throw Failure("--\(flag): means nothing to '\(distribution.rawValue)'; it is for \(names)")
  }
  try checkEngineFlags(invocation, on: [invocation.options.engine])
}

/// One drawing function, called once.
struct Sampling {
  let options: Options
  /// Where the steps are noted, for those who ask.
  let ledger: Ledger?
  private var shape: Shape { options.shape }

  init(_ options: Options, ledger: Ledger? = nil) {
    self.options = options
    self.ledger = ledger
  }

  func source() throws -> any Source {
    var generator = try seededGenerator(options)
    do {
      try options.makePriorCalls(using: &generator, notedIn: ledger)
      try options.skipWords(using: &generator, notedIn: ledger)
      let before = generator
      let source = try source(using: &generator)
      let name = options.distribution.rawValue
      let isDrawn = ![.ones, .zeros, .arange].contains(options.distribution)
      ledger?.add(
        LedgerStep(
          name: name, draw: isDrawn ? name : nil, count: isDrawn ? source.shape.count : 0,
          before: before, after: generator))
      return source
    } catch let error as UnsupportedDraw {
      throw options.failure(error, remedy: "leave --dtype out")
    }
  }

  private func source(using generator: inout any FrameworkGenerator) throws -> any Source {
    let standard: DType =
      switch options.distribution {
      case .bits, .split: .uint32
      case .binomial: .int64
      case .bernoulli where [.jax, .mlx].contains(options.engine.framework): .bool
      case .arange:
        options.engine.framework == .torch ? .int64 : options.engine.framework.defaultDtype
      default: options.engine.framework.defaultDtype
      }
    let dtype = options.dtype ?? standard
    if let type = dtype.drawableType, options.distribution.isFloating {
      return try floating(type, using: &generator)
    }
    switch (options.distribution, dtype) {
    case (.split, .uint32):
      return try keys(from: generator)
    case (.bits, .uint32):
      return RandomIntegers(try generator.bits(count: shape.count), shape: shape)
    case (.binomial, .int64):
      return RandomIntegers(
        try generator.binomial(
          trials: options.trials, probability: options.p.value, count: shape.count),
        shape: shape)
    case (.arange, .int64):
      return IntegerArange(shape: shape)
    case (.bernoulli, .bool):
      return RandomTrials(
        try generator.bernoulli(options.p.value, count: shape.count), zero: false, one: true,
        shape: shape)
    case (.bernoulli, .int8): return try trials(Int8.self, using: &generator)
    case (.bernoulli, .int16): return try trials(Int16.self, using: &generator)
    case (.bernoulli, .int32): return try trials(Int32.self, using: &generator)
    case (.bernoulli, .int64): return try trials(Int64.self, using: &generator)
    case (.bernoulli, .uint8): return try trials(UInt8.self, using: &generator)
    case (.ones, .int64): return Constant(Int64(1), shape: shape)
    case (.ones, .bool): return Constant(true, shape: shape)
    case (.zeros, .int64): return Constant(Int64(0), shape: shape)
    case (.zeros, .bool): return Constant(false, shape: shape)
    default:
      throw Failure(
        "--dtype '\(dtype.rawValue)': not for '\(options.distribution.rawValue)', which comes as"
          + " \(options.distribution.dtypes)")
    }
  }

  /// Zeros and ones in an integer type.
  private func trials<Element: Scalar & FixedWidthInteger>(
    _ type: Element.Type, using generator: inout any FrameworkGenerator
  ) throws -> any Source {
    RandomTrials(
      try generator.bernoulli(options.p.value, count: shape.count), zero: 0 as Element, one: 1,
      shape: shape)
  }

  /// `jax.random.key_data(jax.random.split(key, n))`.
  private func keys(from generator: any FrameworkGenerator) throws -> any Source {
    guard let key = generator as? JAXKey else {
      throw Failure("--engine '\(options.engine.name)': has no keys to split; jax has")
    }
    guard options.trials <= 1 << 20, let shape = try? Shape([Int(options.trials), 2]) else {
      throw Failure("--n '\(options.trials)': up to 2^20 keys are split at a time")
    }
    let words = key.split(Int(options.trials)).flatMap { [$0.words.0, $0.words.1] }
    return Tensor(shape: shape, elements: words)
  }

  private func floating<Element: DrawableScalar>(
    _ type: Element.Type, using generator: inout any FrameworkGenerator
  ) throws -> any Source {
    let count = shape.count
    func values(_ draw: any Draw<Element.Compute>) -> RandomValues<Element> {
      RandomValues(draw, shape: shape)
    }
    switch options.distribution {
    case .bits, .binomial, .split:
      preconditionFailure("drawn as integers")
    case .rand:
      return values(try type.rand(count: count, using: &generator))
    case .uniform:
      return values(
        try type.uniform(
          low: options.low, high: options.high, count: count, using: &generator))
    case .randn:
      return values(try type.normal(mean: 0, std: 1, count: count, using: &generator))
    case .normal:
      return values(
        try type.normal(
          mean: options.mean, std: options.deviation, count: count, using: &generator))
    case .bernoulli:
      return RandomMask(
        Element.dtype == .float64
          ? try generator.bernoulli64(options.p.value, count: count)
          : try generator.bernoulli(options.p.value, count: count),
        one: Element(rounding: 1 as Double), shape: shape)
    case .ones: return Constant(Element(rounding: 1 as Double), shape: shape)
    case .zeros: return Constant(Element.zero, shape: shape)
    case .arange: return Arange<Element>(shape: shape)
    }
  }
}

extension Distribution {
  /// Whether it comes in floating types.
  fileprivate var isFloating: Bool { ![.bits, .binomial, .split].contains(self) }

  /// The element types it comes in, for an error.
  fileprivate var dtypes: String {
    let floating = "float32, float64, float16, bfloat16"
    switch self {
    case .bits, .split: return "uint32"
    case .binomial: return "int64"
    case .rand, .uniform, .randn, .normal: return floating
    case .arange: return "int64, \(floating)"
    case .bernoulli: return "\(floating), int8 to int64, uint8, bool"
    case .ones, .zeros: return "\(floating), int64, bool"
    }
  }
}
