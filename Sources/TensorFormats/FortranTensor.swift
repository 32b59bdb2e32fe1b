// A file whose first index varies fastest, shown as the row-major tensor it means.

import TensorCore

/// A tensor whose elements lie in column-major order in a byte source.
///
/// - A short range is read element by element, so a corner costs its corner.
/// - A long one is read through a slab: some indices of the first axis with everything behind
///   them, which are contiguous pieces of the file; the slab is kept for the range that follows.
/// - Memory: one slab, at most 32 MB, in every copy that has read a long range.
struct FortranTensor<Element: Scalar>: Source {
  let shape: Shape
  let bytes: ByteSource
  let offset: Int
  let isBigEndian: Bool

  var memoryOrder: MemoryOrder? { .columnMajor(rank: shape.rank) }
  // A slab in each copy would be too much memory, and slabs that overlap too much reading.
  var readsInOrder: Bool { true }

  /// The row-major elements of the indices `slabFirst...` of the first axis.
  private var slab: [UInt8] = []
  private var slabFirst = 0

  init(shape: Shape, bytes: ByteSource, offset: Int, isBigEndian: Bool) {
    self.shape = shape
    self.bytes = bytes
    self.offset = offset
    self.isBigEndian = isBigEndian
  }

  mutating func fill(_ block: inout MutableSpan<Element>, from start: Int) throws {
    let count = block.count
    try block.withUnsafeMutableBytes { buffer in
      let innerBytes = shape.inner(after: 1) * Element.dtype.byteCount
      if count < 4096 || innerBytes > slabLimit {
        try readStrided(into: buffer, from: start)
      } else {
        try readThroughSlab(into: buffer, from: start, innerBytes: innerBytes)
      }
      makeNative(buffer, Element.dtype, isBigEndian: isBigEndian)
    }
  }

  /// Copies the range out of slabs, each read when it is first needed.
  private mutating func readThroughSlab(
    into buffer: UnsafeMutableRawBufferPointer, from start: Int, innerBytes: Int
  ) throws {
    var place = start * Element.dtype.byteCount
    var done = 0
    while done < buffer.count {
      let wanted = place / innerBytes
      if slab.isEmpty || wanted < slabFirst || wanted >= slabFirst + slab.count / innerBytes {
        try readSlab(from: wanted, innerBytes: innerBytes)
      }
      let within = place - slabFirst * innerBytes
      let part = min(slab.count - within, buffer.count - done)
      slab.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: buffer[done..<done + part])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[within..<within + part]))
      }
      done += part
      place += part
    }
  }

  /// Reads as many indices of the first axis from `first` on as a slab holds.
  private mutating func readSlab(from first: Int, innerBytes: Int) throws {
    let width = Element.dtype.byteCount
    let rows = min(max(slabLimit / innerBytes, 1), shape.extents[0] - first)
    let inner = innerBytes / width
    if slab.count != rows * innerBytes { slab = [UInt8](repeating: 0, count: rows * innerBytes) }
    slabFirst = first
    // Row by row of what lies behind the first axis, since places that share a cache line are then
    // written one after another. Pieces that are close in the file are read many at a time.
    var index = FortranIndex(shape, at: 0)
    let distance = index.lastStride * width
    let covered = distance <= 512 ? (64 << 10) / distance : 1
    let window = UnsafeMutableRawBufferPointer.allocate(
      byteCount: (covered - 1) * distance + rows * width, alignment: 8)
    defer { window.deallocate() }
    let source = bytes
    let start = offset + first * width
    do {
      try slab.withUnsafeMutableBytes { slab in
        var done = 0
        while done < inner {
          let run = min(covered, index.leftInRow, inner - done)
          let length = (run - 1) * distance + rows * width
          let part = UnsafeMutableRawBufferPointer(rebasing: window[..<length])
          try source.load(into: part, at: start + index.place * width)
          for i in 0..<run {
            let piece = part[(i * distance)..<(i * distance + rows * width)]
            scatter(
              UnsafeRawBufferPointer(rebasing: piece), into: slab, at: done + i, stride: inner,
              width: width)
          }
          index.advance(alongRow: run)
          done += run
        }
      }
    } catch {
      slab = []
      throw error
    }
  }

  /// Reads the range along the last axis, whose neighbours are a fixed distance apart.
  private func readStrided(into buffer: UnsafeMutableRawBufferPointer, from start: Int) throws {
    let width = Element.dtype.byteCount
    var index = FortranIndex(shape, at: start)
    let stride = index.lastStride * width
    // Neighbours within a page: one read of what covers many is cheaper than a read for each.
    let covered = stride <= 4096 ? max((64 << 10) / stride, 1) : 1
    let window = UnsafeMutableRawBufferPointer.allocate(
      byteCount: (covered - 1) * stride + width, alignment: 8)
    defer { window.deallocate() }
    var done = 0
    while done < buffer.count / width {
      let run = min(covered, index.leftInRow, buffer.count / width - done)
      let part = UnsafeMutableRawBufferPointer(rebasing: window[..<((run - 1) * stride + width)])
      try bytes.load(into: part, at: offset + index.place * width)
      for i in 0..<run {
        (buffer.baseAddress! + (done + i) * width)
          .copyMemory(from: window.baseAddress! + i * stride, byteCount: width)
      }
      index.advance(alongRow: run)
      done += run
    }
  }
}

/// The most bytes of a slab.
private let slabLimit = 32 << 20

/// Puts the elements of `column` at every `stride`-th place from `first` on.
private func scatter(
  _ column: UnsafeRawBufferPointer, into slab: UnsafeMutableRawBufferPointer,
  at first: Int, stride: Int, width: Int
) {
  func copy<Word: BitwiseCopyable>(_: Word.Type) {
    let from = column.baseAddress!.assumingMemoryBound(to: Word.self)
    let to = slab.baseAddress!.assumingMemoryBound(to: Word.self)
    for i in 0..<column.count / width { to[first + i * stride] = from[i] }
  }
  switch width {
  case 1: copy(UInt8.self)
  case 2: copy(UInt16.self)
  case 4: copy(UInt32.self)
  default: copy(UInt64.self)
  }
}

/// An index of a tensor that is walked row-major while it lies column-major.
private struct FortranIndex {
  private let extents: [Int]
  private let strides: [Int]
  private var index: [Int]
  /// The element's place in the file, counted in elements.
  private(set) var place = 0

  /// The index of the row-major element `start` of a tensor of rank 1 or more that has elements.
  init(_ shape: Shape, at start: Int) {
    extents = shape.extents
    var strides: [Int] = []
    var stride = 1
    for extent in extents {
      strides.append(stride)
      stride *= extent
    }
    self.strides = strides
    index = extents
    var rest = start
    for axis in extents.indices.reversed() {
      index[axis] = rest % extents[axis]
      rest /= extents[axis]
      place += index[axis] * strides[axis]
    }
  }

  /// The distance between neighbours along the last axis.
  var lastStride: Int { strides[strides.count - 1] }
  /// The elements from here to the end of the last axis.
  var leftInRow: Int { extents[extents.count - 1] - index[index.count - 1] }

  /// Steps `count` elements on along the last axis, and to the next row at its end.
  mutating func advance(alongRow count: Int) {
    var axis = extents.count - 1
    index[axis] += count
    place += count * strides[axis]
    while index[axis] == extents[axis], axis > 0 {
      place -= index[axis] * strides[axis]
      index[axis] = 0
      axis -= 1
      index[axis] += 1
      place += strides[axis]
    }
  }
}
