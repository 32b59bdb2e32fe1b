// SeedSequence, which makes the state of a NumPy bit generator from entropy of any length.
//
// Source: numpy/random/bit_generator.pyx of NumPy 2.4.6, after Melissa O'Neill's seed_seq.
// Copyright (c) 2015 Melissa E. O'Neill, (c) 2019 NumPy Developers, MIT licence.

/// A pool of four 32-bit words that every word of the entropy has been mixed into.
struct SeedSequence: Sendable, Hashable {
  private static let INIT_A: UInt32 = 0x43b0_d7e5
  private static let MULT_A: UInt32 = 0x931e_8875
  private static let INIT_B: UInt32 = 0x8b51_f9dd
  private static let MULT_B: UInt32 = 0x58f3_8ded
  private static let MIX_MULT_L: UInt32 = 0xca01_f9dd
  private static let MIX_MULT_R: UInt32 = 0x4973_f715

  private var pool: [UInt32]

  /// Mixes entropy words, the lowest of an integer first; none at all is allowed.
  init(entropy: [UInt32]) {
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
    pool = (0..<4).map { hash($0 < entropy.count ? entropy[$0] : 0) }
    for source in 0..<4 {
      for target in 0..<4 where target != source {
        pool[target] = mix(pool[target], hash(pool[source]))
      }
    }
    for word in entropy.dropFirst(4) {
      for target in 0..<4 { pool[target] = mix(pool[target], hash(word)) }
    }
  }

  /// The first `count` 64-bit words that this pool gives, each made low half first.
  func generateState(count: Int) -> [UInt64] {
    var constant = Self.INIT_B
    func word(_ index: Int) -> UInt64 {
      var value = pool[index % 4] ^ constant
      constant = constant &* Self.MULT_B
      value = value &* constant
      return UInt64(value ^ value >> 16)
    }
    return (0..<count).map { index in
      let low = word(2 * index)
      return word(2 * index + 1) << 32 | low
    }
  }
}
