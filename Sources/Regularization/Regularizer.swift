// The protocol of all layers: a layer draws a noise and multiplies a tensor by it.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
public import TensorCore

/// A regularization method with all its parameters set, like `Dropout(p: 0.5)`.
///
/// A layer is a value. It holds no generator: drawing takes one `inout`, and a copy of the
/// generator repeats what the original draws.
public protocol Regularizer: Sendable {
  /// Whether the layer is in training mode, as `nn.Module.training`; in evaluation most layers do
  /// nothing.
  var training: Bool { get set }

  /// Which elements one draw decides about, for an input of this rank.
  func noiseShape(rank: Int) -> NoiseShape

  /// The parts of a layer that consists of a mask, a scale and an order of arithmetic; `nil` for
  /// other layers.
  var parts: MaskParts? { get }

  /// How the noise changes mean and variance; `nil` where there is no closed form, or the layer
  /// divides by 0.
  var moments: NoiseMoments? { get }

  /// Whether each draw drops its elements independently. Blocks overlap, and a normal factor drops
  /// nothing.
  var dropsIndependently: Bool { get }

  /// The type of the result where the original's mask widens an input of this type; `nil` where the
  /// result keeps the input's type.
  func promotion(of dtype: DType) -> Promotion?

  /// Applies the method to `input`, drawing from `generator`.
  ///
  /// The generator ends where the original's ends. Elements are computed when they are read, any
  /// range at a time.
  func applied<Element: DrawableScalar>(
    to input: any Source<Element>, using generator: inout some FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element>
}

extension Regularizer {
  public var parts: MaskParts? { nil }
  public var dropsIndependently: Bool { training }
  public func promotion(of dtype: DType) -> Promotion? { nil }

  /// The same layer in evaluation mode, as `module.eval()`.
  public func eval() -> Self { train(false) }

  /// The same layer in training mode, or not, as `module.train(mode)`.
  public func train(_ training: Bool = true) -> Self {
    var layer = self
    layer.training = training
    return layer
  }

  /// The layer's output, in memory.
  ///
  /// - Throws: `RegularizationError` where the method refuses the input, or the generator has no
  ///   such draw.
  public func callAsFunction<Element: DrawableScalar>(
    _ input: Tensor<Element>, using generator: inout some FrameworkGenerator
  ) throws -> Tensor<Element> {
    try applied(to: input, using: &generator).output.tensor()
  }
}

/// A wider element type, and the layer to apply to an input that was converted to it.
public struct Promotion: Sendable {
  /// The type of the result.
  public let dtype: DType
  /// The layer, which knows what the original rounds to the narrower type.
  public let layer: any Regularizer
}

/// The result of a layer: three tensors, of which any range can be read.
public struct Regularized<Element: DrawableScalar>: Sendable {
  /// The draws, 1 for kept, in the noise's own shape.
  public let mask: any Source<Element>
  /// The layer's output for an input of ones, in the noise's own shape: the mask after scaling.
  public let noise: any Source<Element>
  /// The result, in the input's shape.
  public let output: any Source<Element>
  /// The original's warnings.
  public var warnings: [String] = []

  /// The three tensors of one call.
  public init(
    mask: any Source<Element>, noise: any Source<Element>, output: any Source<Element>
  ) {
    self.mask = mask
    self.noise = noise
    self.output = output
  }

  /// The result of a layer that does nothing: ones in the noise's shape, and the input.
  static func identity(_ input: any Source<Element>, noise shape: Shape) -> Regularized {
    let ones = Constant(Element(rounding: 1 as Double), shape: shape)
    return Regularized(mask: ones, noise: ones, output: input)
  }
}

/// The result of `draw`, with its error as one of the layer.
func drawing<Result>(
  _ draw: () throws(UnsupportedDraw) -> Result
) throws(RegularizationError) -> Result {
  do throws(UnsupportedDraw) {
    return try draw()
  } catch {
    throw .unsupported(error)
  }
}
