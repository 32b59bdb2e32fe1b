// Binomial draws of NumPy's two generators, read in order.
// SPDX-License-Identifier: Apache-2.0

/// `Generator.binomial` or `RandomState.binomial`.
struct BinomialCounts<Stream: DoubleStream>: Draw {
  private var stream: Checkpoints<Stream>
  private let binomial: Binomial

  init(_ stream: inout Stream, count: Int, binomial: Binomial, progress: DrawProgress?) {
    self.binomial = binomial
    self.stream = Checkpoints(&stream, count: count, progress: progress) { stream, count in
      binomial.draw(count, from: &stream) { _, _ in }
    }
  }

  // Called through an existential, so the compiler would make only the generic form.
  @specialized(where Stream == PCGStream)
  @specialized(where Stream == LegacyStream)
  mutating func fill(_ block: inout MutableSpan<Int64>, from index: Int) {
    stream.read(block.count, from: index) { [binomial] stream in
      binomial.draw(block.count, from: &stream) { block[$0] = $1 }
    }
  }
}

/// `binomial(1, p)` where some numbers are rejected, so that its place in the stream is not known
/// by arithmetic: the counts, as a mask.
struct RejectingTrial: MaskDraw {
  private var counts: any Draw<Int64>

  init(_ counts: any Draw<Int64>) { self.counts = counts }

  mutating func fill(_ block: inout MutableSpan<UInt8>, from index: Int) {
    var wide = [Int64](repeating: 0, count: block.count)
    var span = wide.mutableSpan
    counts.fill(&span, from: index)
    for i in block.indices { block[i] = UInt8(truncatingIfNeeded: wide[i]) }
  }
}
