// Elements on their way from text into memory.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Memory that grows at its end and becomes a byte source without a copy.
struct ByteStore: ~Copyable {
  private var memory: UnsafeMutableRawPointer?
  private var capacity = 0
  private(set) var count = 0

  deinit { free(memory) }

  /// Appends the lowest `width` bytes of `pattern`, the least significant first.
  @inline(__always)
  mutating func append(pattern: UInt64, width: Int) throws(FormatError) {
    // Eight bytes are always written and `width` of them kept.
    if capacity - count < 8 { try grow() }
    (memory! + count).storeBytes(of: pattern.littleEndian, as: UInt64.self)
    count += width
  }

  /// Rewrites every element of `width` bytes as one of `newWidth`.
  mutating func rewrite(
    width: Int, as newWidth: Int, _ convert: (UInt64) -> UInt64
  ) throws(FormatError) {
    var rewritten = ByteStore()
    for place in stride(from: 0, to: count, by: width) {
      var pattern: UInt64 = 0
      memcpy(&pattern, memory! + place, width)
      try rewritten.append(pattern: convert(pattern), width: newWidth)
    }
    swap(&self, &rewritten)
  }

  /// The content as a byte source; the store is empty afterwards.
  mutating func finish() -> ByteSource {
    defer { (memory, capacity, count) = (nil, 0, 0) }
    return ByteSource(adopting: memory, count: count)
  }

  private mutating func grow() throws(FormatError) {
    let wider = max(capacity * 2, 4096)
    guard let moved = realloc(memory, wider) else { throw FormatError("does not fit in memory") }
    (memory, capacity) = (moved, wider)
  }
}
