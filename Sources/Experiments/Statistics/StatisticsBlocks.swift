// Reading a tensor through once, as doubles, in blocks that stay in the cache.
// SPDX-License-Identifier: Apache-2.0

package import Regularization
package import TensorCore

/// Buffers to read tensors through, whatever their size.
package struct BlockReader<Element: DrawableScalar> {
  private var elements = [Element](repeating: .zero, count: 2048)
  private var values = [Double](repeating: 0, count: 2048)

  package init() {}

  /// Hands all elements of `source` to `body`, row-major, with the index of each block's first.
  package mutating func read(
    _ source: any Source<Element>, _ body: (Span<Double>, Int) throws -> Void
  ) throws {
    var source = source
    // Taken out of `self` while they are written to: two parts of one value must not change at once.
    var (elements, values) = (self.elements, self.values)
    (self.elements, self.values) = ([], [])
    defer { (self.elements, self.values) = (elements, values) }
    let whole = source.shape.count
    var done = 0
    while done < whole {
      let count = min(elements.count, whole - done)
      var all = elements.mutableSpan
      var block = all._mutatingExtracting(0..<count)
      try source.fill(&block, from: done)
      var allValues = values.mutableSpan
      var wide = allValues._mutatingExtracting(0..<count)
      Element.widen(block.span, into: &wide)
      try body(wide.span, done)
      done += count
    }
  }
}

/// How many values are 0.
func zeroCount(_ values: Span<Double>) -> Int {
  var count = 0
  for i in values.indices where values[i] == 0 { count += 1 }
  return count
}

/// Σ (v - c) and Σ (v - c)², in four strands so that no addition waits for the one before: the same
/// sums on every machine.
func shiftedSums(_ values: Span<Double>, by centre: Double) -> (sum: Double, square: Double) {
  var sums = SIMD4<Double>()
  var squares = SIMD4<Double>()
  let whole = values.count & ~3
  for i in stride(from: 0, to: whole, by: 4) {
    let v = SIMD4(values[i], values[i + 1], values[i + 2], values[i + 3]) - centre
    sums += v
    squares += v * v
  }
  for i in whole..<values.count {
    let v = values[i] - centre
    sums[0] += v
    squares[0] += v * v
  }
  return (sums.sum(), squares.sum())
}
