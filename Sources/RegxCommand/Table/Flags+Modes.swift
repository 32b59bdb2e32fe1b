// The flags that say how a mode is applied.

import CommandTable
import RandomStreams
import Regularization

extension Flag where Options == RegxOptions {
  static let evaluation = RegxFlag(
    "eval", help: "Evaluation mode: training=False", turns: \.training, to: false)

  static let noScaleByKeep = RegxFlag(
    "no-scale-by-keep", help: "Leave survivors unscaled, where the mode knows it",
    turns: \.scaleByKeep, to: false)

  static let blockSize = RegxFlag(
    "block-size", metavar: "N", help: "Side of the blocks that drop-block drops",
    in: \.blockSize
  ) { (text) throws(ValueError) in
    guard let side = Int(text), side >= 1 else {
      throw ValueError("must be a number of elements, 1 or more, that 64 bits can hold")
    }
    return side
  }

  static let gammaScale = RegxFlag(
    "gamma-scale", metavar: "X", help: "Factor on a block's chance, in drop-block:timm",
    in: \.gammaScale
  ) { (text) throws(ValueError) in
    let factor = try finite(text)
    guard factor >= 0 else { throw ValueError("must be 0 or more") }
    return factor
  }

  static let noCoupleChannels = RegxFlag(
    "no-couple-channels", help: "Blocks of each channel apart, in drop-block:timm",
    turns: \.coupleChannels, to: false)

  static let withNoise = RegxFlag(
    "with-noise", help: "Normals for dropped blocks, in drop-block:timm",
    turns: \.withNoise)

  static let weight = RegxFlag(
    "weight", metavar: "WEIGHT", help: "Weights (out, in) that drop-connect masks",
    details: "A file, or rand, randn, ones, zeros or arange; drawn right after the input, in its"
      + " element type, and as many columns as the input's last extent. Without it the input itself"
      + " is taken as the weights. The layer's sums are formed in order of index: close to the"
      + " frameworks', not equal in bits.",
    values: Input.values, in: \.weight
  ) { (text) throws(ValueError) in
    guard text != "-" else {
      throw ValueError("must be a file or one of rand, randn, ones, zeros, arange")
    }
    return try Input.parsed(text)
  }.single

  static let outFeatures = RegxFlag(
    "out-features", metavar: "N", help: "Rows of the weights that --weight makes", in: \.outFeatures
  ) { (text) throws(ValueError) in
    guard let count = Int(text), count >= 1 else {
      throw ValueError("must be a number of outputs, 1 or more, that 64 bits can hold")
    }
    return count
  }

  static let memoryFormat = RegxFlag(
    "memory-format", metavar: "FORMAT", help: "How the input lies in memory",
    details: "channels_last is for 4-D and 5-D inputs. From PyTorch 2.7 on, the mask of such a"
      + " tensor is drawn along its memory; the values are the same.",
    oneOf: { MemoryFormat.allCases.map { Choice($0.rawValue) } }, in: \.memoryFormat,
    shown: { $0.rawValue }, named: { MemoryFormat(rawValue: $0) })

  static let transpose = RegxFlag(
    "transpose", help: "Apply to the transposed view x.t() of a 2-D input", turns: \.transposed)

  static let jit = RegxFlag(
    "jit", help: "As compiled by XLA, on engine jax", turns: \.compiled)

  static let vectorMath = RegxFlag(
    "vector-math", metavar: "KIND", help: "What normals and uniforms are computed with",
    details: "avx2: ATen's kernels on x86 with AVX2 or AVX-512. libm: its plain kernels, as on"
      + " other processors.",
    oneOf: { TorchVersion.VectorMath.allCases.map { Choice($0.rawValue) } }, in: \.vectorMath,
    shown: { $0.rawValue }, named: { TorchVersion.VectorMath(rawValue: $0) })
}
