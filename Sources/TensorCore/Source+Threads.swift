// A large range of a tensor, made by several threads.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

extension Source {
  /// Writes the elements `start ..< start + block.count` into `block`, split over `threads`
  /// threads: the same as `fill`, whatever their number.
  ///
  /// Each thread has a copy of the source, which must first find its beginning, so fill as much at
  /// once as there is room for. No thread is started for fewer than 2^20 elements, or for a source
  /// that reads in order.
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
        // the cache when it is written.
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
  /// - `body`: takes the reader, the part's range, and a flag that says that another part has failed,
  ///   so that this one may stop.
  /// - Throws: the error of the first part, in their order, that threw one.
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
