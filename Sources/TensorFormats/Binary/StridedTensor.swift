// A file whose elements do not lie in the order of their indices, shown as the row-major tensor it
// means.
// SPDX-License-Identifier: Apache-2.0

import TensorCore

/// A dense tensor whose elements lie along another order of axes in a byte source, read in tiles.
struct ReorderedTensor<Element: Scalar>: Source {
  let shape: Shape
  private let order: MemoryOrder
  private let bytes: ByteSource
  private let offset: Int
  private let isBigEndian: Bool
  private var reader: MemoryOrderReader<Element>

  init(shape: Shape, order: MemoryOrder, bytes: ByteSource, offset: Int, isBigEndian: Bool) {
    self.shape = shape
    self.order = order
    self.bytes = bytes
    self.offset = offset
    self.isBigEndian = isBigEndian
    reader = MemoryOrderReader(shape, lyingIn: order, blank: .zero)
  }

  var memoryOrder: MemoryOrder? { order }
  // A tile in each copy would be too much memory, and tiles that overlap too much reading.
  var readsInOrder: Bool { true }

  mutating func fill(_ block: inout MutableSpan<Element>, from start: Int) throws {
    let (bytes, offset, isBigEndian) = (bytes, offset, isBigEndian)
    try reader.fill(&block, from: start) { part, place in
      try part.withUnsafeMutableBytes { part in
        try bytes.load(into: part, at: offset + place * Element.dtype.byteCount)
        makeNative(part, Element.dtype, isBigEndian: isBigEndian)
      }
    }
  }
}

/// A tensor with any strides: a slice of another one, whose other elements lie between its own, or
/// one that repeats its elements.
struct StridedTensor<Element: Scalar>: Source {
  let shape: Shape
  let strides: [Int]
  let memoryOrder: MemoryOrder?
  let bytes: ByteSource
  let offset: Int
  let isBigEndian: Bool

  func fill(_ block: inout MutableSpan<Element>, from start: Int) throws {
    let width = Element.dtype.byteCount
    let steps = shape.strides
    let (row, stride) = (shape.extents[shape.rank - 1], strides[shape.rank - 1])
    var done = 0
    while done < block.count {
      let index = start + done
      let place = strides.indices.reduce(0) {
        $0 + index / steps[$1] % shape.extents[$1] * strides[$1]
      }
      // Neighbours that lie near each other are read at once, with what lies between.
      let count = stride > 16 ? 1 : min(row - index % row, block.count - done, 1024)
      let window = ((count - 1) * stride + 1) * width
      try withUnsafeTemporaryAllocation(byteCount: window, alignment: 16) { window in
        try bytes.load(into: window, at: offset + place * width)
        makeNative(window, Element.dtype, isBigEndian: isBigEndian)
        for i in 0..<count {
          block[done + i] = window.loadUnaligned(
            fromByteOffset: i * stride * width, as: Element.self)
        }
      }
      done += count
    }
  }
}

extension MemoryOrder {
  /// The order of axes that PyTorch sees in strides: those of stride 0 and those as far apart stay
  /// where their indices are.
  ///
  /// Follows `infer_dense_strides` in ATen/ExpandUtils.cpp of PyTorch 2.13.0 (BSD-3-Clause).
  init(strides: [Int], in shape: Shape) {
    var fastestFirst = Array(strides.indices.reversed())
    /// Whether the first axis is to stand after the second, or before it; `nil` if it may stay.
    func isSlower(_ a: Int, _ b: Int) -> Bool? {
      if strides[a] == 0 || strides[b] == 0 { return nil }
      if strides[a] != strides[b] { return strides[a] > strides[b] }
      return shape.extents[a] > shape.extents[b] ? true : nil
    }
    for start in fastestFirst.indices.dropFirst() {
      var place = start
      for other in (0..<start).reversed() {
        let slower = isSlower(fastestFirst[other], fastestFirst[place])
        if slower == false { break }
        if slower == true {
          fastestFirst.swapAt(other, place)
          place = other
        }
      }
    }
    self.init(axes: fastestFirst.reversed())
  }
}
