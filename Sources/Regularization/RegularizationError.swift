// Why a layer cannot be applied.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
public import TensorCore

/// Why a layer cannot be applied: its input, its parameters or the generator do not suit it.
public enum RegularizationError: Error, Equatable, Sendable {
  /// The generator lacks a draw that the layer needs, or refuses its arguments.
  case unsupported(UnsupportedDraw)
  /// The layer belongs to another framework: it draws from a generator of this type only.
  case wrongGenerator(needed: String)
  /// The original refuses the input or the parameters, with this message.
  case refused(String)

  /// An input without an axis of samples.
  case noBatchAxis
  /// An input without an axis of channels.
  case noChannelAxis
  /// An input without channels, or without an element along one of its sides.
  case empty(NeededExtents)
  /// An input of this rank, where images (B, C, H, W) are needed.
  case imageRank(Int)
  /// An input of this rank, where the weights (out, in) of a linear layer are needed.
  case weightRank(Int)
  /// The last extents of an input and of a linear layer's weights differ, or the weights are no
  /// matrix.
  case linearShapes(input: Shape, weight: Shape)
  /// The result would have more elements than 64 bits can count.
  case tooManyElements
  /// The layer is known in float32, and not in this element type.
  case onlyFloat32(DType)
  /// MLX's layer takes no float64.
  case mlxFloat64(MLXDropout.Kind)
  /// MLX's layer from Swift is known in float32 only.
  case mlxSwift(MLXDropout.Kind)

  /// A block without a side.
  case blockSize(Int)
  /// A plane of these sides is too large to grow blocks in.
  case planeTooLarge([Int])
  /// The chance of a block's centre, which is no probability.
  case centreChance(Double)
  /// At p = 1 the noise would have infinite variance.
  case infiniteVariance

  /// The extents that an input must have at least one of.
  public enum NeededExtents: Sendable {
    /// At least one of each.
    case channels, rowsAndColumns, channelsAndSides
  }
}
