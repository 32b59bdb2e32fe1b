// The tensor of every binary file: elements that lie one after another in bytes.
// SPDX-License-Identifier: Apache-2.0

package import TensorCore

/// A tensor whose elements lie in row-major order in a byte source.
///
/// Each range asked for is one read: the corner of a large file costs its corner.
struct StoredTensor<Element: Scalar>: Source, StoredBytes {
  let shape: Shape
  let bytes: ByteSource
  /// Where the first element begins.
  let offset: Int
  /// Whether the most significant byte of an element comes first.
  let isBigEndian: Bool

  // A pipe cannot be read from two places at once.
  var readsInOrder: Bool { bytes.knownCount == nil }

  func fill(_ block: inout MutableSpan<Element>, from start: Int) throws {
    let width = Element.dtype.byteCount
    try block.withUnsafeMutableBytes { buffer in
      try bytes.load(into: buffer, at: offset + start * width)
      makeNative(buffer, Element.dtype, isBigEndian: isBigEndian)
    }
    // There may be other tensors after this one.
    if start + block.count == shape.count { try bytes.finish() }
  }
}

/// A source that reads its elements as they lie in bytes.
private protocol StoredBytes {
  var bytes: ByteSource { get }
}

/// Promises that `source` is read once and in order from now on, so that a pipe below it need not
/// be kept.
package func readOnce(_ source: any Source) {
  var found: [ByteSource] = []
  func visit(_ source: any Source) {
    if let stored = source as? any StoredBytes { found.append(stored.bytes) }
    source.bases.forEach(visit)
  }
  visit(source)
  // Two that read one pipe may each be elsewhere.
  for bytes in found where found.count(where: { $0 === bytes }) == 1 { bytes.forget() }
}

/// Where the elements of a tensor lie in a file, and in which order.
struct StoredLayout {
  var dtype: DType
  var shape: Shape
  var offset: Int
  var isBigEndian = false
  /// The distances, in elements, between neighbours along each axis; `nil` for row-major order.
  var strides: [Int]?

  /// The tensor that lies there.
  ///
  /// - Precondition: all its bytes are within `bytes`.
  func tensor(in bytes: ByteSource) -> any Source {
    func make<E: Scalar>(_: E.Type) -> any Source {
      if let strides, !isSame(strides, shape.strides) {
        let order = MemoryOrder(strides: strides, in: shape)
        if isSame(strides, order.strides(in: shape)) {
          return ReorderedTensor<E>(
            shape: shape, order: order, bytes: bytes, offset: offset, isBigEndian: isBigEndian)
        }
        return StridedTensor<E>(
          shape: shape, strides: strides, memoryOrder: order, bytes: bytes, offset: offset,
          isBigEndian: isBigEndian)
      }
      return StoredTensor<E>(
        shape: shape, bytes: bytes, offset: offset, isBigEndian: isBigEndian)
    }
    return make(dtype.scalarType)
  }

  /// Whether strides lead to the same places: along an axis of extent 1 nothing moves.
  private func isSame(_ strides: [Int], _ others: [Int]) -> Bool {
    shape.count == 0
      || shape.extents.indices.allSatisfy { shape.extents[$0] == 1 || strides[$0] == others[$0] }
  }
}

/// Turns bytes as they lie in a file into elements of this machine, which is little-endian.
///
/// - Bool bytes other than 0 and 1 become 1, as NumPy and PyTorch treat them.
func makeNative(_ bytes: UnsafeMutableRawBufferPointer, _ dtype: DType, isBigEndian: Bool) {
  func swap<Word: FixedWidthInteger>(_: Word.Type) {
    for i in 0..<bytes.count / MemoryLayout<Word>.size {
      let place = i * MemoryLayout<Word>.size
      let word = bytes.loadUnaligned(fromByteOffset: place, as: Word.self)
      bytes.storeBytes(of: word.byteSwapped, toByteOffset: place, as: Word.self)
    }
  }
  if dtype == .bool {
    for i in bytes.indices where bytes[i] > 1 { bytes[i] = 1 }
  }
  guard isBigEndian else { return }
  switch dtype.byteCount {
  case 2: swap(UInt16.self)
  case 4: swap(UInt32.self)
  case 8: swap(UInt64.self)
  default: break
  }
}
