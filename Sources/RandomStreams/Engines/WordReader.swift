// A stretch of a generator's stream, read at any place.

/// The words that follow a given state of a Mersenne Twister, addressed by their number.
///
/// Reading on from where the last reading ended costs no search; another place is reached by
/// skipping, from the beginning if it lies behind.
struct WordReader: Sendable {
  private let origin: MT19937
  private var cursor: MT19937
  private var position: UInt64 = 0

  init(from origin: MT19937) {
    self.origin = origin
    cursor = origin
  }

  /// Fills `words` with the words from number `start` on.
  mutating func read(_ words: inout MutableSpan<UInt32>, from start: UInt64) {
    if start < position {
      cursor = origin
      position = 0
    }
    cursor.advance(by: start - position)
    cursor.fill(&words)
    position = start + UInt64(words.count)
  }
}

extension WordReader {
  /// Hands `count` words from number `start` on to `body`, run by run; `body` is told how many came
  /// before.
  mutating func forEachRun(
    of count: Int, from start: UInt64, _ body: (_ words: Span<UInt32>, _ before: Int) -> Void
  ) {
    // Two blocks of the twister: they stay in the first-level cache, and the number is even.
    let limit = 1248
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: min(limit, count)) { buffer in
      var before = 0
      while before < count {
        let run = UnsafeMutableBufferPointer(rebasing: buffer.prefix(min(limit, count - before)))
        run.initialize(repeating: 0)
        var words = run.mutableSpan
        read(&words, from: start + UInt64(before))
        body(words.span, before)
        before += run.count
      }
    }
  }
}
