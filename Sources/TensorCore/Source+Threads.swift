// A large range of a tensor, made by several threads.

import Synchronization

extension Source {
  /// Writes the elements `start ..< start + block.count` into `block`, split over `threads`
  /// threads: the same as `fill`, whatever their number.
  ///
  /// Each thread reads with a copy of the source, so each has to find its beginning: fill as much
  /// at once as there is room for. Under 2^20 elements, and for a source that reads in order, no
  /// thread is started.
  public func fillInParallel(
    _ block: inout MutableSpan<Element>, from start: Int, threads: Int = Threads.available
  ) throws {
    try block.withUnsafeMutableBufferPointer { elements in
      // The parts do not overlap.
      nonisolated(unsafe) let elements = elements
      try forEachPart(of: elements.count, threads: threads) { reader, range, _ in
        var part = UnsafeMutableBufferPointer(rebasing: elements[range]).mutableSpan
        try reader.fill(&part, from: start + range.lowerBound)
      }
    }
  }

  /// The whole tensor, in memory, made by up to `threads` threads as `fillInParallel` does.
  public func tensor(threads: Int = Threads.available) throws -> Tensor<Element> {
    let shape = shape
    let elements = try [Element](unsafeUninitializedCapacity: shape.count) { memory, count in
      let memory = UnsafeMutableBufferPointer(rebasing: memory[..<shape.count])
      FreshMemory.enlargePages(of: UnsafeMutableRawBufferPointer(memory))
      // The parts do not overlap.
      nonisolated(unsafe) let elements = memory
      try forEachPart(of: shape.count, threads: threads) { reader, range, _ in
        // A large page at a time: the system clears it when it is first touched, and then it is in
        // the cache to be written to.
        let size = FreshMemory.pageSize / MemoryLayout<Element>.stride
        for start in stride(from: range.lowerBound, to: range.upperBound, by: size) {
          let end = min(start + size, range.upperBound)
          var block = UnsafeMutableBufferPointer(rebasing: elements[start..<end]).mutableSpan
          try reader.fill(&block, from: start)
        }
      }
      count = shape.count
    }
    return Tensor(shape: shape, elements: elements)
  }

  /// Splits `0..<count` into parts and calls `body` for each, in threads where there are several,
  /// with a reader of its own. A source that reads in order makes one part.
  ///
  /// - `body`: is given the reader, the part's range, and a flag which says that another part has
  ///   failed, so that what this one makes is not wanted any more.
  /// - Throws: what the first of the parts, in their order, has thrown.
  package func forEachPart(
    of count: Int, threads: Int, least: Int = Threads.least,
    _ body: @Sendable (inout Self, Range<Int>, FailureFlag) throws -> Void
  ) throws {
    let parts = Threads.parts(of: count, threads: readsInOrder ? 1 : threads, least: least)
    let hasFailed = FailureFlag()
    _ = try Threads.map(parts.count, threads: parts.count) { number in
      var reader = self
      do {
        try body(&reader, parts[number], hasFailed)
      } catch {
        hasFailed.set()
        throw error
      }
    }
  }
}

/// Whether one of several threads has failed, so that the others need not go on.
package final class FailureFlag: Sendable {
  private let value = Atomic<Bool>(false)
  package var isSet: Bool { value.load(ordering: .relaxed) }
  fileprivate func set() { value.store(true, ordering: .relaxed) }
}
