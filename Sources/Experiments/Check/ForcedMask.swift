// What a layer makes if every draw falls the same way.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import Regularization
import TensorCore

/// A generator whose Bernoulli draws are all 1, or all 0: it shows what a layer does to an element
/// that it keeps, and to one that it drops.
struct ForcedMask: FrameworkGenerator {
  let keeps: Bool

  var position: UInt128? { nil }
  mutating func next() -> UInt64 { 0 }

  mutating func bernoulli(
    _ probability: Double, count: Int
  ) throws(UnsupportedDraw) -> any MaskDraw {
    ForcedDraw(value: keeps ? 1 : 0)
  }
}

private struct ForcedDraw: MaskDraw {
  let value: UInt8

  func fill(_ block: inout MutableSpan<UInt8>, from index: Int) {
    for i in block.indices { block[i] = value }
  }
}

/// A layer's arithmetic with a Bernoulli mask, however the layer draws its own.
private struct PlainlyDrawn: MaskRegularizer {
  let maskParts: MaskParts
  var training = true
}

/// What a layer makes of each element: of one that it keeps, and of one that it drops.
struct Outcomes<Element: DrawableScalar> {
  let kept: any Source<Element>
  let dropped: any Source<Element>

  /// - Throws: `RegularizationError` where the layer refuses the input, or draws no mask of zeros
  ///   and ones.
  init(_ layer: any Regularizer, of input: any Source<Element>) throws(RegularizationError) {
    var layer = layer
    if var parts = layer.parts {
      parts.mask = .bernoulli
      parts.noiseShape = layer.noiseShape(rank: input.shape.rank)
      layer = PlainlyDrawn(maskParts: parts, training: layer.training)
    }
    func made(keeps: Bool) throws(RegularizationError) -> any Source<Element> {
      var generator = ForcedMask(keeps: keeps)
      return try layer.applied(to: input, using: &generator).output
    }
    kept = try made(keeps: true)
    dropped = try made(keeps: false)
  }
}
