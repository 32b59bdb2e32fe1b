// What the command line says where a layer cannot be applied.
// SPDX-License-Identifier: Apache-2.0

public import Regularization
import TensorCore

extension RegularizationError: CustomStringConvertible {
  /// The reason as a phrase, without a subject where the layer is the subject.
  public var description: String {
    switch self {
    case .unsupported(let draw): "the generator \(draw)"
    case .wrongGenerator(let needed): "draws from a \(needed) only"
    case .refused(let message): message
    case .noBatchAxis: "needs an input with a batch axis, not a scalar"
    case .noChannelAxis: "needs an input with channels, not a scalar"
    case .empty(.channels): "needs an input with at least one channel"
    case .empty(.rowsAndColumns): "needs an input with at least one row and one column"
    case .empty(.channelsAndSides):
      "needs an input with at least one channel, and one element along each side"
    case .imageRank(let rank): "takes a 4-D input (B, C, H, W), not \(rank)-D"
    case .weightRank(let rank):
      "takes the weight matrix of a linear layer (out, in), not \(rank)-D"
    case .linearShapes(let input, let weight):
      "a layer with weights (\(weight)) takes an input whose last extent is"
        + " \(weight.extents.last ?? 0), and this one is (\(input))"
    case .tooManyElements: "the layer's output has more elements than 64 bits can count"
    case .onlyFloat32(let dtype): "is known in float32, and not in \(dtype.rawValue)"
    case .mlxFloat64(let kind): "\(kind.layer): takes float32, float16 and bfloat16, not float64"
    case .mlxSwift(let kind): "\(kind.layer): known in float32 only, from Swift"
    case .blockSize(let side): "takes blocks of one element a side or more, not \(side)"
    case .planeTooLarge(let sides):
      "grows its blocks in memory, and takes planes of up to 2^28 elements, not"
        + " (\(sides.map(String.init).joined(separator: ", ")))"
    case .centreChance(let chance):
      "the chance of a block's centre comes to \(chance); lower p, the block's size or its gamma"
        + " scale until it is from 0 to 1"
    case .infiniteVariance: "at p = 1 the noise would have infinite variance"
    }
  }
}
