// The methods that multiply by a random mask: described by their parts, applied in one way.

import RandomStreams
import TensorCore

/// A method that is nothing but a noise, its scale and an order of arithmetic.
///
/// The parts are what the originals differ in; a mode is a value of this type.
struct MaskRegularizer: Regularizer {

  /// How the mask is drawn.
  enum Mask: Sendable {
    /// The framework's Bernoulli draw with the keep probability.
    case bernoulli
    /// `floor(keep + rand)` in the input's type.
    case floor
    /// `rand > keep`, the uniform in float32: keeps with probability p.
    case aboveKeep
    /// `rand < keep`, the uniform in float64.
    case belowKeep
  }

  /// Where the division by the keep probability happens, and so what is rounded when.
  enum Scaling: Sendable {
    /// `x * (mask / keep)`
    case noise
    /// `(x / keep) * mask`
    case input
    /// `(x * mask) / keep`
    case output
    /// `x * mask`
    case none
  }

  /// What evaluation does.
  enum Evaluation: Sendable {
    case identity
    /// `x * (1 - p)`
    case timesKeep
    /// The same, the factor rounded to the input's type first.
    case timesRoundedKeep
  }

  /// What a probability at the end of its range does.
  enum Shortcut: Sendable {
    /// Draws and computes as ever.
    case none
    /// Returns the input, draws nothing.
    case identity
    /// Returns `x * 0`, draws nothing.
    case timesZero
  }

  var noiseShape: NoiseShape
  var mask: Mask
  var scaling: Scaling
  var evaluation = Evaluation.identity
  /// What p = 0 does.
  var atZero = Shortcut.none
  /// What p = 1 does.
  var atOne = Shortcut.none
  /// The probability of zeroing.
  var p: Probability
  /// The probability that the mask is drawn with and the scale is made of.
  var keep: Probability
  var training: Bool

  func apply<Element: DrawableScalar>(
    to input: any Source<Element>, drawingFrom generator: inout any FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    let shape = noise(of: input.shape)
    let shortcut: Shortcut = p.value == 0 ? atZero : p.value == 1 ? atOne : .none
    switch (training, evaluation, shortcut) {
    case (false, .timesKeep, _):
      return constant(Element.Compute(keep.value), mask: 1, shape: shape, times: input)
    case (false, .timesRoundedKeep, _):
      let factor = Element(rounding: keep.value).compute
      return constant(factor, mask: 1, shape: shape, times: input)
    case (false, .identity, _), (true, _, .identity):
      return .identity(input, noise: shape)
    case (true, _, .timesZero):
      return constant(0, mask: 0, shape: shape, times: input)
    case (true, _, .none):
      let shape = try noiseShape.shape(for: input.shape)
      return try masked(input, shape: shape, drawingFrom: &generator)
    }
  }

  /// The noise's shape where none is drawn: what returns early never looks at the shape in the
  /// originals.
  func noise(of shape: Shape) -> Shape { (try? noiseShape.shape(for: shape)) ?? shape }

  /// The input times a number that no draw decides.
  private func constant<Element: DrawableScalar>(
    _ factor: Element.Compute, mask: Double, shape: Shape, times input: any Source<Element>
  ) -> Regularized<Element> {
    Regularized(
      mask: Constant(Element(rounding: mask), shape: shape),
      noise: Constant(Element(rounding: factor), shape: shape),
      output: Scaled(input, by: factor))
  }

  private func masked<Element: DrawableScalar>(
    _ input: any Source<Element>, shape: Shape, drawingFrom generator: inout any FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    let mask: any Source<Element> = try drawing { () throws(UnsupportedDraw) in
      // Only a noise of the input's own shape takes over how the input lies in memory.
      try drawnMask(
        shape, order: noiseShape == .element ? input.memoryOrder : nil, from: &generator)
    }
    let scale = Element.Compute(keep.value)
    switch scaling {
    case .none:
      return Regularized(mask: mask, noise: mask, output: MaskedOutput(input, times: mask))
    case .input:
      let ones = Constant(Element(rounding: 1 as Double), shape: shape)
      return Regularized(
        mask: mask, noise: MaskedOutput(Divided(ones, by: scale), times: mask),
        output: MaskedOutput(Divided(input, by: scale), times: mask))
    case .output:
      // NumPy first makes the number one of the array's own type.
      let divisor = Element(rounding: keep.value).compute
      return Regularized(
        mask: mask, noise: Divided(mask, by: divisor),
        output: Divided(MaskedOutput(input, times: mask), by: divisor))
    case .noise:
      // timm leaves the mask alone where nothing is kept: there is no scale then.
      let noise = keep.value == 0 ? mask : divided(mask, by: scale)
      return Regularized(mask: mask, noise: noise, output: MaskedOutput(input, times: noise))
    }
  }

  private func divided<Element: DrawableScalar>(
    _ mask: any Source<Element>, by scale: Element.Compute
  ) -> any Source<Element> {
    // Zeros and ones need no division each.
    switch mask {
    case let drawn as DrawnMask<Element>: drawn.divided(by: scale)
    default: Divided(mask, by: scale)
    }
  }

  private func drawnMask<Element: DrawableScalar>(
    _ shape: Shape, order: MemoryOrder?, from generator: inout any FrameworkGenerator
  ) throws(UnsupportedDraw) -> any Source<Element> {
    let one = Element(rounding: 1 as Double)
    switch mask {
    case .bernoulli:
      let draw = try generator.bernoulli(keep.value, for: shape, order: order)
      return DrawnMask(draw, one: one, shape: shape)
    case .floor:
      let uniforms = DrawnValues<Element>(
        try Element.rand(&generator, count: shape.count), shape: shape)
      return FlooredSum(Element(rounding: keep.value).compute, plus: uniforms)
    case .aboveKeep:
      let draw = try generator.rand(.float32, count: shape.count)
      return DrawnMask(
        AboveThreshold(draw: draw, threshold: Float(keep.value)), one: one, shape: shape)
    case .belowKeep:
      let draw = try generator.rand64(count: shape.count)
      return DrawnMask(
        BelowThreshold(draw: draw, threshold: keep.value), one: one, shape: shape)
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
  var bases: [any Source] { [uniforms] }

  mutating func fill(_ block: inout MutableSpan<Element>, from start: Int) {
    uniforms.fill(&block, from: start)
    Element.add(term, to: &block)
    Element.floor(&block)
  }
}
