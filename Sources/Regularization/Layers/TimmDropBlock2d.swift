// DropBlock in timm.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
public import TensorCore

/// timm's `DropBlock2d`: drops square blocks of neighbours, by default the same in all channels.
///
/// Centres are drawn everywhere; blocks at the border are cut off. The scale is a float32
/// reciprocal times the number of elements: PyTorch does not divide in `number / tensor`.
///
/// - Draws: one Bernoulli number of gamma per position, in the shape (N, 1, H, W), or (N, C, H, W)
///   where channels are not coupled; none at p = 0 and in evaluation. gamma = gammaScale · p · H · W
///   / block / centres.
/// - Source: Ghiasi et al. 2018, arXiv:1810.12890; timm 1.0.31 timm/layers/drop.py.
public struct TimmDropBlock2d: BlockRegularizer {
  /// The share of elements to drop.
  public var p: Probability
  /// The side of a block.
  public var blockSize: Int
  /// A factor of the chance of a block's centre.
  public var gammaScale: Double
  /// Whether normals replace a dropped block.
  public var withNoise: Bool
  /// Whether all channels of a sample lose the same blocks.
  public var coupleChannels: Bool
  /// Whether the rest is divided by the share of elements that are kept.
  public var scaleByKeep: Bool
  public var training: Bool

  /// `timm.layers.DropBlock2d(p, blockSize, ...)`.
  public init(
    p: Probability = 0.1, blockSize: Int = 7, gammaScale: Double = 1, withNoise: Bool = false,
    coupleChannels: Bool = true, scaleByKeep: Bool = true, training: Bool = true
  ) {
    self.p = p
    self.blockSize = blockSize
    self.gammaScale = gammaScale
    self.withNoise = withNoise
    self.coupleChannels = coupleChannels
    self.scaleByKeep = scaleByKeep
    self.training = training
  }

  public func noiseShape(rank: Int) -> NoiseShape { .block }
  public var dropsIndependently: Bool { false }

  /// `nil` in training: the scale is a ratio of sums and has no closed form.
  public var moments: NoiseMoments? { training ? nil : .identity }

  public func applied<Element: DrawableScalar>(
    to input: any Source<Element>, using generator: inout some FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    let shape = noise(of: input.shape)
    guard training, p.value > 0 else { return .identity(input, noise: shape) }
    let layout = try centres(for: input.shape)
    let drawn = try drawing { () throws(UnsupportedDraw) in
      try generator.bernoulli(layout.chance, count: shape.count)
    }
    var mask = BlockMask(drawn, axes: layout.axes)
    let one = Element(rounding: 1 as Double)
    let kept = RandomMask(mask, one: one, shape: shape)
    if withNoise {
      let normals = try drawing { () throws(UnsupportedDraw) in
        try Element.normal(mean: 0, std: 1, count: shape.count, using: &generator)
      }
      let dropped = RandomMask(mask, one: Element.zero, zero: one, shape: shape)
      let terms = MaskedOutput(RandomValues<Element>(normals, shape: shape), times: dropped)
      return Regularized(
        mask: kept, noise: Affine(Constant(one, shape: shape), times: kept, plus: terms),
        output: Affine(input, times: kept, plus: terms))
    }
    guard scaleByKeep else {
      return Regularized(mask: kept, noise: kept, output: MaskedOutput(input, times: kept))
    }
    let sum = Float(mask.keptCount(planes: shape.extents[0] * shape.extents[1]))
    let scale = Element(rounding: Double(1 / (sum + 1e-7) * Float(shape.count)))
    // If nothing is kept, the scale may be infinite, and a dropped element 0 times infinity.
    let zero = Element(rounding: Element.zero.compute * scale.compute)
    let noise = RandomMask(mask, one: scale, zero: zero, shape: shape)
    return Regularized(mask: kept, noise: noise, output: MaskedOutput(input, times: noise))
  }

  package func centres(for shape: Shape) throws(RegularizationError) -> BlockCentres {
    let extents = shape.extents
    guard extents.count == 4 else { throw .imageRank(extents.count) }
    try checkBlock(blockSize)
    guard extents[2] > 0, extents[3] > 0 else { throw .empty(.rowsAndColumns) }
    guard extents[1] > 0 || coupleChannels else { throw .empty(.channels) }
    try checkPlane(extents[2...])
    let sides = extents[2...].map { min(blockSize, $0) }
    let (height, width) = (Double(extents[2]), Double(extents[3]))
    let gamma =
      gammaScale * p.value * height * width / Double(sides[0] * sides[1])
      / (Double((extents[2] - sides[0] + 1) * (extents[3] - sides[1] + 1)))
    let axes = zip(extents[2...], sides).map { extent, side in
      BlockAxis(extent: extent, centres: extent, before: (side - 1) / 2, after: side / 2)
    }
    return BlockCentres(
      planes: extents[0] * (coupleChannels ? 1 : extents[1]),
      planesEach: coupleChannels ? extents[1] : 1, axes: axes, chance: try probability(gamma))
  }

  /// The shape of the noise: one channel for all, unless each has its own.
  private func noise(of shape: Shape) -> Shape {
    guard coupleChannels, shape.rank == 4 else { return shape }
    return (try? Shape([shape.extents[0], 1] + shape.extents[2...])) ?? shape
  }
}
