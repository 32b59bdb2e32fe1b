// Draws that run along a tensor's memory instead of its indices.

import RandomStreams
import TensorCore

/// Draws made in memory order, addressed by index.
///
/// Up to 2^26 draws are made once and kept, a byte each: neighbours by index may lie far apart in
/// the stream. More are made one by one where they are asked for.
struct DrawnInMemoryOrder: MaskDraw {
  private var draw: any MaskDraw
  private let shape: Shape
  private let strides: [Int]
  private var kept: [UInt8] = []

  init(_ draw: any MaskDraw, shape: Shape, order: MemoryOrder) {
    self.draw = draw
    self.shape = shape
    strides = order.strides(in: shape)
  }

  var readsInOrder: Bool { true }

  mutating func fill(_ block: inout MutableSpan<UInt8>, from index: Int) {
    if kept.isEmpty, shape.count <= 1 << 26 {
      var bytes = [UInt8](repeating: 0, count: shape.count)
      var all = bytes.mutableSpan
      draw.fill(&all, from: 0)
      kept = bytes
    }
    for i in block.indices {
      let place = place(of: index + i)
      if kept.isEmpty {
        var one = block._mutatingExtracting(i..<i + 1)
        draw.fill(&one, from: place)
      } else {
        block[i] = kept[place]
      }
    }
  }

  private func place(of index: Int) -> Int {
    var (rest, place) = (index, 0)
    for axis in strides.indices.reversed() {
      let (quotient, step) = rest.quotientAndRemainder(dividingBy: shape.extents[axis])
      place += step * strides[axis]
      rest = quotient
    }
    return place
  }
}

extension FrameworkGenerator {
  /// One Bernoulli draw per element of a tensor that lies in memory in this order.
  mutating func bernoulli(
    _ probability: Double, for shape: Shape, order: MemoryOrder?
  ) throws(UnsupportedDraw) -> any MaskDraw {
    let draw = try bernoulli(probability, count: shape.count)
    guard fillsAlongMemory, let order, !order.isRowMajor(in: shape) else { return draw }
    return DrawnInMemoryOrder(draw, shape: shape, order: order)
  }
}
