// F.dropout and nn.Dropout of PyTorch on a CUDA device: one fused kernel.
//
// Source: PyTorch 2.13, aten/src/ATen/native/cuda/Dropout.cu.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
public import TensorCore

/// PyTorch's fused dropout: `x * mask * (1 / (1 - p))`, rounded once.
///
/// In float16 and bfloat16 product and scale are float32. 1 - p is rounded to float32 before the
/// division, except for float64 inputs.
///
/// - Draws: see `TorchCUDAGenerator.dropoutMask`; none at p = 0, at p = 1 and in evaluation: the
///   result is then x, x * 0 and x.
public struct CUDADropout: FrameworkDropout {
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
    (parts.atZero, parts.atOne) = (.identity, .timesZero)
    return parts
  }

  public func applied<Element: DrawableScalar>(
    to input: any Source<Element>, using generator: inout some FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    let shape = input.shape
    guard training, p.value > 0, shape.count > 0 else { return .identity(input, noise: shape) }
    guard p.value < 1 else {
      let zeros = Constant(Element.zero, shape: shape)
      return Regularized(mask: zeros, noise: zeros, output: Scaled(input, by: 0))
    }
    let drawn = try drawing(
      from: &generator, as: TorchCUDAGenerator.self
    ) { (cuda) throws(UnsupportedDraw) in
      try cuda.dropoutMask(
        dropping: p.value, size: MemoryLayout<Element>.size, count: shape.count)
    }
    let draw = alongMemory(drawn, of: input)
    let scale = 1 / Element.Compute(p.complement.value)
    return .scaled(input, by: scale, where: draw, of: shape, dropping: .product)
  }
}
