// How a writer walks through a source: blocks of bytes, so that the loops over elements are
// compiled for their type although the source is an existential.
// SPDX-License-Identifier: Apache-2.0

import TensorCore

/// The bytes handed on at once: a few of them stay in the second-level cache.
private let blockBytes = 256 << 10
/// The bytes that the blocks of all threads have together, where there are many threads.
private let blocksBytes = 512 << 10

/// Hands all elements of `source` to `body`, in row-major order and `size` bytes at a time, as the
/// bytes they have in memory.
///
/// - `body` gets a whole number of elements each time, and is not called for an empty tensor.
private func forEachBlock(
  of source: any Source, _ size: Int = blockBytes, _ body: (UnsafeRawBufferPointer) throws -> Void
) throws {
  func walk<S: Source>(_ source: S) throws {
    var reader = source
    try forEachBlock(of: &reader, in: 0..<source.shape.count, size) {
      try body($0)
      return true
    }
  }
  try walk(source)
}

/// Writes the elements of `source`, row-major, as the bytes they have in memory.
///
/// Where the sink takes bytes at any place, the parts of a large tensor are written by several
/// threads, each its own in order through its own buffer: the same bytes for any number of threads.
func writeElements(of source: any Source, to writer: inout ByteWriter) throws {
  func write<S: Source>(_ source: S) throws {
    let count = source.shape.count
    let width = S.Element.dtype.byteCount
    let (threads, least) = (source.readsInOrder ? 1 : writer.threads, writer.least)
    guard Threads.parts(of: count, threads: threads, least: least).count > 1,
      let sink = try writer.placedSink()
    else { return try forEachBlock(of: source) { try writer.write($0) } }
    let start = try sink.position()
    let size = min(blockBytes, max(blocksBytes / threads, 32 << 10))
    try source.forEachPart(of: count, threads: threads, least: least) { reader, range, hasFailed in
      var place = start + range.lowerBound * width
      try forEachBlock(of: &reader, in: range, size) { block in
        try sink.write(block, at: place)
        place += block.count
        return !hasFailed.isSet
      }
    }
    try sink.setPosition(start + count * width)
  }
  try write(source)
}

/// Writes the elements of `source` as text, row-major.
///
/// Making elements takes little of the time and making text of them most, so one thread makes the
/// elements of a few blocks and several make their text, which is then written in order.
///
/// - `body`: writes the text of a block's bytes; it is told the number of their first element, and
///   must not depend on anything that it was called for before.
func writeText(
  of source: any Source, to writer: inout ByteWriter,
  _ body:
    @Sendable (
      _ block: UnsafeRawBufferPointer, _ first: Int, _ writer: inout ByteWriter
    ) throws -> Void
) throws {
  let width = source.dtype.byteCount
  // More threads than 16 would wait for the one that makes the elements. What a thread is given is
  // worth it, a third of a millisecond of the fastest text with two of them, and less with more, so
  // that the text of all stays within a megabyte or two.
  let most = 32 << 10
  let threads = max(1, min(writer.threads, 16, source.shape.count / most))
  let length = max(4 << 10, most / threads)
  // Each is one thread's at a time, and fresh memory for every block would cost more than its text.
  nonisolated(unsafe) let texts = (0..<threads).map { _ in ByteBuffer() }
  var first = 0
  try forEachBlock(of: source, threads * length * width) { block in
    if threads == 1 {
      try body(block, first, &writer)
    } else {
      // Only read, until all threads are done.
      nonisolated(unsafe) let block = block
      let start = first
      let parts = (block.count / width + length - 1) / length
      _ = try Threads.map(parts, threads: threads) { part in
        let place = part * length * width
        let end = min(place + length * width, block.count)
        texts[part].removeAll()
        var writer = ByteWriter(to: texts[part])
        try body(
          UnsafeRawBufferPointer(rebasing: block[place..<end]), start + part * length, &writer)
        try writer.flush()
      }
      for text in texts[..<parts] { try text.bytes.withUnsafeBytes { try writer.write($0) } }
    }
    first += block.count / width
  }
}

/// Hands the elements of `range` to `body`, in order and `size` bytes at a time, as long as it
/// returns `true`.
private func forEachBlock<S: Source>(
  of reader: inout S, in range: Range<Int>, _ size: Int,
  _ body: (UnsafeRawBufferPointer) throws -> Bool
) throws {
  let width = S.Element.dtype.byteCount
  let length = size / width
  let bytes = UnsafeMutableRawBufferPointer.allocate(
    byteCount: min(range.count, length) * width, alignment: 64)
  defer { bytes.deallocate() }
  bytes.initializeMemory(as: UInt8.self, repeating: 0)
  let elements = bytes.bindMemory(to: S.Element.self)
  var start = range.lowerBound
  while start < range.upperBound {
    let part = UnsafeMutableBufferPointer(
      rebasing: elements[..<min(range.upperBound - start, length)])
    var block = MutableSpan(_unsafeElements: part)
    try reader.fill(&block, from: start)
    guard try body(UnsafeRawBufferPointer(part)) else { return }
    start += part.count
  }
}
