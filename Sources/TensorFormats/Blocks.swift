// How a writer walks through a source: blocks of bytes, so that the loops over elements are
// compiled for their type although the source is an existential.

import TensorCore

/// The elements handed on at once: 128 KB of float32, which stays in the second-level cache.
let blockElements = 32 << 10

/// Hands all elements of `source` to `body`, in row-major order, as the bytes they have in memory.
///
/// - `body` gets a whole number of elements each time, and is not called for an empty tensor.
func forEachBlock(
  of source: any Source, _ body: (UnsafeRawBufferPointer) throws -> Void
) throws {
  func walk<S: Source>(_ source: S) throws {
    var reader = source
    let count = source.shape.count
    let width = S.Element.dtype.byteCount
    let bytes = UnsafeMutableRawBufferPointer.allocate(
      byteCount: min(count, blockElements) * width, alignment: 16)
    defer { bytes.deallocate() }
    bytes.initializeMemory(as: UInt8.self, repeating: 0)
    let elements = bytes.bindMemory(to: S.Element.self)
    var start = 0
    while start < count {
      let part = UnsafeMutableBufferPointer(
        rebasing: elements[..<min(count - start, blockElements)])
      var block = MutableSpan(_unsafeElements: part)
      try reader.fill(&block, from: start)
      try body(UnsafeRawBufferPointer(part))
      start += part.count
    }
  }
  try walk(source)
}
