// SPDX-License-Identifier: Apache-2.0

import Identification
import RandomStreams
import Regularization
import TensorCore
import Testing

/// What an engine draws is found among the draws of all engines.
struct Drawn: Sendable, CustomStringConvertible {
  let engine: String
  let mode: String
  let shape: [Int]
  var p = 0.5
  var seed: UInt64 = 4242
  var dtype = DType.float32
  /// Words or calls before the mask.
  var position: UInt64 = 0

  var description: String { "\(mode) on \(engine), \(shape), \(dtype), p \(p), seed \(seed)" }

  var searched: SearchedEngine { Catalogue.engines.first { $0.name == engine }! }

  var candidate: Candidate {
    Catalogue.candidates.first {
      $0.name == mode && $0.frameworks.contains(searched.framework)
    }!
  }

  static let all: [Drawn] = [
    Drawn(engine: "torch", mode: "dropout", shape: [8, 16]),
    Drawn(engine: "torch-mkl", mode: "dropout", shape: [8, 16], p: 0.3),
    Drawn(engine: "numpy", mode: "dropout:rand-lt", shape: [8, 16], p: 0.25, dtype: .float64),
    Drawn(
      engine: "numpy-generator", mode: "dropout:rand-lt", shape: [10, 16], p: 0.2,
      seed: 1 << 32 + 7, dtype: .float64),
    Drawn(engine: "jax", mode: "dropout:nnx", shape: [10, 16], p: 0.2),
    Drawn(engine: "torch-cuda", mode: "dropout", shape: [8, 16], p: 0.15),
    Drawn(engine: "torch-cuda", mode: "dropout", shape: [9, 15], seed: 1 << 40 + 5),
    Drawn(engine: "torch-cuda", mode: "dropout", shape: [160], dtype: .float16),
    Drawn(engine: "torch-cuda", mode: "dropout", shape: [166], dtype: .bfloat16),
    Drawn(engine: "torch-cuda", mode: "dropout", shape: [160], dtype: .float64),
    Drawn(engine: "torch-cuda-2.6", mode: "dropout", shape: [160], p: 0.1, dtype: .float16),
    Drawn(engine: "torch-cuda-2.6", mode: "dropout", shape: [160], p: 0.3, dtype: .float64),
    Drawn(engine: "torch-cuda-1.5", mode: "dropout", shape: [160]),
    Drawn(engine: "torch-cuda", mode: "dropout", shape: [160], position: 8),
    Drawn(engine: "torch-cuda", mode: "drop-path", shape: [64, 3, 2]),
    Drawn(engine: "torch-cuda", mode: "drop-path", shape: [64, 3, 2], dtype: .float16),
    Drawn(engine: "torch-cuda", mode: "drop-path:bernoulli", shape: [64, 3, 2], dtype: .float64),
    Drawn(engine: "torch-cuda", mode: "drop-path:rand-gt", shape: [64, 3, 2], p: 0.25),
    Drawn(engine: "torch-cuda", mode: "dropout2d", shape: [8, 8, 2, 2], p: 0.4),
    Drawn(engine: "torch-compile", mode: "dropout", shape: [8, 16], p: 0.15),
    Drawn(engine: "torch-compile", mode: "dropout", shape: [8, 16], position: 5),
    Drawn(engine: "torch-compile", mode: "dropout", shape: [160], p: 0.1, dtype: .bfloat16),
    Drawn(engine: "torch-compile", mode: "dropout", shape: [160], p: 0.3, dtype: .float16),
    Drawn(engine: "torch-compile", mode: "dropout", shape: [160], p: 0.3, dtype: .float64),
    Drawn(engine: "mlx", mode: "dropout", shape: [9, 17], p: 0.33, seed: 1 << 63 + 9),
    Drawn(engine: "mlx", mode: "dropout", shape: [8, 16], position: 3),
    Drawn(engine: "mlx-swift", mode: "dropout", shape: [8, 16], p: 0.33),
    Drawn(engine: "mlx", mode: "dropout2d", shape: [8, 3, 2, 16], p: 0.3),
    Drawn(engine: "mlx", mode: "dropout2d", shape: [3, 2, 100], p: 0.3),
    Drawn(engine: "torch", mode: "drop-block:timm", shape: [4, 3, 24, 24], p: 0.1),
    Drawn(engine: "torch-mkl", mode: "drop-block:timm", shape: [4, 3, 24, 24], p: 0.1),
    Drawn(engine: "torch", mode: "drop-block:torchvision", shape: [2, 3, 20, 24], p: 0.15),
    Drawn(engine: "mlx", mode: "dropout", shape: [160], p: 0.3, dtype: .bfloat16),
    Drawn(engine: "tensorflow", mode: "dropout", shape: [8, 16], p: 0.15),
    Drawn(engine: "tensorflow", mode: "dropout", shape: [8, 16], seed: 1 << 33 + 1, position: 2),
    Drawn(engine: "tensorflow", mode: "dropout", shape: [160], p: 0.1, dtype: .float16),
    Drawn(engine: "tensorflow", mode: "dropout", shape: [160], p: 0.1, dtype: .bfloat16),
    Drawn(engine: "tensorflow", mode: "dropout", shape: [160], p: 0.1, dtype: .float64),
    Drawn(engine: "tensorflow-stateless", mode: "dropout", shape: [8, 16], p: 0.2),
    Drawn(engine: "keras-tensorflow", mode: "dropout", shape: [8, 16], position: 2),
    Drawn(engine: "keras-jax", mode: "dropout", shape: [8, 16], p: 0.3, position: 1),
    Drawn(engine: "keras-torch", mode: "dropout", shape: [8, 16], p: 0.3),
    Drawn(engine: "keras-numpy", mode: "dropout", shape: [8, 16], p: 0.3, position: 1),
    Drawn(engine: "triton", mode: "dropout", shape: [8, 16], p: 0.3, seed: 1 << 35 + 2),
  ]

  /// X and Y: X is drawn by another generator, and has no zeros.
  func pair() throws -> (x: Observed, y: Observed) {
    func make<Element: DrawableScalar>(_ type: Element.Type) throws -> (x: Observed, y: Observed) {
      let shape = try Shape(shape)
      var other: any FrameworkGenerator = TorchGenerator(seed: 99)
      let draw = try other.normal(.float32, mean: 0, std: 1, count: shape.count)
      let values = RandomValues<Float>(draw, shape: shape)
      let x = try Converted(values, to: type).tensor()
      var generator = try searched.make(seed)
      let layer = candidate.make(Probability(p)!)
      if generator.position != nil {
        try generator.skip(position)
      } else {
        for _ in 0..<position { _ = try layer.applied(to: x, using: &generator) }
      }
      let y = try layer.applied(to: x, using: &generator).output.tensor()
      return (Observed(x), Observed(y))
    }
    return try make(dtype.drawableType!)
  }

  func question(_ input: KnownInput, _ output: Observed) -> Question {
    var question = Question(
      input: input, output: output, candidates: Catalogue.candidates, engines: Catalogue.engines)
    question.seeds = SeedSet([seed - 3...seed + 4])
    question.positions = position...position
    question.recovery = .never
    return question
  }

  func isFound(_ answer: Explanation) -> Bool {
    answer.candidates.contains {
      $0.engines.contains(engine) && $0.mode == mode && $0.seed == seed
        && $0.position == position
    }
  }
}

@Suite struct EngineTests {
  @Test("is found of X and Y", arguments: Drawn.all)
  func pairs(drawn: Drawn) throws {
    let (x, y) = try drawn.pair()
    let answer = try Identification.identify(drawn.question(.tensor(x), y))
    #expect(drawn.isFound(answer), "\(drawn): \(answer)")
    #expect(answer.verdict == .identified, "\(answer.because)")
    #expect(answer.candidates.allSatisfy { $0.p == drawn.p })
  }

  @Test("is found of the mask alone", arguments: Drawn.all.filter { $0.dtype == .float32 })
  func masks(drawn: Drawn) throws {
    let (_, y) = try drawn.pair()
    let answer = try Identification.identify(drawn.question(.unknown, y))
    #expect(drawn.isFound(answer), "\(drawn): \(answer)")
  }

  @Test(
    "an input that the seed drew is found with the mask",
    arguments: ["torch", "torch-cuda", "torch-compile", "mlx", "tensorflow", "triton"])
  func inputs(engine: String) throws {
    let drawn = Drawn(engine: engine, mode: "dropout", shape: [12, 12], p: 0.25)
    let shape = try Shape(drawn.shape)
    var generator = try drawn.searched.make(drawn.seed)
    let draw = try generator.rand(.float32, count: shape.count)
    let x = try RandomValues<Float>(draw, shape: shape).tensor()
    let y = try drawn.candidate.make(0.25).applied(to: x, using: &generator).output.tensor()
    let answer = try Identification.identify(drawn.question(.rand, Observed(y)))
    #expect(drawn.isFound(answer), "\(answer)")
  }

  @Test("a mask that GPUs draw differently names one of them", arguments: ["t4", "a100"])
  func machines(gpu: String) throws {
    let count = 180_000
    var generator: any FrameworkGenerator = TorchCUDAGenerator(seed: 12, gpu: GPU.named(gpu))
    let x = try Tensor(
      shape: Shape([count]), elements: (0..<count).map { Float($0 % 1000 + 1) })
    let y = try CUDADropout(p: 0.5).applied(to: x, using: &generator).output.tensor()
    var question = Question(
      input: .tensor(Observed(x)), output: Observed(y), candidates: Catalogue.candidates,
      engines: Catalogue.engines.filter { $0.name == "torch-cuda" })
    question.seeds = SeedSet([10...14])
    question.recovery = .never
    let answer = try Identification.identify(question)
    #expect(answer.verdict == .identified, "\(answer.because)")
    #expect(answer.candidates.map(\.seed) == [12])
    #expect(answer.candidates.map(\.flags) == ["--gpu \(gpu)"])
  }

  @Test func `engines that are not searched are named with a reason`() throws {
    let drawn = Drawn(engine: "torch", mode: "dropout", shape: [8, 16], dtype: .float64)
    let (x, y) = try drawn.pair()
    let answer = try Identification.identify(drawn.question(.tensor(x), y))
    let left = answer.searched.notSearched
    #expect(left.contains { $0.engine == "mlx" && $0.because.isRefusal }, "\(left)")
    #expect(answer.searched.engines.contains("torch-cuda"))
    #expect(!answer.searched.engines.contains("mlx"))
  }

  @Test func `calls beyond the first are said to be left out`() throws {
    let drawn = Drawn(engine: "mlx", mode: "dropout", shape: [8, 16], position: 254)
    let (x, y) = try drawn.pair()
    var question = drawn.question(.tensor(x), y)
    question.engines = [drawn.searched]
    question.positions = 254...300
    question.seeds = SeedSet([drawn.seed...drawn.seed])
    let answer = try Identification.identify(question)
    #expect(drawn.isFound(answer))
    #expect(answer.searched.notSearched.contains { $0.because == .laterCalls(256) })
  }

  @Test func `the answer and its order are the same for any number of threads`() throws {
    // So few draws that several seeds and engines make them by chance.
    let drawn = Drawn(engine: "torch-cuda", mode: "dropout", shape: [9])
    let (x, y) = try drawn.pair()
    var question = drawn.question(.tensor(x), y)
    question.positions = 0...0
    question.seeds = SeedSet((0..<12).map { 4200 + 200 * $0...4399 + 200 * $0 })
    question.engines.removeAll { !["torch", "torch-cuda", "mlx"].contains($0.name) }
    let answers = try [1, 2, 7].map { threads in
      question.threads = threads
      return try Identification.identify(question)
    }
    #expect(answers[0].candidates.count > 3, "\(answers[0])")
    #expect(Set(answers.map { "\($0)" }).count == 1)
  }
}

extension Obstacle {
  fileprivate var isRefusal: Bool {
    if case .refused = self { true } else { false }
  }
}
