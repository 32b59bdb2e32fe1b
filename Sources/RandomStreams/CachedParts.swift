// Fills that pass over their elements twice.
// SPDX-License-Identifier: Apache-2.0

extension MutableSpan where Element: BitwiseCopyable {
  /// Calls `body` with the elements in parts that fit in the first-level cache.
  mutating func forEachCachedPart(
    _ body: (UnsafeMutableBufferPointer<Element>) -> Void
  ) {
    withUnsafeMutableBufferPointer { elements in
      for start in stride(from: 0, to: elements.count, by: 2048) {
        body(.init(rebasing: elements[start..<min(start + 2048, elements.count)]))
      }
    }
  }
}
