// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import Regularization
import TensorCore
import Testing

/// Where a layer leaves the generator: the words that the original draws, whatever is looked at.
@Suite struct PositionTests {
  /// The words that each layer takes for the shape (4, 6, 5, 5), 600 elements in 4 samples and 24
  /// channels, natively and with MKL.
  private static let cases: [(layer: any Regularizer, native: UInt128, mkl: UInt128)] = [
    (Dropout(p: 0.3), 1200, 1), (Dropout(p: 0), 0, 0), (Dropout(p: 1), 0, 0),
    (VanillaDropout(p: 0), 1200, 1), (DropPath(p: 0.3, form: .floor), 4, 4),
    (DropPath(p: 0, form: .floor), 0, 0), (DropPath(p: 1), 8, 1),
    (DropPath(p: 0, form: .prescaled), 8, 1), (DropPath(p: 0.3, form: .randGreater), 4, 4),
    (UniformDropout(p: 0.3), 600, 600), (UniformDropout(p: 0, comparison: .below), 600, 600),
    (Dropout2d(p: 0.3), 48, 1), (StochasticDepth(p: 0.3, mode: .batch), 2, 1),
    (AlphaDropout(p: 0.3), 1200, 1), (TimmDropBlock2d(p: 0.1, blockSize: 3), 200, 1),
    (DropBlock2d(p: 0.1, blockSize: 3), 2 * 4 * 6 * 9, 1),
    (GaussianDropout(p: 0.3), 600 + 16, 600 + 16),
  ]

  @Test(arguments: cases.indices)
  func `a layer draws the words of the original`(index: Int) throws {
    let (layer, native, mkl) = Self.cases[index]
    for (version, words) in [(TorchVersion.latest, native), (.mkl, mkl)] {
      var generator = TorchGenerator(seed: 1, version: version)
      let x = Constant(Float(1), shape: [4, 6, 5, 5])
      _ = try layer.applied(to: x, using: &generator)
      #expect(generator.position == words, "\(layer) in \(version)")
    }
  }

  @Test(arguments: allLayers.indices)
  func `evaluation draws nothing`(index: Int) {
    let layer = allLayers[index].layer.eval()
    var generator = generator(allLayers[index].generator, seed: 1)
    let before = generator.position
    let applied = ([[4, 6, 5, 5], [4, 6]] as [Shape]).count { shape in
      let x = Constant(Float(1), shape: shape)
      return (try? layer.applied(to: x, using: &generator)) != nil
    }
    #expect(applied > 0 && generator.position == before, "\(layer)")
  }

  @Test(arguments: [-0.5, 1.5, .nan, .infinity])
  func `no generator of PyTorch takes what is no probability`(p: Double) throws {
    for version in [TorchVersion.latest, .mkl] {
      var generator = TorchGenerator(seed: 1, version: version)
      #expect(throws: UnsupportedDraw.self) { _ = try generator.bernoulli(p, count: 3) }
      #expect(generator.position == 0)
    }
  }

  @Test(arguments: [0, -2])
  func `a block has a side`(size: Int) throws {
    let layers: [any Regularizer] = [
      TimmDropBlock2d(p: 0.1, blockSize: size), DropBlock2d(p: 0.1, blockSize: size),
    ]
    for layer in layers {
      var generator = TorchGenerator(seed: 1)
      let x = Constant(Float(1), shape: [2, 3, 5, 5])
      #expect(throws: RegularizationError.self) { _ = try layer.applied(to: x, using: &generator) }
    }
  }
}
