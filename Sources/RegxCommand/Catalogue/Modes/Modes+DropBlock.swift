// DropBlock, as timm and as torchvision have it.
// SPDX-License-Identifier: Apache-2.0

import Regularization

extension Mode {
  /// timm's DropBlock2d.
  static let dropBlockTimm = Mode(
    name: "drop-block:timm", heading: "DropBlock (timm)",
    summary: "timm DropBlock2d: drops square blocks, by default the same in all channels",
    formula: "x * (keep * (numel(keep) / (sum(keep) + 1e-7))), keep = 1 - max_pool(mask)",
    noise: "one Bernoulli(gamma) draw per position, in the shape (B, 1, H, W), or (B, C, H, W)"
      + " with --no-couple-channels; gamma = gamma_scale * p * H * W / block / centres",
    edges: "p = 0 and evaluation: x itself, no draw",
    source: "Ghiasi et al. 2018, arXiv:1810.12890; timm 1.0.31 timm/layers/drop.py",
    frameworks: [.torch],
    parameters: [.blockSize, .gammaScale, .noCoupleChannels, .withNoise, .noScaleByKeep],
    synonyms: ["drop-block", "DropBlock2d"], prefixes: ["timm.layers."]
  ) { arguments in
    TimmDropBlock2d(
      p: arguments.p, blockSize: arguments.blockSize, gammaScale: arguments.gammaScale,
      withNoise: arguments.withNoise, coupleChannels: arguments.coupleChannels,
      scaleByKeep: arguments.scaleByKeep, training: arguments.training)
  }

  /// torchvision's drop_block2d and drop_block3d.
  static let dropBlockTorchvision = Mode(
    name: "drop-block:torchvision", heading: "DropBlock (torchvision)",
    summary: "torchvision.ops.drop_block2d, drop_block3d for 5-D: blocks per channel",
    formula: "(x * keep) * (numel(keep) / (1e-6 + sum(keep))), keep = 1 - max_pool(pad(mask))",
    noise: "one Bernoulli(gamma) draw per position that a whole block fits around, in the shape"
      + " (N, C, H - b + 1, W - b + 1)",
    edges: "p = 0 and evaluation: x itself, no draw; an even block is refused",
    source: "Ghiasi et al. 2018, arXiv:1810.12890; torchvision 0.28 torchvision/ops/drop_block.py",
    frameworks: [.torch], parameters: [.blockSize],
    synonyms: ["drop-block", "DropBlock2d", "DropBlock3d"], prefixes: torchvisionPrefixes
  ) { arguments in
    DropBlock2d(p: arguments.p, blockSize: arguments.blockSize, training: arguments.training)
  }
}
