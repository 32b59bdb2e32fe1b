// Gaussian dropout: multiplicative noise with the variance that dropout has.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
public import TensorCore

/// Keras's GaussianDropout, drawn by PyTorch: `x * normal_(1, sqrt(p / (1 - p)))`.
///
/// - Draws: one normal per element, as `normal_` draws them; if the input is not contiguous, one
///   after the other in the order of its memory. None at p = 0 and in evaluation; p = 1 is refused.
/// - Source: Srivastava et al. 2014, JMLR 15:1929, section 10; keras.layers.GaussianDropout.
public struct GaussianDropout: Regularizer {
  /// The probability of zeroing of the dropout that has the same variance.
  public var p: Probability
  public var training: Bool

  /// `GaussianDropout(p)`.
  public init(p: Probability = 0.5, training: Bool = true) {
    self.p = p
    self.training = training
  }

  public func noiseShape(rank: Int) -> NoiseShape { .element }

  public var dropsIndependently: Bool { false }

  /// Nothing is dropped; the factor is normal with mean 1 and variance p / (1 - p).
  public var moments: NoiseMoments? {
    guard training else { return .identity }
    let keep = p.complement.value
    return keep == 0 ? nil : NoiseMoments(dropped: 0, factor: 1, squaredFactor: 1 / keep)
  }

  public func applied<Element: DrawableScalar>(
    to input: any Source<Element>, using generator: inout some FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    let shape = input.shape
    guard training, p.value > 0 else { return .identity(input, noise: shape) }
    guard p.value < 1 else { throw .infiniteVariance }
    let noise: any Source<Element>
    do throws(UnsupportedDraw) {
      noise = try normals(for: input, using: &generator)
    } catch {
      throw .unsupported(error)
    }
    return Regularized(
      mask: Constant(Element(rounding: 1 as Double), shape: shape), noise: noise,
      output: MaskedOutput(input, times: noise))
  }

  private func normals<Element: DrawableScalar>(
    for input: any Source<Element>, using generator: inout some FrameworkGenerator
  ) throws(UnsupportedDraw) -> any Source<Element> {
    let shape = input.shape
    let std = (p.value / (1 - p.value)).squareRoot()
    if let order = input.memoryOrder, !order.isRowMajor(in: shape) {
      let draw = try generator.serialNormal(mean: 1, std: std, count: shape.count)
      return NormalsInMemoryOrder<Element>(draw, shape: shape, order: order)
    }
    let draw = try Element.normal(mean: 1, std: std, count: shape.count, using: &generator)
    return RandomValues<Element>(draw, shape: shape)
  }
}
