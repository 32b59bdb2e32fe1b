// Why a network cannot be built or run, and how much of one is too much.
// SPDX-License-Identifier: Apache-2.0

package import TensorCore

/// Why a network cannot be built or run.
package enum NetworkError: Error, Equatable, Sendable {
  /// A weight of this shape, which is no matrix.
  case weightShape(Shape)
  /// A bias without one element for each row of the weight.
  case biasShape(Shape, weight: Shape)
  /// The layer of this number, from 1, gives other rows than the next one takes.
  case layers(Int, Shape, next: Shape)
  /// An input that does not have the rows that the first layer takes.
  case rows(Int, input: Shape)
  /// An input of this shape, where samples of images are needed.
  case imageShape(Shape)
  /// Channels that cannot be divided by the reduction.
  case reduction(Int, channels: Int)
  /// A batch norm in training, of an input with one value per channel.
  case oneValuePerChannel(Shape)
  /// More than the limit.
  case tooLarge(NetworkWork, Double, limit: Double, NetworkSize)
}

/// What a network takes.
package enum NetworkWork: Sendable {
  /// Numbers held in memory.
  case elements
  case multiplications
}

/// What makes a network as large as it is.
package enum NetworkSize: Sendable {
  case blocks, layers, files
}

/// How large a network may be, so that there is an answer at once and in bounded memory.
///
/// Counts are doubles: they need not be exact, and no product of extents overflows.
package struct NetworkLimits: Sendable {
  /// The most parameters, and the most elements of the tensors that are held at a time.
  package var elements: Double
  /// The most multiplications of all passes together.
  package var multiplications: Double

  /// For products that are fused step by step.
  package static let fused = NetworkLimits(elements: 0x1p26, multiplications: 0x1p27)
  /// For products in blocks: a GiB of float32.
  package static let blocked = NetworkLimits(elements: 0x1p28, multiplications: 0x1p34)

  /// - Throws: `NetworkError.tooLarge` if either count is above its limit; `size` is what makes it
  ///   so.
  package func check(
    elements: Double, multiplications: Double = 0, of size: NetworkSize
  ) throws(NetworkError) {
    if elements > self.elements {
      throw .tooLarge(.elements, elements, limit: self.elements, size)
    }
    if multiplications > self.multiplications {
      throw .tooLarge(.multiplications, multiplications, limit: self.multiplications, size)
    }
  }
}
