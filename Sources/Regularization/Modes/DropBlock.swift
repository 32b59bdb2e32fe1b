// DropBlock, as timm and as torchvision have it: blocks of neighbours dropped together.

import RandomStreams
import TensorCore

/// timm's DropBlock2d.
///
/// Centres are drawn everywhere; blocks at the border are cut off. The scale is a float32
/// reciprocal times the number of elements: `number / tensor` is no division in PyTorch.
struct DropBlockOfTimm: Regularizer {
  let arguments: ModeArguments

  func apply<Element: DrawableScalar>(
    to input: any Source<Element>, drawingFrom generator: inout any FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    let extents = input.shape.extents
    guard arguments.training, arguments.p.value > 0 else {
      return .identity(input, noise: noise(of: input.shape))
    }
    guard extents.count == 4 else {
      throw RegularizationError("takes a 4-D input (B, C, H, W), not \(extents.count)-D")
    }
    try checkBlock(arguments)
    guard extents[2] > 0, extents[3] > 0 else {
      throw RegularizationError("needs an input with at least one row and one column")
    }
    let shape = noise(of: input.shape)
    try checkPlane(extents[2...])
    let sides = extents[2...].map { min(arguments.blockSize, $0) }
    let (height, width) = (Double(extents[2]), Double(extents[3]))
    let gamma =
      arguments.gammaScale * arguments.p.value * height * width / Double(sides[0] * sides[1])
      / (Double((extents[2] - sides[0] + 1) * (extents[3] - sides[1] + 1)))
    let axes = zip(extents[2...], sides).map { extent, side in
      BlockAxis(extent: extent, centres: extent, before: (side - 1) / 2, after: side / 2)
    }
    let chance = try probability(gamma)
    let centres = try drawing { () throws(UnsupportedDraw) in
      try generator.bernoulli(chance, count: shape.count)
    }
    var mask = BlockMask(centres, axes: axes)
    let one = Element(rounding: 1 as Double)
    let kept = DrawnMask(mask, one: one, shape: shape)
    if arguments.withNoise {
      let normals = try drawing { () throws(UnsupportedDraw) in
        try Element.normal(&generator, mean: 0, deviation: 1, count: shape.count)
      }
      let dropped = DrawnMask(mask, one: Element.zero, zero: one, shape: shape)
      let terms = MaskedOutput(DrawnValues<Element>(normals, shape: shape), times: dropped)
      return Regularized(
        mask: kept, noise: Affine(Constant(one, shape: shape), times: kept, plus: terms),
        output: Affine(input, times: kept, plus: terms))
    }
    guard arguments.scaleByKeep else {
      return Regularized(mask: kept, noise: kept, output: MaskedOutput(input, times: kept))
    }
    let sum = Float(mask.keptCount(planes: shape.extents[0] * shape.extents[1]))
    let scale = Element(rounding: Double(1 / (sum + 1e-7) * Float(shape.count)))
    // Where nothing is kept the scale may be infinite, and what is dropped 0 times infinity.
    let zero = Element(rounding: Element.zero.compute * scale.compute)
    let noise = DrawnMask(mask, one: scale, zero: zero, shape: shape)
    return Regularized(mask: kept, noise: noise, output: MaskedOutput(input, times: noise))
  }

  /// The shape of the noise: a channel for all, unless each has its own.
  private func noise(of shape: Shape) -> Shape {
    guard arguments.coupleChannels, shape.rank == 4 else { return shape }
    return (try? Shape([shape.extents[0], 1] + shape.extents[2...])) ?? shape
  }
}

/// torchvision's drop_block2d and, for 5-D inputs, drop_block3d.
///
/// Centres are drawn only where a whole block fits. Sum and scale are in the element's type.
struct DropBlockOfTorchvision: Regularizer {
  let arguments: ModeArguments

  func apply<Element: DrawableScalar>(
    to input: any Source<Element>, drawingFrom generator: inout any FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    let shape = input.shape
    let extents = shape.extents
    guard extents.count == 4 || extents.count == 5 else {
      throw RegularizationError(
        "input should be 4 dimensional, or 5 dimensional for drop_block3d. Got \(extents.count)"
          + " dimensions.")
    }
    guard arguments.training, arguments.p.value > 0 else {
      return .identity(input, noise: shape)
    }
    try checkBlock(arguments)
    let sides = extents[2...]
    let side = sides.reduce(arguments.blockSize, min)
    guard side > 0, extents[1] > 0 else {
      throw RegularizationError(
        "needs an input with at least one channel, and one element along each side")
    }
    guard side % 2 == 1 else {
      throw RegularizationError("block size should be odd. Got \(side) which is even.")
    }
    try checkPlane(sides)
    let centreCounts = sides.map { $0 - side + 1 }
    let block = sides.reduce(1) { product, _ in product * side }
    let gamma =
      sides.reduce(arguments.p.value) { $0 * Double($1) }
      / Double(block * centreCounts.reduce(1, *))
    let planes = extents[0] * extents[1]
    let axes = zip(sides, centreCounts).map { extent, centres in
      BlockAxis(extent: extent, centres: centres, before: side - 1, after: 0)
    }
    let chance = try probability(gamma)
    let centres = try drawing { () throws(UnsupportedDraw) in
      try generator.bernoulli(chance, count: planes * centreCounts.reduce(1, *))
    }
    var mask = BlockMask(centres, axes: axes)
    let kept = DrawnMask(mask, one: Element(rounding: 1 as Double), shape: shape)
    // `number / (eps + sum)` is a reciprocal times the number, each step in the element's type.
    let sum = Element(rounding: Double(mask.keptCount(planes: planes)))
    let shifted = Element(rounding: Element(rounding: 1e-6).compute + sum.compute)
    let reciprocal = Element(rounding: 1 / shifted.compute)
    let scale = Element(rounding: reciprocal.compute * Element.Compute(shape.count)).compute
    return Regularized(
      mask: kept, noise: Scaled(kept, by: scale),
      output: Scaled(MaskedOutput(input, times: kept), by: scale))
  }
}

private func checkBlock(_ arguments: ModeArguments) throws(RegularizationError) {
  guard arguments.blockSize >= 1 else {
    throw RegularizationError(
      "takes blocks of one element a side or more, not \(arguments.blockSize)")
  }
}

/// The elements of a plane that a mask may have: its blocks are grown in memory, a byte each.
private let planeLimit = 1 << 28

/// Refuses planes that would not fit.
private func checkPlane(_ sides: ArraySlice<Int>) throws(RegularizationError) {
  var product = 1
  for side in sides {
    let (next, overflow) = product.multipliedReportingOverflow(by: side)
    guard !overflow, next <= planeLimit else {
      throw RegularizationError(
        "grows its blocks in memory, and takes planes of up to 2^28 elements, not"
          + " (\(sides.map(String.init).joined(separator: ", ")))")
    }
    product = next
  }
}

/// The chance of a block's centre, which the block's size must leave a probability.
private func probability(_ gamma: Double) throws(RegularizationError) -> Double {
  guard let probability = Probability(gamma) else {
    throw RegularizationError(
      "the chance of a block's centre comes to \(gamma); lower p, the block's size or its gamma"
        + " scale until it is from 0 to 1")
  }
  return probability.value
}

extension Mode {
  /// timm's DropBlock2d.
  public static let dropBlockTimm = Mode(
    name: "drop-block:timm", heading: "DropBlock (timm)",
    summary: "timm DropBlock2d: drops square blocks, by default the same in all channels",
    formula: "x * (keep * (numel(keep) / (sum(keep) + 1e-7))), keep = 1 - max_pool(mask)",
    noise: "one Bernoulli(gamma) draw per position, in the shape (B, 1, H, W), or (B, C, H, W)"
      + " with --no-couple-channels; gamma = gamma_scale * p * H * W / block / centres",
    edges: "p = 0 and evaluation: x itself, no draw",
    source: "Ghiasi et al. 2018, arXiv:1810.12890; timm 1.0.31 timm/layers/drop.py",
    families: [.torch],
    parameters: [.blockSize, .gammaScale, .noCoupleChannels, .withNoise, .noScaleByKeep]
  ) { arguments in
    DropBlockOfTimm(arguments: arguments)
  }

  /// torchvision's drop_block2d and drop_block3d.
  public static let dropBlockTorchvision = Mode(
    name: "drop-block:torchvision", heading: "DropBlock (torchvision)",
    summary: "torchvision.ops.drop_block2d, drop_block3d for 5-D: blocks per channel",
    formula: "(x * keep) * (numel(keep) / (1e-6 + sum(keep))), keep = 1 - max_pool(pad(mask))",
    noise: "one Bernoulli(gamma) draw per position that a whole block fits around, in the shape"
      + " (N, C, H - b + 1, W - b + 1)",
    edges: "p = 0 and evaluation: x itself, no draw; an even block is refused",
    source: "Ghiasi et al. 2018, arXiv:1810.12890; torchvision 0.28 torchvision/ops/drop_block.py",
    families: [.torch], parameters: [.blockSize]
  ) { arguments in
    DropBlockOfTorchvision(arguments: arguments)
  }
}
