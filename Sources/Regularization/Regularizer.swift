// What every mode is: something that draws a noise and multiplies a tensor by it.

public import RandomStreams
public import TensorCore

/// A regularization method with all its parameters set.
public protocol Regularizer: Sendable {
  /// Applies the method to `input`, drawing from `generator`.
  ///
  /// The generator is left where the original leaves it; the tensors are made when asked for.
  func apply<Element: DrawableScalar>(
    to input: any Source<Element>, drawingFrom generator: inout any FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element>
}

/// What a method made: three tensors, each any range at a time.
public struct Regularized<Element: DrawableScalar>: Sendable {
  /// The draws, 1 for what is kept, in the noise's own shape.
  public let mask: any Source<Element>
  /// What the method makes of ones, in the noise's own shape: the mask after its scaling.
  public let noise: any Source<Element>
  /// The result, in the input's shape.
  public let output: any Source<Element>
  /// What the original warns of.
  public var warnings: [String] = []

  public init(
    mask: any Source<Element>, noise: any Source<Element>, output: any Source<Element>
  ) {
    self.mask = mask
    self.noise = noise
    self.output = output
  }
}

extension Regularized {
  /// What a method gives that does nothing: ones in the noise's shape, and the input.
  static func identity(_ input: any Source<Element>, noise shape: Shape) -> Regularized {
    let ones = Constant(Element(rounding: 1 as Double), shape: shape)
    return Regularized(mask: ones, noise: ones, output: input)
  }
}

/// Why a method cannot be applied: one sentence, in the original's words where it has some.
public struct RegularizationError: Error, Equatable, Sendable, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }

}

/// What `draw` gives; that the engine lacks a draw is why the method cannot be applied.
func drawing<Result>(
  _ draw: () throws(UnsupportedDraw) -> Result
) throws(RegularizationError) -> Result {
  do throws(UnsupportedDraw) {
    return try draw()
  } catch {
    throw RegularizationError("the engine \(error)")
  }
}
