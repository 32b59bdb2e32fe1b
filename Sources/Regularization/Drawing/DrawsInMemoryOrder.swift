// Draws in the order of a tensor's memory.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import TensorCore

/// Draws made in memory order, addressed by index.
struct MaskInMemoryOrder: MaskDraw {
  var draw: any MaskDraw
  var reader: MemoryOrderReader<UInt8>

  init(_ draw: any MaskDraw, shape: Shape, order: MemoryOrder) {
    self.draw = draw
    reader = MemoryOrderReader(shape, lyingIn: order, blank: 0)
  }

  // A tile in each copy would be too much memory.
  var readsInOrder: Bool { true }

  mutating func fill(_ block: inout MutableSpan<UInt8>, from index: Int) {
    reader.fill(&block, from: index) { draw.fill(&$0, from: $1) }
  }
}

/// Normals drawn in memory order, as a tensor.
struct NormalsInMemoryOrder<Element: DrawableScalar>: Source {
  let shape: Shape
  private var draw: any Draw<Double>
  private var reader: MemoryOrderReader<Double>

  init(_ draw: any Draw<Double>, shape: Shape, order: MemoryOrder) {
    self.shape = shape
    self.draw = draw
    reader = MemoryOrderReader(shape, lyingIn: order, blank: 0)
  }

  // A tile in each copy would be too much memory.
  var readsInOrder: Bool { true }

  mutating func fill(_ block: inout MutableSpan<Element>, from start: Int) {
    var normals = [Double](repeating: 0, count: min(block.count, 2048))
    var done = 0
    while done < block.count {
      let count = min(normals.count, block.count - done)
      var all = normals.mutableSpan
      var some = all._mutatingExtracting(0..<count)
      reader.fill(&some, from: start + done) { draw.fill(&$0, from: $1) }
      for i in 0..<count { block[done + i] = Element(rounding: Element.Compute(normals[i])) }
      done += count
    }
  }
}

extension FrameworkGenerator {
  /// One Bernoulli draw per element of a tensor that lies in memory in this order.
  mutating func bernoulli<Element: DrawableScalar>(
    _ probability: Double, of type: Element.Type, for shape: Shape, order: MemoryOrder?
  ) throws(UnsupportedDraw) -> any MaskDraw {
    let draw =
      type.dtype == .float64
      ? try bernoulli64(probability, count: shape.count)
      : try bernoulli(probability, count: shape.count)
    guard fillsAlongMemory, let order, !order.isRowMajor(in: shape) else { return draw }
    return MaskInMemoryOrder(draw, shape: shape, order: order)
  }
}
