// A large range of a tensor, made by several threads.

extension Source {
  /// Writes the elements `start ..< start + block.count` into `block`, split over `threads`
  /// threads: the same as `fill`, whatever their number.
  ///
  /// Each thread reads with a copy of the source, so each has to find its beginning: fill as much
  /// at once as there is room for. Under 2^20 elements no thread is started.
  public func fillInParallel(
    _ block: inout MutableSpan<Element>, from start: Int, threads: Int = Threads.available
  ) throws {
    let parts = Threads.parts(of: block.count, threads: threads)
    guard parts.count > 1 else {
      var reader = self
      try reader.fill(&block, from: start)
      return
    }
    try block.withUnsafeMutableBufferPointer { elements in
      // The parts do not overlap.
      nonisolated(unsafe) let elements = elements
      try Threads.run(parts.count) { number in
        let range = parts[number]
        var part = UnsafeMutableBufferPointer(rebasing: elements[range]).mutableSpan
        var reader = self
        try reader.fill(&part, from: start + range.lowerBound)
      }
    }
  }
}
