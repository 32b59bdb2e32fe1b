// SPDX-License-Identifier: Apache-2.0

import Identification
import RandomStreams
import Regularization
import TensorCore
import Testing

/// Tensors as people have pasted them.
@Suite struct DocumentTests {
  /// `torch.manual_seed(123); dropout(torch.ones(6, 6), 0.5)`: rasbt/LLMs-from-scratch#57.
  private static let pastedMasks: [(engine: String, zeros: String)] = [
    ("torch-2.11", "110110000101111101011001010101011110"),
    ("torch-mkl", "111111010000001010110001100001010000"),
  ]

  @Test("two masks of one seed are two engines", arguments: pastedMasks)
  func masks(engine: String, zeros: String) throws {
    let values = zeros.map { $0 == "1" ? 2 : 0 as Float }
    let y = Tensor(shape: try Shape([6, 6]), elements: values)
    var question = Question(
      input: .ones, output: Observed(y), candidates: Catalogue.candidates,
      engines: Catalogue.engines)
    // So few that a mask of MKL's, which is worth 31 bits, is certain.
    question.seeds = SeedSet([100...180])
    let answer = try Identification.identify(question)
    #expect(answer.verdict == .identified, "\(answer.because)")
    #expect(answer.granularity == .element)
    #expect(answer.dropped?.count == zeros.count { $0 == "0" })
    #expect(answer.dropped?.of == 36)
    let first = try #require(answer.candidates.first)
    #expect(first.seed == 123)
    #expect(first.engines.contains(engine))
    #expect(first.p == 0.5)
  }

  private static let dropPath: [Float] = [
    0.1947, 0.7662, 1.1083, 1.0685, 0.8515, 0.2467, 0.0661, 1.4370, 0.0000, 0.0000,
    0.0000, 0.0000, 0.0000, 0.0000, 0.0000, 0.0000, 0.7658, 0.4417, 1.1692, 1.1052,
    1.2014, 0.4532, 1.4840, 0.7499,
  ]
  private static let dropout: [Float] = [
    0.1947, 0.7662, 1.1083, 1.0685, 0.8515, 0.2467, 0.0661, 1.4370, 0.0000, 0.1480,
    1.2083, 0.0000, 1.2272, 0.1853, 0.0000, 0.5385, 0.7658, 0.0000, 1.1692, 1.1052,
    1.2014, 0.4532, 0.0000, 0.7499,
  ]

  /// `x = torch.rand(3, 2, 2, 2)`, then timm's first drop path, then dropout, at p = 0.33 and seed
  /// 2021: each printed with four digits, and nothing else known.
  @Test("printed outputs alone tell the seed", arguments: [("drop-path", 0), ("dropout", 3)])
  func printed(mode: String, gap: UInt64) throws {
    let values = mode == "dropout" ? Self.dropout : Self.dropPath
    let y = Tensor(shape: try Shape([3, 2, 2, 2]), elements: values)
    var question = Question(
      input: .rand, output: Observed(y, digits: .fixed(decimals: 4)),
      candidates: Catalogue.candidates,
      engines: Catalogue.engines.filter { $0.name == "torch" })
    question.seeds = SeedSet([1900...2100])
    question.gaps = gap...gap
    let answer = try Identification.identify(question)
    #expect(answer.verdict == .identified, "\(answer.because)")
    let hit = try #require(answer.candidates.first { $0.mode == mode })
    #expect(hit.seed == 2021)
    #expect(hit.p == 0.33)
  }
}
