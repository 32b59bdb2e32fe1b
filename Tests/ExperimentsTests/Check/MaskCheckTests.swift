// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import Regularization
import TensorCore
import Testing

@testable import Experiments

/// Honest pairs fail at most as often as the level says, and known bugs fail.
@Suite struct MaskCheckTests {
  private static let inputShape: Shape = [4, 3, 4, 4]

  private func input(seed: UInt64 = 1, _ shape: Shape = inputShape) throws -> Tensor<Float> {
    var generator = TorchGenerator(seed: seed)
    return try Tensor<Float>.randn(shape, using: &generator)
  }

  private func judged(
    _ layer: any Regularizer, _ x: Tensor<Float>, _ outputs: [any Source<Float>],
    level: Double = 0.001
  ) throws -> [CheckTest] {
    try MaskCheck(layer, of: x, outputs: outputs).tests.judged(at: level)
  }

  private func failures(_ tests: [CheckTest]) -> [String] {
    tests.filter { !$0.holds }.map(\.name)
  }

  // MARK: - Honest pairs

  static let layers: [any Regularizer] = [
    Dropout(p: 0.3), Dropout2d(p: 0.5), Dropout(p: 0.02), DropPath(p: 0.4),
    DropPath(p: 0.25, form: .bernoulli), AlphaDropout(p: 0.2),
    StochasticDepth(p: 0.2, mode: .batch), UniformDropout(p: 0.6), VanillaDropout(p: 0.5),
  ]

  @Test(arguments: layers.indices)
  func `honest pairs fail at most as often as the level says`(index: Int) throws {
    let layer = Self.layers[index]
    let (trials, level) = (400, 0.1)
    let x = try input()
    var generator = TorchGenerator(seed: 5)
    var failed = 0
    for _ in 0..<trials {
      let outputs = try (0..<2).map { _ in
        try layer.applied(to: x, using: &generator).output.tensor(threads: 1)
      }
      let tests = try judged(layer, x, outputs, level: level)
      // What no chance decides never fails.
      #expect(tests.allSatisfy { $0.holds || $0.pValue != nil })
      if !failures(tests).isEmpty { failed += 1 }
    }
    // Expected at most 40; 65 is four standard deviations above.
    #expect(failed <= 65, "\(failed) of \(trials)")
  }

  @Test func `p-values are those of the exact tails`() {
    func value(_ k: Int, _ n: Int, _ p: Probability) -> Double {
      binomialPValue(successes: k, trials: n, probability: p)
    }
    // Sums of binomial probabilities, by hand.
    #expect((value(0, 4, 0.5) - 0.125).magnitude < 1e-12)
    #expect(value(2, 4, 0.5) == 1)
    #expect((value(1, 10, 0.5) - 22.0 / 1024).magnitude < 1e-12)
    #expect((value(3, 3, 0.1) - 0.002).magnitude < 1e-12)
    #expect(value(0, 9, 0) == 1)
    #expect(value(1, 9, 0) == 0)
    #expect(value(9, 9, 1) == 1)
    #expect(value(8, 9, 1) == 0)
    #expect(value(0, 0, 0.3) == 1)
  }

  @Test func `for any level the chance to reject is no larger`() {
    for (n, p) in [(5, 0.5), (12, 0.2), (40, 0.7), (30, 0.01)] {
      let q = Probability(p)!
      let tail = BinomialTail(n: Double(n))
      for level in [0.5, 0.1, 0.01, 0.001] {
        let chance = (0...n).reduce(0.0) { sum, k in
          let rejects = binomialPValue(successes: k, trials: n, probability: q) < level
          return rejects ? sum + tail.point(Double(k), q.value, q.complement.value) : sum
        }
        #expect(chance <= level)
      }
    }
  }

  // MARK: - Known bugs

  /// What some code made instead of dropout with p = 0.2, and the test that tells.
  private func expectCaught(
    _ name: String, by layer: any Regularizer = Dropout(p: 0.2),
    _ make: (Tensor<Float>, inout TorchGenerator) throws -> Tensor<Float>
  ) throws {
    let x = try input(seed: 3, [16, 8, 6, 6])
    var generator = TorchGenerator(seed: 11)
    let y = try make(x, &generator)
    let failures = failures(try judged(layer, x, [y]))
    #expect(failures.contains(name), "\(name): \(failures)")
  }

  private func map(
    _ x: Tensor<Float>, _ body: (Int, Float) -> Float
  ) -> Tensor<Float> {
    Tensor(shape: x.shape, elements: x.elements.enumerated().map { body($0.offset, $0.element) })
  }

  @Test func `keep and drop exchanged`() throws {
    try expectCaught("rate") { x, g in try Dropout(p: 0.8)(x, using: &g) }
  }

  @Test func `the scale forgotten, doubled, or made of p`() throws {
    for factor: Float in [0.8, 1.25, 0.8 / 0.2] {
      try expectCaught("scale") { x, g in
        let y = try Dropout(p: 0.2)(x, using: &g)
        return map(y) { $1 * factor }
      }
    }
  }

  @Test func `whole channels instead of elements`() throws {
    try expectCaught("independence over elements") { x, g in
      try Dropout2d(p: 0.2)(x, using: &g)
    }
  }

  @Test func `elements instead of whole channels`() throws {
    try expectCaught("granularity", by: Dropout2d(p: 0.2)) { x, g in
      try Dropout(p: 0.2)(x, using: &g)
    }
  }

  @Test func `one mask for all samples, and for all channels`() throws {
    for (test, run) in [("independence over samples", 288), ("independence over channels", 36)] {
      try expectCaught(test) { x, g in
        let mask = try Tensor<Float>.bernoulli(0.8, .vector(288), using: &g)
        return map(x) { $1 * (mask.elements[$0 % run] / 0.8) }
      }
    }
  }

  @Test func `a constant seed`() throws {
    let x = try input()
    let outputs = try (0..<3).map { _ in
      var generator = TorchGenerator(seed: 42)
      return try Dropout(p: 0.3)(x, using: &generator)
    }
    let tests = try judged(Dropout(p: 0.3), x, outputs)
    #expect(failures(tests).count { $0 == "repeats" } == 3)
    #expect(tests.contains { $0.detail.contains("the same mask") })
  }

  @Test func `kept elements that changed`() throws {
    try expectCaught("kept") { x, g in
      var y = try Dropout(p: 0.2)(x, using: &g)
      let i = try #require(y.elements.firstIndex { $0 != 0 })
      y.elements[i] *= 1.01
      return y
    }
  }

  @Test func `nothing dropped, and everything`() throws {
    try expectCaught("rate") { x, _ in map(x) { $1 * 1.25 } }
    try expectCaught("rate") { x, _ in map(x) { $1 * 0 } }
  }

  @Test func `dropping at p = 0`() throws {
    try expectCaught("kept", by: Dropout(p: 0)) { x, g in try Dropout(p: 0.2)(x, using: &g) }
  }

  // MARK: - What cannot be told

  @Test func `elements that tell nothing are left out`() throws {
    var x = try input()
    for i in x.elements.indices where i % 3 == 0 {
      x.elements[i] = [0, .nan, .infinity][i / 3 % 3]
    }
    var generator = TorchGenerator(seed: 6)
    let y = try Dropout(p: 0.3)(x, using: &generator)
    let tests = try judged(Dropout(p: 0.3), x, [y])
    #expect(failures(tests) == [])
    #expect(tests.contains { $0.name == "rate" && $0.detail.contains(" of 128 draws") })
  }

  @Test func `another order of rounding is no fault`() throws {
    let x = try input()
    var generator = TorchGenerator(seed: 6)
    let y = try UniformDropout(p: 0.3, scaling: .output)(x, using: &generator)
    #expect(failures(try judged(Dropout(p: 0.3), x, [y])) == [])
  }

  @Test func `without independent draws there is nothing to test`() throws {
    let x = try input()
    let layers: [any Regularizer] = [
      GaussianDropout(p: 0.3), DropBlock2d(p: 0.1, blockSize: 3),
    ]
    for layer in layers {
      #expect(throws: MaskCheckError.noIndependentDraws) { try judged(layer, x, [x]) }
    }
  }
}
