// X and Y side by side, block by block, as numbers of 53 bits.
// SPDX-License-Identifier: Apache-2.0

import TensorCore

/// The values of any tensor as doubles, exactly but for integers beyond 2^53.
struct WideReader {
  private var source: any Source<Double>

  init(_ source: any Source) { self.source = Self.wide(source) }

  private static func wide<Original: Source>(_ source: Original) -> any Source<Double> {
    Converted(source, to: Double.self)
  }

  mutating func fill(_ block: inout MutableSpan<Double>, from start: Int) throws {
    try source.fill(&block, from: start)
  }
}

/// The input, if it is known, and the output.
struct PairReader {
  let count: Int
  private var x: WideReader?
  private var y: WideReader
  private static let blockSize = 4096

  init(x: (any Source)?, y: any Source) {
    count = y.shape.count
    self.x = x.map(WideReader.init)
    self.y = WideReader(y)
  }

  /// Hands all pairs from the first on to `body`, or the first `limit`: x is empty where it is
  /// unknown.
  mutating func forEachBlock(
    upTo limit: Int = .max,
    _ body: (_ x: [Double], _ y: [Double], _ start: Int) throws -> Void
  ) throws {
    let count = min(count, limit)
    for start in stride(from: 0, to: count, by: Self.blockSize) {
      let size = min(Self.blockSize, count - start)
      var (xs, ys) = ([Double](), [Double](repeating: 0, count: size))
      if x != nil {
        xs = [Double](repeating: 0, count: size)
        var block = xs.mutableSpan
        try x!.fill(&block, from: start)
      }
      var block = ys.mutableSpan
      try y.fill(&block, from: start)
      try body(xs, ys, start)
    }
  }
}
