// A stretch of a generator's stream, read at any place.
// SPDX-License-Identifier: Apache-2.0

import KernelInterface

/// The words that follow a given state of a Mersenne Twister, addressed by their number.
///
/// Reading on from where the last reading ended costs no search; another place is reached by
/// skipping, from the beginning if the word comes earlier.
struct WordReader: Sendable {
  private var origin: MT19937
  private var cursor: MT19937
  private var position: UInt64 = 0

  init(from origin: MT19937) {
    self.origin = origin
    cursor = origin
  }

  /// Fills `words` with the words from number `start` on.
  mutating func read(_ words: inout MutableSpan<UInt32>, from start: UInt64) {
    seek(start)
    cursor.fill(&words)
    position = start + UInt64(words.count)
  }

  /// As `MT19937.forEachRun`, from number `start` on.
  @inline(__always)
  mutating func forEachUntemperedRun(
    of count: Int, from start: UInt64,
    _ body: (_ words: UnsafePointer<UInt32>, _ count: Int, _ before: Int) -> Void,
    next: (_ block: UnsafeMutablePointer<UInt32>, _ before: Int) -> Void
  ) {
    seek(start)
    cursor.forEachRun(of: count, body, next: next)
    position = start + UInt64(count)
  }

  /// Hands the words of `count` pairs from word `start` on to `body`, untempered, run by run, with
  /// the number of pairs that came before.
  ///
  /// - `next` is called instead where the pairs are those of the next block: see
  ///   `MT19937.forEachRun`.
  @inline(__always)
  mutating func forEachUntemperedPairRun(
    of count: Int, from start: UInt64,
    _ body: (_ words: UnsafePointer<UInt32>, _ pairs: Int, _ before: Int) -> Void,
    next: (_ block: UnsafeMutablePointer<UInt32>, _ before: Int) -> Void
  ) {
    let kernels = Kernels.inUse
    // A pair may begin with the last word of one block and end with the first of the next.
    var parted: (UInt32, UInt32) = (0, 0)
    var isParted = false
    func pairs(_ words: UnsafePointer<UInt32>, _ wordCount: Int, _ before: Int) {
      var (words, left) = (words, wordCount)
      if isParted {
        parted.1 = words[0]
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2) { pair in
          pair[0] = parted.0
          pair[1] = parted.1
          body(pair.baseAddress!, 1, before / 2)
        }
        words += 1
        left -= 1
      }
      if left > 1 { body(words, left / 2, (before + 1) / 2) }
      isParted = left % 2 == 1
      if isParted { parted.0 = words[left - 1] }
    }
    forEachUntemperedRun(of: 2 * count, from: start, pairs) { block, before in
      guard isParted else { return next(block, before / 2) }
      kernels.twist(block)
      pairs(block, MT19937.wordCount, before)
    }
  }

  /// Fills `block` with what `kernel` makes of the pairs of words from word `start` on.
  @inline(__always)
  mutating func fill<Element>(
    _ block: inout MutableSpan<Element>, fromPairsAt start: UInt64,
    _ kernel: (UnsafePointer<UInt32>, UnsafeMutablePointer<Element>, _ count: Int) -> Void
  ) {
    let kernels = Kernels.inUse
    block.withUnsafeMutableBufferPointer { values in
      forEachUntemperedPairRun(of: values.count, from: start) { words, count, before in
        kernel(words, values.baseAddress! + before, count)
      } next: { block, before in
        kernels.twist(block)
        kernel(block, values.baseAddress! + before, MT19937.wordCount / 2)
      }
    }
  }

  private mutating func seek(_ start: UInt64) {
    if start < position {
      // Only the first way back has to find the beginning.
      origin.catchUp()
      cursor = origin
      position = 0
    }
    cursor.advance(by: start - position)
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
        var words = run.mutableSpan
        read(&words, from: start + UInt64(before))
        body(words.span, before)
        before += run.count
      }
    }
  }
}
