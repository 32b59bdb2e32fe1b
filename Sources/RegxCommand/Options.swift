// What the flags set, each value already checked by itself.

import RandomStreams
import Regularization
import TensorCore
import TensorFormats

/// The options of all commands, at their defaults.
struct Options: Sendable {
  // What is drawn.
  var shape = defaultShape
  var p = Probability(0.5)
  /// The keep probability, where that is what was typed.
  var keep: Probability?
  var seed = Seed("0")
  var engine = Engine.torch
  /// The engines that `compare` goes over; empty or one for a single run.
  var engines: [Engine] = []
  var modes: [Mode] = []
  var input = Input.rand
  var tensorName: String?
  var dtype: DType?
  /// The element type of a text file that says none itself.
  var textDtype: DType?
  var skip: UInt64 = 0
  /// Is told of draws that take long; no flag.
  var drawProgress: DrawProgress?
  /// What was drawn before the input.
  var after: [PriorCall] = []
  var folded: UInt32?
  /// Calls of the first mode before the ones that are shown.
  var calls = 0
  var opSeed: Int64?
  var gpuModel: GPUModel?
  /// The GPU said by its numbers.
  var multiprocessors: Int?
  var threadsPerMultiprocessor: Int?

  // How a mode is applied.
  var training = true
  var scaleByKeep = true
  var blockSize = 7
  var gammaScale = 1.0
  var coupleChannels = true
  var withNoise = false
  var memoryFormat = MemoryFormat.contiguous
  var transposed = false
  var compiled = false
  var weight: Input?
  var outFeatures = 4
  var vectorMath = TorchVersion.VectorMath.avx2

  // What `sample` draws.
  var distribution = Distribution.rand
  var low = 0.0
  var high = 1.0
  var mean = 0.0
  var deviation = 1.0
  var trials: Int64 = 1

  /// What `network` builds.
  var network = NetworkOptions()
  /// What `stats`, `sweep` and `schedule` count.
  var statistics = StatisticsOptions()
  /// What `schedule` lays out.
  var schedule = ScheduleOptions()

  /// What `explain` tells.
  var explanation = ExplanationOptions()

  /// What `identify` is told and searches.
  var identify = IdentifyOptions()

  /// How `show` draws.
  var drawing = DrawingOptions()

  /// What `diff`, `check` and `vectors` ask.
  var answers = AnswerOptions()

  // What `modes` and `engines` tell.
  var long = false
  var catalogueFormat = CatalogueFormat.text
  /// The build whose engine is asked for.
  var build: FrameworkBuild?

  // What is printed, and how.
  var shown: [Shown] = [.output]
  var format: TensorFormat?
  var sideBySide = false
  var output: String?
  /// The part of each tensor that is asked for, said in one of two ways; `nil` for the whole.
  var slice: Part?
  var shard: Part?
  /// The shared file that the part is written into.
  var shared: String?
  var print = PrintFlags()
  var color = ColorChoice.auto
  var quiet = false
  /// `nil` for the cores that the process may use.
  var threads: Int?

  private static let defaultShape = try! Shape([3, 2, 2, 2])
}

/// Where the input of a mode comes from.
enum Input: Hashable, Sendable, CustomStringConvertible {
  case rand, randn, ones, zeros, arange
  case file(String)
  /// A list in brackets, as JSON and Python write it.
  case literal(String)
  case standardInput

  /// The inputs that are made, by name.
  static let made: [(input: Input, summary: String)] = [
    (.rand, "uniform in 0..<1, drawn before anything else"),
    (.randn, "standard normal, drawn before anything else"),
    (.ones, "1 everywhere"),
    (.zeros, "0 everywhere"),
    (.arange, "0, 1, 2, ... in row-major order"),
  ]

  /// What `--input` names: one of the made ones, `-`, a list, else a file.
  init(_ text: String) {
    if let made = Self.made.first(where: { $0.input.description == text }) {
      self = made.input
    } else if text == "-" {
      self = .standardInput
    } else {
      self = text.utf8.first == UInt8(ascii: "[") ? .literal(text) : .file(text)
    }
  }

  /// Whether it comes from the generator.
  var isDrawn: Bool { self == .rand || self == .randn }

  /// Whether it needs no file.
  var isMade: Bool {
    switch self {
    case .file, .literal, .standardInput: false
    case .rand, .randn, .ones, .zeros, .arange: true
    }
  }

  var description: String {
    switch self {
    case .rand: "rand"
    case .randn: "randn"
    case .ones: "ones"
    case .zeros: "zeros"
    case .arange: "arange"
    case .file(let path): path
    case .literal(let text): text
    case .standardInput: "-"
    }
  }
}

/// What `sample` draws.
enum Distribution: String, CaseIterable, Sendable {
  case rand, uniform, randn, normal, bernoulli, binomial, bits, split, ones, zeros, arange

  var summary: String {
    switch self {
    case .rand: "uniform in 0..<1"
    case .uniform: "uniform from --low to --high"
    case .randn: "standard normal"
    case .normal: "normal with --mean and --std"
    case .bernoulli: "1 with probability --p, else 0"
    case .binomial: "successes in --n trials with probability --p, on NumPy's engines"
    case .bits: "the generator's raw 32-bit words"
    case .split: "--n keys split from JAX's key, two words each"
    case .ones: "1 everywhere"
    case .zeros: "0 everywhere"
    case .arange: "0, 1, 2, ... in row-major order"
    }
  }
}

/// How PyTorch lays the input out in memory.
enum MemoryFormat: String, CaseIterable, Sendable {
  case contiguous
  case channelsLast = "channels_last"
}

/// Which of a mode's tensors is printed.
enum Shown: String, CaseIterable, Sendable {
  case input, mask, noise, output

  var summary: String {
    switch self {
    case .input: "the tensor that the modes are applied to"
    case .mask: "the draws: 1 for what is kept"
    case .noise: "what the mode makes of ones: the mask after its scaling"
    case .output: "the result"
    }
  }
}

/// When colour is used on a terminal.
enum ColorChoice: String, CaseIterable, Sendable {
  case auto, always, never
}
