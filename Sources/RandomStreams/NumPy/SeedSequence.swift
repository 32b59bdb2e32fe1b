// SeedSequence, which makes the state of a NumPy bit generator from entropy of any length.
//
// Source: numpy/random/bit_generator.pyx of NumPy 2.4.6, after Melissa O'Neill's seed_seq.
// Copyright (c) 2015 Melissa E. O'Neill, (c) 2019 NumPy Developers, MIT licence.
// SPDX-License-Identifier: Apache-2.0

/// A pool of four 32-bit words that every word of the entropy has been mixed into.
struct SeedSequence: Sendable, Hashable {
  private static let INIT_A: UInt32 = 0x43b0_d7e5
  private static let MULT_A: UInt32 = 0x931e_8875
  private static let INIT_B: UInt32 = 0x8b51_f9dd
  private static let MULT_B: UInt32 = 0x58f3_8ded
  private static let MIX_MULT_L: UInt32 = 0xca01_f9dd
  private static let MIX_MULT_R: UInt32 = 0x4973_f715

  private var pool: SIMD4<UInt32>

  /// Mixes entropy words, the lowest of an integer first; none at all is allowed.
  init(entropy: [UInt32]) {
    var first = SIMD4<UInt32>()
    for (i, word) in entropy.prefix(4).enumerated() { first[i] = word }
    self.init(first: first, rest: entropy.dropFirst(4))
  }

  /// Mixes an integer below 2^64.
  @inline(__always)
  init(_ integer: UInt64) {
    let (low, high) = (
      UInt32(truncatingIfNeeded: integer), UInt32(truncatingIfNeeded: integer >> 32)
    )
    self.init(first: SIMD4(low, high, 0, 0), rest: EmptyCollection())
  }

  @inline(__always)
  private init(first: SIMD4<UInt32>, rest: some Collection<UInt32>) {
    var constant = Self.INIT_A
    func hash(_ word: UInt32) -> UInt32 {
      var value = word ^ constant
      constant = constant &* Self.MULT_A
      value = value &* constant
      return value ^ value >> 16
    }
    func mix(_ x: UInt32, _ y: UInt32) -> UInt32 {
      let result = Self.MIX_MULT_L &* x &- Self.MIX_MULT_R &* y
      return result ^ result >> 16
    }
    pool = SIMD4(hash(first[0]), hash(first[1]), hash(first[2]), hash(first[3]))
    for source in 0..<4 {
      for target in 0..<4 where target != source {
        pool[target] = mix(pool[target], hash(pool[source]))
      }
    }
    for word in rest {
      for target in 0..<4 { pool[target] = mix(pool[target], hash(word)) }
    }
  }

  /// The first `count` 64-bit words that this pool gives, each made low half first.
  func generateState(count: Int) -> [UInt64] {
    var state = [UInt64](repeating: 0, count: count)
    generateState(count: count) { state[$0] = $1 }
    return state
  }

  @inline(__always)
  func generateState(count: Int, _ body: (_ index: Int, _ word: UInt64) -> Void) {
    var constant = Self.INIT_B
    func word(_ index: Int) -> UInt64 {
      var value = pool[index % 4] ^ constant
      constant = constant &* Self.MULT_B
      value = value &* constant
      return UInt64(value ^ value >> 16)
    }
    for index in 0..<count {
      let low = word(2 * index)
      body(index, word(2 * index + 1) << 32 | low)
    }
  }
}
