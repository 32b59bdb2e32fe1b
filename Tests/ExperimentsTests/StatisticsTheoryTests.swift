// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import Regularization
import TensorCore
import Testing

@testable import Experiments
@testable import RegxCommand

@Suite struct StatisticsTheoryTests {
  @Test func `every mode has a theory but for drop block`() throws {
    for mode in Mode.catalogue {
      let layer = mode.regularizer(ModeArguments(p: 0.3))
      #expect((layer.moments == nil) == mode.name.hasPrefix("drop-block"), "\(mode.name)")
    }
  }

  /// Measured and theoretical figures lie within six standard errors, in training and evaluation.
  @Test(arguments: Mode.catalogue.map(\.name).filter { !$0.hasPrefix("drop-block") })
  func `the theory of each mode is what its draws give`(name: String) throws {
    let mode = try #require(Mode.named(name))
    let engine = mode.frameworks.contains(.torch) ? "torch" : nil
    let words = [
      "stats", "--mode", name, "--engine",
      engine ?? (mode.frameworks.contains(.numpy) ? "numpy" : "jax"),
      "--shape", name == "drop-connect" ? "12,8" : "4,3,8", "--input", "arange",
      "--trials", "800", "--format", "json", "--quiet",
    ]
    for arguments in [["--p", "0.2"], ["--p", "0.7"], ["--eval"], ["--p", "0"]] {
      let made = counted(words + arguments)
      #expect(made.code == 0, "\(made.errors)")
      for figure in ["mean", "ratio", "power", "variance", "factor", "batch"] {
        let value = try #require(made.figure(figure))
        let theory = try #require(made.figure(figure, "theory"))
        let error = try #require(made.figure(figure, "error"))
        #expect(
          abs(value - theory) <= 6 * error + 1e-5 * abs(theory),
          "\(name) \(arguments) \(figure): \(value) \(theory) \(error)")
      }
      if let low = made.figure("dropped", "low"), let high = made.figure("dropped", "high") {
        // Of 95 % intervals some miss; ten times their width does not.
        let theory = try #require(made.figure("dropped", "theory"))
        let width = 10 * (high - low)
        #expect(theory >= low - width && theory <= high + width, "\(name) \(arguments)")
      }
    }
  }

  @Test func `alpha dropout keeps mean 0 and variance 1`() throws {
    for p in [0.05, 0.3, 0.5, 0.9] as [Probability] {
      let moments = try #require(AlphaDropout(p: p).moments)
      let input = InputMoments(count: 1000, mean: 0, variance: 1, zeros: 0)
      #expect(abs(moments.mean(of: input)) < 1e-15)
      #expect(abs(moments.variance(of: input) - 1) < 1e-14)
    }
  }

  @Test func `a dropout multiplies the mean square by 1 over 1 - p`() throws {
    let moments = NoiseMoments.mask(keep: 0.75, scale: 1 / 0.75)
    let input = InputMoments(count: 10, mean: 3, variance: 2, zeros: 0)
    #expect(relativeDifference(moments.meanSquare(of: input), 11 / 0.75) < 1e-15)
    #expect(relativeDifference(moments.variance(of: input), 11 / 0.75 - 9) < 1e-14)
  }

  @Test func `a rule's two mistakes undo each other in the mean`() throws {
    let p: Probability = 0.2
    let input = InputMoments(count: 10, mean: 1, variance: 1, zeros: 0)
    func mean(_ rule: StatisticsRule) throws -> Double {
      try #require(rule.moments(p)).mean(of: input)
    }
    #expect(relativeDifference(try mean(.divideByP), 4) < 1e-15)
    #expect(relativeDifference(try mean(.keepForDrop), 0.25) < 1e-15)
    #expect(relativeDifference(try mean(.both), 1) < 1e-15)
    #expect(relativeDifference(try mean(.none), 0.8) < 1e-15)
  }
}
