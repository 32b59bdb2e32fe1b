// Dropout in Flax: one arithmetic, and three ways to get a key.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
public import TensorCore

/// Flax's dropout: `where(mask, x / (1 - p), 0)`.
///
/// A dropped element is +0, whatever the input. XLA turns the division of an array by a number into
/// a multiplication by the reciprocal, rounded to the element's type; not in bfloat16, and not for
/// a single element unless the call is compiled as a whole. It takes subnormal numbers for zeros,
/// as operands and as results; in float16 it computes in float32, where none arises.
///
/// - Draws: one float32 uniform below 1 - p per element, of the key; none at p = 0, at p = 1 and in
///   evaluation.
/// - Source: Srivastava et al. 2014, JMLR 15:1929; Flax 0.12.8 flax/linen/stochastic.py,
///   flax/nnx/nn/stochastic.py.
public struct FlaxDropout: Regularizer {
  /// Which key the mask is drawn with.
  public enum Key: Hashable, Sendable {
    /// The key itself.
    case given
    /// `flax.linen.Dropout` with `rngs={'dropout': key}`: the key folded with the SHA-1 of the
    /// layer's path and its call.
    case linen
    /// `flax.nnx.Dropout` with `rngs=Rngs(seed)`: the layer's first key of the stream that it takes
    /// from `Rngs`.
    case nnx
  }

  /// The probability of zeroing.
  public var p: Probability
  /// Which key the mask is drawn with.
  public var key: Key
  /// Whether the call is compiled as a whole, `jax.jit`.
  public var compiled: Bool
  public var training: Bool

  /// Flax's dropout with its rate.
  public init(p: Probability, key: Key = .given, compiled: Bool = false, training: Bool = true) {
    self.p = p
    self.key = key
    self.compiled = compiled
    self.training = training
  }

  public func noiseShape(rank: Int) -> NoiseShape { .element }

  public var parts: MaskParts? {
    var parts = MaskParts(.element, mask: .bernoulli, scaling: .input, p: p)
    (parts.atZero, parts.atOne) = (.identity, .timesZero)
    return parts
  }

  public var moments: NoiseMoments? { parts?.moments(training: training) }

  public func applied<Element: DrawableScalar>(
    to input: any Source<Element>, using generator: inout some FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    guard let seeded = generator as? JAXKey else { throw .wrongGenerator(needed: "JAXKey") }
    try refuseFloat64(Element.self)
    let shape = input.shape
    guard training, p.value > 0 else { return .identity(input, noise: shape) }
    guard p.value < 1 else {
      let zeros = Constant(Element.zero, shape: shape)
      return Regularized(mask: zeros, noise: zeros, output: zeros)
    }
    let maskKey =
      switch key {
      case .given: seeded
      case .linen: seeded.linenKey()
      case .nnx: seeded.nnxKey()
      }
    let draw = maskKey.bernoulli(p.complement.value, count: shape.count)
    return .flax(input, dropping: p, where: draw, compiled: compiled)
  }
}

/// JAX's 64-bit types are off, as by default.
func refuseFloat64<Element: DrawableScalar>(
  _ type: Element.Type
) throws(RegularizationError) {
  guard Element.dtype != .float64 else {
    throw .refused("Dropout: takes float32, float16 and bfloat16, not float64")
  }
}

extension Regularized {
  /// `select(mask, x / (1 - p), 0)` as XLA computes it on the CPU.
  static func flax(
    _ input: any Source<Element>, dropping p: Probability, where draw: any MaskDraw, compiled: Bool
  ) -> Regularized {
    let shape = input.shape
    let keep = Element(rounding: p.complement.value).compute
    let one = Element(rounding: 1 as Double)
    let multiplies = Element.dtype != .bfloat16 && (compiled || shape.count > 1)
    // Where keep rounds to 1, the compiler leaves nothing of the product.
    let isProduct = !compiled || keep != 1
    func scaled(_ x: any Source<Element>) -> any Source<Element> {
      guard isProduct else { return x }
      // What is kept grows, so no result is subnormal if no operand is.
      let x = Flushed(x)
      return multiplies
        ? Scaled(x, by: Element(rounding: one.compute / keep).compute) : Divided(x, by: keep)
    }
    return Regularized(
      mask: RandomMask(draw, one: one, shape: shape),
      noise: Selected(scaled(Constant(one, shape: shape)), where: draw),
      output: Selected(scaled(input), where: draw))
  }
}

/// A tensor whose subnormal elements are zeros of their sign, but in float16.
struct Flushed<Element: DrawableScalar>: Source {
  private var base: any Source<Element>

  init(_ base: any Source<Element>) { self.base = base }

  var shape: Shape { base.shape }
  var bases: [any Source] { [base] }

  mutating func fill(_ block: inout MutableSpan<Element>, from start: Int) throws {
    try base.fill(&block, from: start)
    block.withUnsafeMutableBytes { bytes in
      switch Element.dtype {
      case .float32:
        let bits = bytes.bindMemory(to: UInt32.self)
        for i in bits.indices where bits[i] & 0x7f80_0000 == 0 { bits[i] &= 0x8000_0000 }
      case .float64:
        let bits = bytes.bindMemory(to: UInt64.self)
        for i in bits.indices where bits[i] & 0x7ff << 52 == 0 { bits[i] &= 1 << 63 }
      case .bfloat16:
        let bits = bytes.bindMemory(to: UInt16.self)
        for i in bits.indices where bits[i] & 0x7f80 == 0 { bits[i] &= 0x8000 }
      default: break
      }
    }
  }
}

/// A tensor where the mask is 1, +0 where it is 0.
struct Selected<Element: DrawableScalar>: Source {
  private var base: any Source<Element>
  private var draw: any MaskDraw

  init(_ base: any Source<Element>, where draw: any MaskDraw) {
    self.base = base
    self.draw = draw
  }

  var shape: Shape { base.shape }
  var bases: [any Source] { [base] }
  var readsInOrder: Bool { base.readsInOrder || draw.readsInOrder }

  mutating func fill(_ block: inout MutableSpan<Element>, from start: Int) throws {
    try base.fill(&block, from: start)
    var mask = [UInt8](repeating: 0, count: block.count)
    var flags = mask.mutableSpan
    draw.fill(&flags, from: start)
    Element.clear(&block, unless: flags.span)
  }
}
