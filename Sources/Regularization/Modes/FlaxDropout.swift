// Dropout in Flax: the same arithmetic, three ways to come by a key.

import RandomStreams
import TensorCore

/// Flax's dropout: `select(mask, x / (1 - p), 0)`.
///
/// What is dropped is +0, whatever stood there. XLA turns the division of an array by a number into
/// a multiplication by the reciprocal, rounded to the element's type; not in bfloat16, and not for
/// a single element unless the call is compiled as a whole. It takes subnormal numbers for zeros,
/// as operands and as results; in float16 it computes in float32, where none arises.
struct FlaxDropout: Regularizer {
  /// The key that the mask is drawn with, from the key of the seed.
  let key: @Sendable (JAXKey) -> JAXKey
  let p: Probability
  let training: Bool
  let compiled: Bool

  func apply<Element: DrawableScalar>(
    to input: any Source<Element>, drawingFrom generator: inout any FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    guard let seeded = generator as? JAXKey else {
      throw RegularizationError("needs a key of the engine 'jax'")
    }
    let shape = input.shape
    guard training, p.value > 0 else { return .identity(input, noise: shape) }
    guard p.value < 1 else {
      let zeros = Constant(Element.zero, shape: shape)
      return Regularized(mask: zeros, noise: zeros, output: zeros)
    }
    let draw = key(seeded).bernoulli(p.complement.value, count: shape.count)
    let keep = Element(rounding: p.complement.value).compute
    let one = Element(rounding: 1 as Double)
    let multiplies = Element.dtype != .bfloat16 && (compiled || shape.count > 1)
    func scaled(_ x: any Source<Element>) -> any Source<Element> {
      // What is kept grows, so no result is subnormal if no operand is.
      let x = Flushed(x)
      return multiplies
        ? Scaled(x, by: Element(rounding: one.compute / keep).compute) : Divided(x, by: keep)
    }
    return Regularized(
      mask: DrawnMask(draw, one: one, shape: shape),
      noise: Selected(scaled(Constant(one, shape: shape)), where: draw),
      output: Selected(scaled(input), where: draw))
  }
}

/// A tensor whose subnormal elements are zeros of their sign, in float32 and bfloat16.
private struct Flushed<Element: DrawableScalar>: Source {
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
      case .bfloat16:
        let bits = bytes.bindMemory(to: UInt16.self)
        for i in bits.indices where bits[i] & 0x7f80 == 0 { bits[i] &= 0x8000 }
      default: break
      }
    }
  }
}

/// A tensor where the mask is 1, +0 where it is 0.
private struct Selected<Element: DrawableScalar>: Source {
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

extension Mode {
  /// Plain dropout on JAX: the key of the seed is the mask's own.
  static let flaxDropout = flax(
    nil, summary: "Flax's dropout with key(seed) as it is", noise: "key(seed)"
  ) { $0 }

  /// Flax's two layers.
  static let flaxForms: [Mode] = [linenDropout, nnxDropout]

  /// flax.linen.Dropout.
  public static let linenDropout = flax(
    "linen", summary: "flax.linen.Dropout, rngs={'dropout': key(seed)}",
    noise: "the key folded with the SHA-1 of the layer's path and its call"
  ) { $0.linenKey() }

  /// flax.nnx.Dropout.
  public static let nnxDropout = flax(
    "nnx", summary: "flax.nnx.Dropout, rngs=Rngs(seed)",
    noise: "the layer's first key of the stream that it takes of Rngs"
  ) { $0.nnxKey() }

  private static func flax(
    _ variant: String?, summary: String, noise: String,
    key: @escaping @Sendable (JAXKey) -> JAXKey
  ) -> Mode {
    Mode(
      name: variant.map { "dropout:\($0)" } ?? "dropout",
      heading: variant.map { "Dropout (\($0))" } ?? "Dropout", summary: summary,
      formula:
        "where(mask, x * (1 / (1 - p)), 0); x / (1 - p) in bfloat16, and for a single element"
        + " without --jit",
      noise: "one float32 uniform below 1 - p per element, of \(noise)",
      edges: "p = 0 and evaluation: x itself; p = 1: zeros",
      source: "Srivastava et al. 2014, JMLR 15:1929; Flax 0.12.8 flax/linen/stochastic.py,"
        + " flax/nnx/nn/stochastic.py",
      families: [.jax], parameters: [.jit]
    ) { arguments in
      FlaxDropout(
        key: key, p: arguments.p, training: arguments.training, compiled: arguments.compiled)
    }
  }
}
