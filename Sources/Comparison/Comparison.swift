// Two tensors, element by element, in blocks.
// SPDX-License-Identifier: Apache-2.0

package import TensorCore

/// What comparing two tensors of one shape found.
package struct Comparison: Sendable {
  package let tolerance: Tolerance?
  /// The element type that was compared: float64 where the two differ.
  package let dtype: DType
  /// Whether the two have the same element type.
  package let sharesType: Bool
  package let tally: Tally
  /// What explains every difference, checked for all elements; `nil` where nothing does.
  package let pattern: Pattern?

  /// Whether the values are equal bit for bit, or within the tolerance where there is one.
  package var holds: Bool { tally.mismatched == 0 }

  /// Compares the elements.
  ///
  /// - `rereads`: whether the tensors may be read a second time and out of order, to look for a
  ///   shift or another memory order.
  /// - Memory: a few blocks for each thread.
  /// - Throws: what reading the tensors throws.
  /// - Precondition: both have the same shape.
  package init(
    _ a: any Source, _ b: any Source, tolerance: Tolerance?, rereads: Bool = true,
    threads: Int = Threads.available, least: Int = Threads.least
  ) throws {
    precondition(a.shape == b.shape, "tensors of one shape")
    self.tolerance = tolerance
    sharesType = a.dtype == b.dtype
    let (a, b) = sharesType ? (a, b) : (widened(a), widened(b))
    dtype = a.dtype
    tally = try tallied(a, b, tolerance, threads: threads, least: least)
    var pattern: Pattern?
    if sharesType, tally.differing > 0 {
      pattern = try Pattern(tally) ?? (rereads ? Pattern(rearrangementOf: a, as: b) : nil)
    }
    self.pattern = pattern
  }
}

/// The same values in float64.
private func widened(_ source: any Source) -> any Source {
  func widen<S: Source>(_ source: S) -> any Source { Converted(source, to: Double.self) }
  return source.dtype == .float64 ? source : widen(source)
}

/// The bytes of each tensor that are compared at once: both stay in the second-level cache.
private let blockBytes = 128 << 10

private func tallied(
  _ a: any Source, _ b: any Source, _ tolerance: Tolerance?, threads: Int, least: Int
) throws -> Tally {
  let inOrder = a.readsInOrder || b.readsInOrder
  let parts = Threads.parts(of: a.shape.count, threads: inOrder ? 1 : threads, least: least)
  return try a.dtype.withJudge(tolerance, Counting(a: a, b: b, parts: parts))
}

/// Counts in parts, one thread each.
private struct Counting: JudgeUse {
  let a: any Source
  let b: any Source
  let parts: [Range<Int>]

  func callAsFunction(_ judge: some Judge) throws -> Tally {
    let tallies = try Threads.map(parts.count, threads: parts.count) { number in
      var judge = judge
      try forEachBlock(a, b, in: parts[number]) { judge.compare($0, $1, from: $2) }
      return judge.tally
    }
    return tallies.dropFirst().reduce(into: tallies[0]) { $0.merge($1) }
  }
}

/// Reads the same range of two tensors of one element type, block by block.
///
/// - `lead`: how many elements further on the first tensor is read.
/// - `body`: is given the bytes of both blocks and the number of their first element.
func forEachBlock(
  _ a: any Source, _ b: any Source, in range: Range<Int>, lead: Int = 0,
  _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer, Int) throws -> Void
) throws {
  func walk<S: Source>(_ first: S) throws {
    guard var second = b as? any Source<S.Element> else {
      preconditionFailure("one element type")
    }
    var first = first
    let width = MemoryLayout<S.Element>.stride
    let length = min(blockBytes / width, range.count)
    let memory = UnsafeMutableRawBufferPointer.allocate(
      byteCount: 2 * length * width, alignment: 64)
    defer { memory.deallocate() }
    memory.initializeMemory(as: UInt8.self, repeating: 0)
    let elements = memory.bindMemory(to: S.Element.self)
    for start in stride(from: range.lowerBound, to: range.upperBound, by: max(length, 1)) {
      let count = min(length, range.upperBound - start)
      let x = UnsafeMutableBufferPointer(rebasing: elements[..<count])
      let y = UnsafeMutableBufferPointer(rebasing: elements[length..<length + count])
      var block = x.mutableSpan
      try first.fill(&block, from: start + lead)
      block = y.mutableSpan
      try second.fill(&block, from: start)
      try body(UnsafeRawBufferPointer(x), UnsafeRawBufferPointer(y), start)
    }
  }
  try walk(a)
}
