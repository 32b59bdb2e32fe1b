// tf.nn.dropout and tf.nn.experimental.stateless_dropout.
//
// Source: tensorflow/python/ops/nn_ops.py of TensorFlow 2.21, Apache-2.0.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
public import TensorCore

/// TensorFlow's dropout: `where(mask, x * (1 / (1 - rate)), 0)`, the scale rounded to the input's
/// type first.
///
/// TensorFlow treats subnormal numbers as zeros, except in float16, which it computes in float32.
///
/// - Draws: see `TensorFlowGenerator.dropoutMask`; none in evaluation. At p = 0 an operation's seed.
public struct TensorFlowDropout: FrameworkDropout {
  /// The probability of zeroing.
  public var p: Probability
  public var training: Bool

  /// The layer with its rate.
  public init(p: Probability = 0.5, training: Bool = true) {
    self.p = p
    self.training = training
  }

  public func noiseShape(rank: Int) -> NoiseShape { .element }

  public var moments: NoiseMoments? { parts?.moments(training: training) }

  public var parts: MaskParts? {
    var parts = MaskParts(.element, mask: .bernoulli, scaling: .noise, p: p)
    (parts.atZero, parts.atOne) = (.identity, .zeros)
    return parts
  }

  public func applied<Element: DrawableScalar>(
    to input: any Source<Element>, using generator: inout some FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    let shape = input.shape
    guard p.value < 1 else {
      throw .refused(
        "`rate` must be a scalar tensor or a float in the range [0, 1). Received: rate=1.0")
    }
    guard training else { return .identity(input, noise: shape) }
    let draw: any MaskDraw
    if let seed = generator as? TensorFlowSeed {
      draw = seed.mask(dropping: p.value, of: Element.self)
    } else {
      draw = try drawing(
        from: &generator, as: TensorFlowGenerator.self
      ) { (tensorFlow) throws(UnsupportedDraw) -> any MaskDraw in
        if p.value == 0 {
          tensorFlow.passDropout()
          return NoMask()
        }
        if let format = Element.realFormat {
          return tensorFlow.dropoutMask(dropping: p.value, format, count: shape.count)
        }
        return tensorFlow.dropoutMask64(dropping: p.value, count: shape.count)
      }
    }
    if p.value == 0 { return .identity(input, noise: shape) }
    return .tensorFlow(input, dropping: p, where: draw)
  }
}

/// A mask of ones, which rate 0 does not draw.
private struct NoMask: MaskDraw {
  func fill(_ block: inout MutableSpan<UInt8>, from index: Int) {
    for i in block.indices { block[i] = 1 }
  }
}

extension TensorFlowSeed {
  /// The mask of a stateless dropout for elements of a type.
  func mask<Element: DrawableScalar>(
    dropping rate: Double, of type: Element.Type
  ) -> any MaskDraw {
    if let format = Element.realFormat { return dropoutMask(dropping: rate, format) }
    return dropoutMask64(dropping: rate)
  }
}

extension Regularized {
  /// `where(mask, x * (1 / (1 - rate)), 0)`.
  static func tensorFlow(
    _ input: any Source<Element>, dropping p: Probability, where draw: any MaskDraw
  ) -> Regularized {
    let scale = Element(rounding: 1 / (1 - p.value)).compute
    return scaled(
      Flushed(input), by: scale, where: draw, of: input.shape, dropping: .replacement)
  }
}

extension DrawableScalar {
  /// The format of a type no wider than float32; `nil` for float64.
  static var realFormat: RealFormat? {
    switch dtype {
    case .float32: .float32
    case .float16: .float16
    case .bfloat16: .bfloat16
    default: nil
    }
  }
}
