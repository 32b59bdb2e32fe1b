// A method that may have made Y, and what it says of itself.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
public import Regularization
import TensorCore

/// How a mask is drawn from uniform numbers u.
public enum MaskDrawing: Hashable, Sendable {
  /// The framework's own Bernoulli draw: 1 with the keep probability.
  case bernoulli
  /// floor(keep + u), u in the input's type: 1 where u reaches 1 - keep.
  case floor
  /// u > threshold, u of this type.
  case above(MaskParts.Uniforms)
  /// u < threshold, u of this type.
  case below(MaskParts.Uniforms)
  /// The framework's own dropout, by rules that hold for nothing else.
  case own
}

/// Where the scale comes in, and so what is rounded when.
public enum ScaleOrder: String, Hashable, Sendable, CaseIterable {
  /// x · (mask / keep): the scale is rounded before it meets x.
  case noise
  /// (x / keep) · mask
  case input
  /// (x · mask) / keep
  case output
}

/// A method under its name.
///
/// What is searched, and for what, follows from what the method says of itself
/// (`Regularizer.parts`, `noiseShape`); that a match is one is decided by the method itself, which
/// must reproduce the whole of Y.
public struct Candidate: Sendable {
  public let name: String
  /// The frameworks that have it, by the names that `SearchedEngine.framework` has.
  public let frameworks: [String]
  /// The method with this p, in training.
  public let make: @Sendable (Probability) -> any Regularizer

  /// How its mask is drawn.
  let drawing: MaskDrawing
  /// Where the survivors are scaled; `nil` where they are not.
  let order: ScaleOrder?
  /// The arithmetic of the scale, as the framework computes it.
  let arithmetic: Arithmetic?
  /// Whether dropped elements take a value of their own, as in alpha dropout.
  let isAffine: Bool
  /// What its key is folded with, one number after the other, before it draws.
  let folds: [UInt32]
  /// What a command line needs besides the name.
  public let flags: String
  /// Whether it drops blocks, and its draws are their centres.
  let dropsBlocks: Bool
  /// The chance of a centre for each unit of p, where the input's shape is known.
  var centreChance = 1.0
  /// Whether p itself is what the scale is made of, and not 1 - p.
  private let keepsWithP: Bool
  /// Whether p is the chance of a draw to keep, and not 1 - p.
  private let isKeptWithP: Bool

  /// `nil` for a method whose mask is not told by zeros: a normal factor, weights.
  ///
  /// - `dividesByReciprocal`: whether the framework divides a tensor by a number as it multiplies by
  ///   the number's reciprocal.
  public init?(
    name: String, frameworks: [String], flags: String = "", dividesByReciprocal: Bool = false,
    make: @escaping @Sendable (Probability) -> any Regularizer
  ) {
    (self.name, self.frameworks, self.flags, self.make) = (name, frameworks, flags, make)
    let probe: Probability = 0.25
    let method = make(probe)
    isAffine = method is AlphaDropout || method is FeatureAlphaDropout
    dropsBlocks = method is any BlockRegularizer
    guard !dropsBlocks else {
      // A centre that is drawn is one that does not keep.
      (drawing, order, arithmetic, folds) = (.bernoulli, nil, nil, [])
      (keepsWithP, isKeptWithP) = (false, true)
      return
    }
    if method is any FrameworkDropout {
      (drawing, order) = (.own, method.parts?.scaling == .input ? .input : .noise)
      // The layer itself has the last word.
      (arithmetic, folds, keepsWithP, isKeptWithP) = (nil, [], false, false)
      return
    }
    guard let parts = method.parts else {
      guard isAffine else { return nil }
      (drawing, order, arithmetic, folds) = (.bernoulli, nil, nil, [])
      (keepsWithP, isKeptWithP) = (false, false)
      return
    }
    drawing =
      switch parts.mask {
      case .bernoulli: .bernoulli
      case .floor: .floor
      case .above: .above(parts.uniforms)
      case .below: .below(parts.uniforms)
      }
    order =
      switch parts.scaling {
      case .noise: .noise
      case .input: .input
      case .output: .output
      case .none: nil
      }
    let flax = method as? FlaxDropout
    folds =
      switch flax?.key {
      case .linen: [JAXKey.linenNumber()]
      case .nnx: [0, 0]
      case .given, nil: []
      }
    // XLA makes a product of a division by a number, but not in bfloat16: the layer decides.
    arithmetic = flax != nil || dividesByReciprocal ? nil : order.map(Arithmetic.of)
    keepsWithP = parts.keep.value == probe.value
    isKeptWithP = parts.keepChance.value == probe.value
  }

  /// How many leading axes of an input of this shape the noise has, the rank for one draw an
  /// element, or which others, as a `Level` has them; `nil` where the method refuses the shape.
  func noiseAxes(_ shape: Shape) -> Int? {
    let noise = make(0.25).noiseShape(rank: shape.rank)
    guard (try? noise.shape(for: shape)) != nil else { return nil }
    return switch noise {
    case .element: shape.rank
    case .channel: 2
    case .sample: 1
    case .batch: 0
    case .lastAxis: Level.lastAxis
    case .sampleAndLastAxis: Level.sampleAndLastAxis
    case .block: nil
    }
  }

  /// What the survivors are divided by, for this p.
  func keep(p: Double) -> Double { keepsWithP ? p : 1 - p }

  /// The p of a method that divides by this number, where another rule calls it `inverted`.
  func p(inverted: Double) -> Double { keepsWithP ? Tidy.complement(inverted) : inverted }

  /// The chance that a draw keeps.
  func keptChance(p: Double) -> Double { isKeptWithP ? p * centreChance : 1 - p }

  /// The p at which a draw keeps with this chance.
  func p(keptChance: Double) -> Double {
    isKeptWithP ? keptChance / centreChance : 1 - keptChance
  }
}

/// Numbers as they were typed.
enum Tidy {
  /// Whether a number has three digits after the point, or fewer.
  static func isTyped(_ x: Double) -> Bool { (x * 1000).rounded() / 1000 == x }

  /// 1 - x, and of its neighbours the one with the fewest digits: 0.1 of 0.9.
  static func complement(_ x: Double) -> Double {
    let value = 1 - x
    return ShortestDecimals.within(value - 0x1p-53, value + 0x1p-53, limit: 1).first ?? value
  }
}
