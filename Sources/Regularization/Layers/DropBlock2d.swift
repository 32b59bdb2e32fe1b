// DropBlock in torchvision.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
public import TensorCore

/// torchvision's `DropBlock2d`, and for 5-D inputs `DropBlock3d`: drops blocks of neighbours in each
/// channel by itself.
///
/// Centres are drawn only where a whole block fits. Sum and scale are in the element's type. In the
/// half formats PyTorch sums a mask of more than 32,768 elements thread by thread: the scale is that
/// of a single thread.
///
/// - Draws: one Bernoulli number of gamma per position that a whole block fits around, in the shape
///   (N, C, H - b + 1, W - b + 1); none at p = 0 and in evaluation. An even block is refused.
/// - Source: Ghiasi et al. 2018, arXiv:1810.12890; torchvision 0.28 torchvision/ops/drop_block.py.
public struct DropBlock2d: BlockRegularizer {
  /// The share of elements to drop.
  public var p: Probability
  /// The side of a block.
  public var blockSize: Int
  public var training: Bool

  /// `torchvision.ops.DropBlock2d(p, blockSize)`.
  public init(p: Probability, blockSize: Int, training: Bool = true) {
    self.p = p
    self.blockSize = blockSize
    self.training = training
  }

  public func noiseShape(rank: Int) -> NoiseShape { .block }
  public var dropsIndependently: Bool { false }

  /// `nil` in training: the scale is a ratio of sums and has no closed form.
  public var moments: NoiseMoments? { training ? nil : .identity }

  public func applied<Element: DrawableScalar>(
    to input: any Source<Element>, using generator: inout some FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    let shape = input.shape
    try checkRank(shape)
    guard training, p.value > 0 else {
      return .identity(input, noise: shape)
    }
    let layout = try centres(for: shape)
    let drawn = try drawing { () throws(UnsupportedDraw) in
      try generator.bernoulli(layout.chance, count: layout.planes * layout.countEach)
    }
    var mask = BlockMask(drawn, axes: layout.axes)
    let kept = RandomMask(mask, one: Element(rounding: 1 as Double), shape: shape)
    // `number / (eps + sum)` is a reciprocal times the number, each step in the element's type.
    let sum = Element(rounding: Double(mask.keptCount(planes: layout.planes)))
    let shifted = Element(rounding: Element(rounding: 1e-6).compute + sum.compute)
    let reciprocal = Element(rounding: 1 / shifted.compute)
    let scale = Element(rounding: reciprocal.compute * Element.Compute(shape.count)).compute
    return Regularized(
      mask: kept, noise: Scaled(kept, by: scale),
      output: Scaled(MaskedOutput(input, times: kept), by: scale))
  }

  private func checkRank(_ shape: Shape) throws(RegularizationError) {
    guard shape.rank == 4 || shape.rank == 5 else {
      throw .refused(
        "input should be 4 dimensional, or 5 dimensional for drop_block3d. Got \(shape.rank)"
          + " dimensions.")
    }
  }

  package func centres(for shape: Shape) throws(RegularizationError) -> BlockCentres {
    try checkRank(shape)
    try checkBlock(blockSize)
    let extents = shape.extents
    let sides = extents[2...]
    let side = sides.reduce(blockSize, min)
    guard side > 0, extents[1] > 0 else { throw .empty(.channelsAndSides) }
    guard side % 2 == 1 else {
      throw .refused("block size should be odd. Got \(side) which is even.")
    }
    try checkPlane(sides)
    let centreCounts = sides.map { $0 - side + 1 }
    let block = sides.reduce(1) { product, _ in product * side }
    let gamma =
      sides.reduce(p.value) { $0 * Double($1) }
      / Double(block * centreCounts.reduce(1, *))
    let axes = zip(sides, centreCounts).map { extent, centres in
      BlockAxis(extent: extent, centres: centres, before: side - 1, after: 0)
    }
    return BlockCentres(
      planes: extents[0] * extents[1], planesEach: 1, axes: axes, chance: try probability(gamma))
  }
}
