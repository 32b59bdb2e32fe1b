// One drawing function, called once.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import RandomStreams
import Regularization
import TensorCore

/// What `sample` draws.
struct Sampling {
  let engine: EngineRequest
  let shape: Shape
  private let flags: SampleFlags
  private let dtype: DType?
  private let arguments: ModeArguments

  var distribution: Distribution { flags.distribution }

  /// - Throws: for what does not go together.
  init(_ line: RawLine) throws {
    flags = line.options.sample
    // A flag that the distribution does not know would be ignored in silence.
    for (flag, knowing) in parameters
    where line.isGiven(flag) && !knowing.contains(flags.distribution) {
      let names = knowing.map(\.rawValue).joined(separator: ", ")
      throw Failure(
        "--\(flag): means nothing to '\(flags.distribution.rawValue)'; it is for \(names)")
    }
    engine = try EngineRequest(line)
    arguments = try line.modeArguments
    (shape, dtype) = (line.options.input.shape, line.options.input.dtype)
  }

  /// The tensor that is drawn; its steps are noted for those who ask.
  func source(notedIn ledger: Ledger? = nil) throws -> any Source {
    var generator = engine.generator
    do {
      try engine.makePriorCalls(using: &generator, arguments, notedIn: ledger)
      try engine.skipWords(using: &generator, notedIn: ledger)
      let before = generator
      let source = try source(using: &generator)
      let name = distribution.rawValue
      let isDrawn = ![.ones, .zeros, .arange].contains(distribution)
      ledger?.add(
        LedgerStep(
          name: name, draw: isDrawn ? name : nil, count: isDrawn ? source.shape.count : 0,
          before: before, after: generator))
      return source
    } catch let error as UnsupportedDraw {
      throw engine.failure(error, remedy: dtype.map { _ in "leave --dtype out" })
    }
  }

  private func source(using generator: inout any FrameworkGenerator) throws -> any Source {
    let standard: DType =
      switch distribution {
      case .bits, .split: .uint32
      case .binomial: .int64
      case .bernoulli where [.jax, .mlx].contains(engine.framework): .bool
      case .arange:
        engine.framework == .torch ? .int64 : engine.framework.defaultDtype
      default: engine.framework.defaultDtype
      }
    let dtype = dtype ?? standard
    if let type = dtype.drawableType, distribution.isFloating {
      return try floating(type, using: &generator)
    }
    switch (distribution, dtype) {
    case (.split, .uint32):
      return try keys(from: generator)
    case (.bits, .uint32):
      return RandomIntegers(try generator.bits(count: shape.count), shape: shape)
    case (.binomial, .int64):
      return RandomIntegers(
        try generator.binomial(
          trials: flags.trials, probability: arguments.p.value, count: shape.count),
        shape: shape)
    case (.arange, .int64):
      return IntegerArange(shape: shape)
    case (.bernoulli, .bool):
      return RandomTrials(
        try generator.bernoulli(arguments.p.value, count: shape.count), zero: false, one: true,
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
        "--dtype '\(dtype.rawValue)': not for '\(distribution.rawValue)', which comes as"
          + " \(distribution.dtypes)")
    }
  }

  /// Zeros and ones in an integer type.
  private func trials<Element: Scalar & FixedWidthInteger>(
    _ type: Element.Type, using generator: inout any FrameworkGenerator
  ) throws -> any Source {
    RandomTrials(
      try generator.bernoulli(arguments.p.value, count: shape.count), zero: 0 as Element, one: 1,
      shape: shape)
  }

  /// `jax.random.key_data(jax.random.split(key, n))`.
  private func keys(from generator: any FrameworkGenerator) throws -> any Source {
    guard let key = generator as? JAXKey else {
      throw Failure("--engine '\(engine.engine.name)': has no keys to split; jax has")
    }
    guard flags.trials <= 1 << 20, let shape = try? Shape([Int(flags.trials), 2]) else {
      throw Failure("--n '\(flags.trials)': up to 2^20 keys are split at a time")
    }
    let words = key.split(Int(flags.trials)).flatMap { [$0.words.0, $0.words.1] }
    return Tensor(shape: shape, elements: words)
  }

  private func floating<Element: DrawableScalar>(
    _ type: Element.Type, using generator: inout any FrameworkGenerator
  ) throws -> any Source {
    let count = shape.count
    func values(_ draw: any Draw<Element.Compute>) -> RandomValues<Element> {
      RandomValues(draw, shape: shape)
    }
    switch distribution {
    case .bits, .binomial, .split:
      preconditionFailure("drawn as integers")
    case .rand:
      return values(try type.rand(count: count, using: &generator))
    case .uniform:
      return values(
        try type.uniform(
          low: flags.low, high: flags.high, count: count, using: &generator))
    case .randn:
      return values(try type.normal(mean: 0, std: 1, count: count, using: &generator))
    case .normal:
      return values(
        try type.normal(
          mean: flags.mean, std: flags.std, count: count, using: &generator))
    case .bernoulli:
      return RandomMask(
        Element.dtype == .float64
          ? try generator.bernoulli64(arguments.p.value, count: count)
          : try generator.bernoulli(arguments.p.value, count: count),
        one: Element(rounding: 1 as Double), shape: shape)
    case .ones: return Constant(Element(rounding: 1 as Double), shape: shape)
    case .zeros: return Constant(Element.zero, shape: shape)
    case .arange: return Arange<Element>(shape: shape)
    }
  }
}

/// Which distributions know a flag.
private let parameters: [(flag: String, distributions: [Distribution])] = [
  ("low", [.uniform]), ("high", [.uniform]), ("mean", [.normal]), ("std", [.normal]),
  ("p", [.bernoulli, .binomial]), ("keep-prob", [.bernoulli, .binomial]),
  ("n", [.binomial, .split]), ("shape", Distribution.allCases.filter { $0 != .split }),
]

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
