// Layers that multiply by a random mask, all applied by the same code.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
public import TensorCore

/// A layer that is fully described by its parts.
public protocol MaskRegularizer: Regularizer {
  /// The parts.
  var maskParts: MaskParts { get }
}

extension MaskRegularizer {
  public var parts: MaskParts? { maskParts }
  public var moments: NoiseMoments? { maskParts.moments(training: training) }
  public func noiseShape(rank: Int) -> NoiseShape { maskParts.noiseShape }

  public func applied<Element: DrawableScalar>(
    to input: any Source<Element>, using generator: inout some FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    try maskParts.applied(to: input, training: training, using: &generator)
  }
}

extension MaskParts {
  /// Applies the layer that has these parts.
  func applied<Element: DrawableScalar>(
    to input: any Source<Element>, training: Bool, using generator: inout some FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    let shape = noise(of: input.shape)
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
    case (true, _, .zeros):
      let (zeros, noise) = (
        Constant(Element.zero, shape: input.shape), Constant(Element.zero, shape: shape)
      )
      return Regularized(mask: noise, noise: noise, output: zeros)
    case (true, _, .none):
      let shape = try noiseShape.shape(for: input.shape)
      return try masked(input, shape: shape, using: &generator)
    }
  }

  /// The noise's shape where none is drawn; originals that return early accept any input.
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
    _ input: any Source<Element>, shape: Shape, using generator: inout some FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    // Only a noise of the input's own shape takes over its memory order.
    let order = noiseShape == .element ? input.memoryOrder : nil
    let mask: any Source<Element>
    do throws(UnsupportedDraw) {
      mask = try drawnMask(shape, order: order, using: &generator)
    } catch {
      throw .unsupported(error)
    }
    let scale = Element.Compute(keep.value)
    switch scaling {
    case .none:
      return Regularized(mask: mask, noise: mask, output: MaskedOutput(input, times: mask))
    case .input:
      let ones = Constant(Element(rounding: 1 as Double), shape: shape)
      let multiplies = generator.dividesByReciprocal
      func divided(_ x: any Source<Element>) -> any Source<Element> {
        multiplies ? Scaled(x, by: 1 / scale) : dividedInput(x, by: scale)
      }
      return Regularized(
        mask: mask, noise: MaskedOutput(divided(ones), times: mask),
        output: MaskedOutput(divided(input), times: mask))
    case .output:
      // NumPy first converts the number to the array's type.
      let divisor = uniforms == .float64 ? Element(rounding: keep.value).compute : scale
      return Regularized(
        mask: mask, noise: Divided(mask, by: divisor),
        output: Divided(MaskedOutput(input, times: mask), by: divisor))
    case .noise:
      let noise = dividesNoise ? divided(mask, by: scale) : mask
      let output: any Source<Element> =
        generator.fusesProducts && dividesNoise
        ? Scaled(MaskedOutput(input, times: mask), by: 1 / scale)
        : MaskedOutput(input, times: noise)
      return Regularized(mask: mask, noise: noise, output: output)
    }
  }

  private func dividedInput<Element: DrawableScalar>(
    _ x: any Source<Element>, by scale: Element.Compute
  ) -> any Source<Element> {
    let quotient = Divided(x, by: scale)
    return dividedInputFormat == .float32
      ? quotient : RoundedThrough(quotient, dividedInputFormat)
  }

  private func divided<Element: DrawableScalar>(
    _ mask: any Source<Element>, by scale: Element.Compute
  ) -> any Source<Element> {
    // A mask has two values, so two divisions are enough.
    switch mask {
    case let drawn as RandomMask<Element>: drawn.divided(by: scale)
    default: Divided(mask, by: scale)
    }
  }

  private func drawnMask<Element: DrawableScalar>(
    _ shape: Shape, order: MemoryOrder?, using generator: inout some FrameworkGenerator
  ) throws(UnsupportedDraw) -> any Source<Element> {
    let one = Element(rounding: 1 as Double)
    switch (mask, uniforms) {
    case (.bernoulli, _):
      let draw = try generator.bernoulli(
        threshold.value, of: Element.self, for: shape, order: order)
      return RandomMask(draw, one: one, shape: shape)
    case (.floor, _):
      let uniforms = RandomValues<Element>(
        try Element.rand(count: shape.count, using: &generator), shape: shape)
      return FlooredSum(Element(rounding: threshold.value).compute, plus: uniforms)
    case (.above, .float32), (.below, .float32):
      let draw = try generator.rand(.float32, count: shape.count)
      let compared = Compared(draw, to: Float(threshold.value), isAbove: mask == .above)
      return RandomMask(compared, one: one, shape: shape)
    case (.above, .float64), (.below, .float64):
      let draw = try generator.rand64(count: shape.count)
      let compared = Compared(draw, to: threshold.value, isAbove: mask == .above)
      return RandomMask(compared, one: one, shape: shape)
    }
  }
}

/// `floor(keep + rand)`: 0 or 1, and in the half formats now and then 2, where the sum rounds up.
private struct FlooredSum<Element: DrawableScalar>: Source {
  private let term: Element.Compute
  private var uniforms: RandomValues<Element>

  init(_ term: Element.Compute, plus uniforms: RandomValues<Element>) {
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

/// 1 where a drawn uniform is above a threshold, or below it, else 0.
private struct Compared<Value: BinaryFloatingPoint & BitwiseCopyable & Sendable>: MaskDraw {
  private var draw: any Draw<Value>
  private let threshold: Value
  private let isAbove: Bool

  init(_ draw: any Draw<Value>, to threshold: Value, isAbove: Bool) {
    self.draw = draw
    self.threshold = threshold
    self.isAbove = isAbove
  }

  var readsInOrder: Bool { draw.readsInOrder }

  mutating func fill(_ block: inout MutableSpan<UInt8>, from index: Int) {
    var uniforms = [Value](repeating: 0, count: block.count)
    var values = uniforms.mutableSpan
    draw.fill(&values, from: index)
    for i in block.indices {
      block[i] = (isAbove ? uniforms[i] > threshold : uniforms[i] < threshold) ? 1 : 0
    }
  }
}

extension Compared: TracedDraw {
  mutating func trace(_ index: Int) -> DrawTrace? {
    var traced = draw as? any TracedDraw
    var trace = traced?.trace(index)
    trace?.comparison = DrawTrace.Comparison(
      relation: isAbove ? ">" : "<", bound: Double(threshold))
    return trace
  }
}

extension FlooredSum: TracedSource {
  mutating func trace(_ index: Int) -> DrawTrace? { uniforms.trace(index) }
}
