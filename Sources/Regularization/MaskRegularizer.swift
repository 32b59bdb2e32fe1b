// The methods that multiply by a random mask: described by their parts, applied in one way.

public import RandomStreams
public import TensorCore

/// A method that is nothing but a noise, its scale and an order of arithmetic.
///
/// The parts are what the originals differ in; a mode is a value of this type.
public struct MaskRegularizer: Regularizer {
  /// What one draw decides about.
  public enum NoiseShape: Sendable {
    /// An element: the noise has the input's shape.
    case element
    /// A sample: the noise has the shape (B, 1, …).
    case sample
  }

  /// How the mask is drawn.
  public enum Mask: Sendable {
    /// The framework's Bernoulli draw with the keep probability.
    case bernoulli
    /// `floor(keep + rand)` in the input's type.
    case floor
    /// `rand > keep`, the uniform in float32: keeps with probability p.
    case aboveKeep
  }

  /// Where the division by the keep probability happens, and so what is rounded when.
  public enum Scaling: Sendable {
    /// `x * (mask / keep)`
    case noise
    /// `(x / keep) * mask`
    case input
    /// `x * mask`
    case none
  }

  /// What evaluation does.
  public enum Evaluation: Sendable {
    case identity
    /// `x * (1 - p)`
    case timesKeep
  }

  /// What a probability at the end of its range does.
  public enum Shortcut: Sendable {
    /// Draws and computes as ever.
    case none
    /// Returns the input, draws nothing.
    case identity
    /// Returns `x * 0`, draws nothing.
    case timesZero
  }

  public var noiseShape: NoiseShape
  public var mask: Mask
  public var scaling: Scaling
  public var evaluation = Evaluation.identity
  /// What p = 0 does.
  public var atZero = Shortcut.none
  /// What p = 1 does.
  public var atOne = Shortcut.none
  /// The probability of zeroing.
  public var p: Probability
  /// The probability that the mask is drawn with and the scale is made of.
  public var keep: Probability
  public var training: Bool

  public func apply<Element: DrawableScalar>(
    to input: any Source<Element>, drawingFrom generator: inout any FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    let shape = try noiseShape(for: input.shape)
    let shortcut: Shortcut = p.value == 0 ? atZero : p.value == 1 ? atOne : .none
    switch (training, evaluation, shortcut) {
    case (false, .timesKeep, _):
      return constant(Element.Compute(keep.value), shape: shape, times: input)
    case (false, .identity, _), (true, _, .identity):
      let ones = Constant(Element(rounding: 1 as Double), shape: shape)
      return Regularized(mask: ones, noise: ones, output: input)
    case (true, _, .timesZero):
      return constant(0, shape: shape, times: input)
    case (true, _, .none):
      return try masked(input, shape: shape, drawingFrom: &generator)
    }
  }

  private func noiseShape(for shape: Shape) throws(RegularizationError) -> Shape {
    switch noiseShape {
    case .element:
      return shape
    case .sample:
      guard shape.rank > 0 else {
        throw RegularizationError("needs an input with a batch axis, not a scalar")
      }
      return shape.keeping(first: 1)
    }
  }

  /// The input times a number that no draw decides.
  private func constant<Element: DrawableScalar>(
    _ factor: Element.Compute, shape: Shape, times input: any Source<Element>
  ) -> Regularized<Element> {
    Regularized(
      mask: Constant(Element(rounding: factor == 0 ? 0 : 1 as Double), shape: shape),
      noise: Constant(Element(rounding: factor), shape: shape),
      output: Scaled(input, by: factor))
  }

  private func masked<Element: DrawableScalar>(
    _ input: any Source<Element>, shape: Shape, drawingFrom generator: inout any FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    let scale = Element.Compute(keep.value)
    let mask: any Source<Element>
    var noise: any Source<Element>
    do throws(UnsupportedDraw) {
      switch self.mask {
      case .floor:
        let draw = try Element.rand(&generator, count: shape.count)
        mask = FlooredSum(
          Element(rounding: keep.value).compute, plus: DrawnValues(draw, shape: shape))
        noise = mask
      case .bernoulli, .aboveKeep:
        let draw = try maskDraw(shape.count, from: &generator)
        let one = Element(rounding: 1 as Double)
        mask = DrawnMask(draw, one: one, shape: shape)
        noise = mask
        // timm leaves the mask alone where nothing is kept: there is no scale then.
        if scaling == .noise, keep.value > 0 {
          noise = DrawnMask(draw, one: Element(rounding: one.compute / scale), shape: shape)
        }
      }
    } catch {
      throw RegularizationError("the engine \(error)")
    }
    let divisor = scaling == .input ? scale : nil
    return Regularized(
      mask: mask, noise: noise, output: MaskedOutput(input, times: noise, inputDivisor: divisor))
  }

  private func maskDraw(
    _ count: Int, from generator: inout any FrameworkGenerator
  ) throws(UnsupportedDraw) -> any Draw<UInt8> {
    switch mask {
    case .aboveKeep:
      AboveThreshold(draw: try generator.rand(.float32, count: count), threshold: Float(keep.value))
    case .bernoulli, .floor:
      try generator.bernoulli(keep.value, count: count)
    }
  }
}

/// `floor(keep + rand)`: 0 or 1, and in the half formats now and then 2, where the sum rounds up.
private struct FlooredSum<Element: DrawableScalar>: Source {
  private let term: Element.Compute
  private var uniforms: DrawnValues<Element>

  init(_ term: Element.Compute, plus uniforms: DrawnValues<Element>) {
    self.term = term
    self.uniforms = uniforms
  }

  var shape: Shape { uniforms.shape }

  mutating func fill(_ block: inout MutableSpan<Element>, from start: Int) {
    uniforms.fill(&block, from: start)
    Element.add(term, to: &block)
    Element.floor(&block)
  }
}
