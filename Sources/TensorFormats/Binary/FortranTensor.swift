// A file whose first index varies fastest, shown as the row-major tensor it means.

import TensorCore

/// A tensor whose elements lie in column-major order in a byte source, read in slabs.
struct FortranTensor<Element: Scalar>: Source {
  let shape: Shape
  private let bytes: ByteSource
  private let offset: Int
  private let isBigEndian: Bool
  private var slab: MemorySlab<Element>

  init(shape: Shape, bytes: ByteSource, offset: Int, isBigEndian: Bool) {
    self.shape = shape
    self.bytes = bytes
    self.offset = offset
    self.isBigEndian = isBigEndian
    slab = MemorySlab(shape, lyingIn: .columnMajor(rank: shape.rank), blank: .zero)
  }

  var memoryOrder: MemoryOrder? { .columnMajor(rank: shape.rank) }
  // A slab in each copy would be too much memory, and slabs that overlap too much reading.
  var readsInOrder: Bool { true }

  mutating func fill(_ block: inout MutableSpan<Element>, from start: Int) throws {
    let (bytes, offset, isBigEndian) = (bytes, offset, isBigEndian)
    try slab.fill(&block, from: start) { part, place in
      try part.withUnsafeMutableBytes { part in
        try bytes.load(into: part, at: offset + place * Element.dtype.byteCount)
        makeNative(part, Element.dtype, isBigEndian: isBigEndian)
      }
    }
  }
}
