// mlx.nn.Dropout, Dropout2d and Dropout3d, from Python and from Swift.
//
// Source: python/mlx/nn/layers/dropout.py of MLX 0.32.4, MIT; Source/MLXNN/Dropout.swift of
// mlx-swift 0.29, MIT.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
public import TensorCore

/// MLX's dropout: `(mask * x) * (1 / (1 - p))`.
///
/// The scale is rounded to the input's type before the product is. Channels stand last in MLX, so
/// `Dropout2d` and `Dropout3d` draw one number for each sample and each index of the last axis.
///
/// - Draws: one key; of it one word per element of the noise. None at p = 0 and in evaluation.
public struct MLXDropout: FrameworkDropout {
  /// What is dropped together.
  public enum Kind: Int, Sendable {
    /// `Dropout`: each element by itself.
    case elements = 0
    /// `Dropout2d`: channels after two spatial axes.
    case channels2d = 2
    /// `Dropout3d`: channels after three spatial axes.
    case channels3d = 3

    /// The layer's name in MLX.
    public var layer: String { self == .elements ? "Dropout" : "Dropout\(rawValue)d" }
  }

  /// The probability of zeroing.
  public var p: Probability
  /// What is dropped together.
  public var kind: Kind
  public var training: Bool

  /// The layer with its rate, which must be below 1.
  public init(p: Probability = 0.5, kind: Kind = .elements, training: Bool = true) {
    self.p = p
    self.kind = kind
    self.training = training
  }

  public func noiseShape(rank: Int) -> NoiseShape {
    if kind == .elements { return .element }
    return rank == kind.rawValue + 1 ? .lastAxis : .sampleAndLastAxis
  }

  public var moments: NoiseMoments? {
    training && p.value > 0
      ? p.value < 1 ? .mask(keep: 1 - p.value, scale: 1 / (1 - p.value)) : nil : .identity
  }

  public func applied<Element: DrawableScalar>(
    to input: any Source<Element>, using generator: inout some FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    guard let mlx = generator as? MLXGenerator else {
      throw .wrongGenerator(needed: "MLXGenerator")
    }
    let isPython = mlx.language == .python
    let keep = mlx.keepProbability(dropping: p.value)
    guard isPython ? p.value < 1 : Float(p.value) < 1 else {
      throw .refused("\(kind.layer): the dropout probability \(p.value) is not in [0, 1)")
    }
    guard Element.dtype != .float64 else { throw .mlxFloat64(kind) }
    guard isPython || Element.dtype == .float32 else { throw .mlxSwift(kind) }
    let rank = input.shape.rank
    let least = kind.rawValue + 1
    guard kind == .elements || rank == least || rank == least + 1 else {
      throw .refused(
        "\(kind.layer): Received input with \(rank) dimensions. Expected \(least) or \(least + 1)"
          + " dimensions.")
    }
    let shape = try noiseShape(rank: rank).shape(for: input.shape)
    let isIdentity = isPython ? 1 - p.value == 1 : keep == 1
    guard training, !isIdentity else { return .identity(input, noise: shape) }
    let draw = try drawing(from: &generator, as: MLXGenerator.self) {
      (mlx) throws(UnsupportedDraw) in
      try mlx.dropoutMask(dropping: p.value, count: shape.count)
    }
    let scale = isPython ? Float(1 / (1 - p.value)) : 1 / keep
    return .scaled(
      input, by: Element(rounding: Element.Compute(scale)).compute, where: draw, of: shape,
      dropping: .product)
  }
}
