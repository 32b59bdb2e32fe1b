// What every layer is: something that draws a noise and multiplies a tensor by it.

public import RandomStreams
public import TensorCore

/// A regularization method with all its parameters set, like `Dropout(p: 0.5)`.
///
/// A layer is a value. It holds no generator: drawing takes one `inout`, and a copy of the
/// generator repeats what the original draws.
public protocol Regularizer: Sendable {
  /// Whether the layer trains, as `nn.Module.training`; in evaluation most methods do nothing.
  var training: Bool { get set }

  /// What one draw decides about, for an input of this rank.
  func noiseShape(rank: Int) -> NoiseShape

  /// The parts of a method that is nothing but a mask, its scale and an order of arithmetic; `nil`
  /// for any other.
  var parts: MaskParts? { get }

  /// What the noise does to mean and variance.
  ///
  /// `nil` where there is no closed form, and where the method divides by 0.
  var moments: NoiseMoments? { get }

  /// Whether each draw drops by itself: blocks fall together, and a normal factor drops nothing.
  var dropsIndependently: Bool { get }

  /// The wider type of the result for an input of this type, where the original's mask has one;
  /// `nil` where the result keeps the input's.
  func promotion(of dtype: DType) -> Promotion?

  /// Applies the method to `input`, drawing from `generator`.
  ///
  /// The generator is left where the original leaves it. The tensors are made when they are asked
  /// for, any range at a time.
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
  /// The layer, which knows what of it the original rounds to the narrower type.
  public let layer: any Regularizer
}

/// What a method made: three tensors, any range of each at a time.
public struct Regularized<Element: DrawableScalar>: Sendable {
  /// The draws, 1 for what is kept, in the noise's own shape.
  public let mask: any Source<Element>
  /// What the method makes of ones, in the noise's own shape: the mask after its scaling.
  public let noise: any Source<Element>
  /// The result, in the input's shape.
  public let output: any Source<Element>
  /// What the original warns of.
  public var warnings: [String] = []

  /// The three tensors of one call.
  public init(
    mask: any Source<Element>, noise: any Source<Element>, output: any Source<Element>
  ) {
    self.mask = mask
    self.noise = noise
    self.output = output
  }

  /// What a method gives that does nothing: ones in the noise's shape, and the input.
  static func identity(_ input: any Source<Element>, noise shape: Shape) -> Regularized {
    let ones = Constant(Element(rounding: 1 as Double), shape: shape)
    return Regularized(mask: ones, noise: ones, output: input)
  }
}

/// Why a method cannot be applied.
public enum RegularizationError: Error, Equatable, Sendable {
  /// The generator lacks a draw that the method needs, or refuses its arguments.
  case unsupported(UnsupportedDraw)
  /// The method refuses the input or its own parameters: one phrase without a subject, in the
  /// original's words where it has some.
  case refused(String)
}

extension RegularizationError: CustomStringConvertible {
  /// The reason as a phrase.
  public var description: String {
    switch self {
    case .unsupported(let draw): "the generator \(draw)"
    case .refused(let reason): reason
    }
  }
}

/// What `draw` gives; that the generator lacks a draw is why the method cannot be applied.
func drawing<Result>(
  _ draw: () throws(UnsupportedDraw) -> Result
) throws(RegularizationError) -> Result {
  do throws(UnsupportedDraw) {
    return try draw()
  } catch {
    throw .unsupported(error)
  }
}
