// The Mersenne Twister (Matsumoto and Nishimura 1998), the generator behind PyTorch on the CPU and
// behind NumPy's legacy RandomState.
// SPDX-License-Identifier: Apache-2.0

import KernelInterface

/// MT19937: 32-bit words with period 2^19937 - 1.
///
/// Words are made 624 at a time and tempered as they leave. Skipping is lazy: `advance` only keeps
/// a distance that the next draw or skip covers, by stepping where it is short and by a jump where
/// it is long, so a generator that is passed over and never drawn from costs nothing.
public struct MT19937: BitGenerator {
  static let wordCount = 624
  static let middle = 397
  static let matrix: UInt32 = 0x9908_b0df

  /// The untempered words of the current block.
  private var block = Block()
  /// The next word of the block to leave; 624 when the block is used up.
  private var index = wordCount
  /// Words still to be skipped before the next one is drawn.
  private var distance: UInt64 = 0

  /// The state after `init_genrand(seed)`: what `torch.manual_seed` and `np.random.seed` make of
  /// the low 32 bits of their argument.
  public init(seed: UInt32) {
    self.init()
    withBlock { Self.seed($0, with: seed) }
  }

  /// The state after `init_by_array(key)`: what `np.random.seed` makes of a list.
  ///
  /// - Precondition: the key is not empty.
  public init(key: [UInt32]) {
    precondition(!key.isEmpty)
    self.init()
    withBlock { words in
      Self.seed(words, with: 19_650_218)
      Self.mix(key, into: words)
    }
  }

  private init() {}

  /// Writes the state of `init_genrand(seed)`, before its first word is made.
  static func seed(_ words: UnsafeMutablePointer<UInt32>, with seed: UInt32) {
    words[0] = seed
    for j in 1..<wordCount {
      let last = words[j - 1]
      words[j] = 1_812_433_253 &* (last ^ last >> 30) &+ UInt32(truncatingIfNeeded: j)
    }
  }

  /// Mixes a key into a state, as `init_by_array` does.
  static func mix(_ key: [UInt32], into words: UnsafeMutablePointer<UInt32>) {
    var (i, j) = (1, 0)
    func wrap() {
      if i >= wordCount {
        words[0] = words[wordCount - 1]
        i = 1
      }
    }
    for _ in 0..<max(wordCount, key.count) {
      let mixed = words[i] ^ (words[i - 1] ^ words[i - 1] >> 30) &* 1_664_525
      words[i] = mixed &+ key[j] &+ UInt32(truncatingIfNeeded: j)
      i += 1
      j = (j + 1) % key.count
      wrap()
    }
    for _ in 1..<wordCount {
      let mixed = words[i] ^ (words[i - 1] ^ words[i - 1] >> 30) &* 1_566_083_941
      words[i] = mixed &- UInt32(truncatingIfNeeded: i)
      i += 1
      wrap()
    }
    words[0] = 0x8000_0000
  }

  public mutating func next() -> UInt32 {
    catchUp()
    if index == Self.wordCount { twist() }
    defer { index += 1 }
    return Self.tempered(block.words[index])
  }

  /// The next four words.
  ///
  /// Tempered as in `tempered`, and written again: of four calls the compiler makes no vector.
  @inline(__always)
  mutating func nextFour() -> SIMD4<UInt32> {
    guard distance == 0, index + 4 <= Self.wordCount else {
      return SIMD4(next(), next(), next(), next())
    }
    defer { index += 4 }
    var y = UnsafeRawPointer(block.words + index).loadUnaligned(as: SIMD4<UInt32>.self)
    y ^= y &>> 11
    y ^= y &<< 7 & 0x9d2c_5680
    y ^= y &<< 15 & 0xefc6_0000
    y ^= y &>> 18
    return y
  }

  public mutating func fill(_ destination: inout MutableSpan<UInt32>) {
    let kernels = Kernels.inUse
    destination.withUnsafeMutableBufferPointer { words in
      forEachRun(of: words.count) { run, count, before in
        kernels.temper(run, words.baseAddress! + before, count)
      } next: { block, before in
        kernels.twist(block)
        kernels.temper(block, words.baseAddress! + before, Self.wordCount)
      }
    }
  }

  /// Hands the next `count` words to `body`, untempered, as they lie in the state: up to 624 at a
  /// time, with the number of words that came before.
  ///
  /// - `next` is called instead where all words of the next block are wanted, with the block before
  ///   it, which `next` must twist.
  @inline(__always)
  mutating func forEachRun(
    of count: Int, _ body: (_ words: UnsafePointer<UInt32>, _ count: Int, _ before: Int) -> Void,
    next: (_ block: UnsafeMutablePointer<UInt32>, _ before: Int) -> Void
  ) {
    catchUp()
    let kernels = Kernels.inUse
    var place = index
    withBlock { words in
      var done = 0
      while done < count {
        if place == Self.wordCount {
          if count - done >= Self.wordCount {
            next(words, done)
            done += Self.wordCount
            continue
          }
          kernels.twist(words)
          place = 0
        }
        let run = min(Self.wordCount - place, count - done)
        body(words + place, run, done)
        place += run
        done += run
      }
    }
    index = place
  }

  public mutating func advance(by distance: UInt64) {
    // One distance waits at the most: were they summed up, each of a thousand calls in a row would
    // begin with a way as long as all calls before it.
    if self.distance > 0 { catchUp() }
    self.distance = distance
  }

  /// Covers the distance still to be skipped.
  mutating func catchUp() {
    guard distance > 0 else { return }
    defer { distance = 0 }
    if distance >= Self.jumpDistance {
      // A jump is a sum of words that obey the recurrence, as those of the seed do not.
      if index == Self.wordCount { twist() }
      let distance = distance
      withBlock { Self.jump($0, by: distance) }
      return
    }
    var left = Int(distance)
    while left > Self.wordCount - index {
      left -= Self.wordCount - index
      twist()
    }
    index += left
  }

  /// Hands the block that the next word is in to `body`, which may write other words in its place;
  /// returns which of them comes next.
  mutating func withNextBlock(_ body: (_ words: UnsafeMutablePointer<UInt32>) -> Void) -> Int {
    catchUp()
    if index == Self.wordCount { twist() }
    withBlock(body)
    return index
  }

  /// Makes the next 624 words in place of the last.
  private mutating func twist() {
    withBlock { Kernels.inUse.twist($0) }
    index = 0
  }

  /// Hands the block's words to `body`, which may write them.
  @inline(__always)
  private mutating func withBlock(_ body: (_ words: UnsafeMutablePointer<UInt32>) -> Void) {
    if !isKnownUniquelyReferenced(&block) { block = Block(copying: block) }
    withExtendedLifetime(block) { body(block.words) }
  }

  /// A word as it leaves the generator.
  @inline(__always)
  static func tempered(_ word: UInt32) -> UInt32 {
    var y = word
    y ^= y >> 11
    y ^= y << 7 & 0x9d2c_5680
    y ^= y << 15 & 0xefc6_0000
    y ^= y >> 18
    return y
  }
}
