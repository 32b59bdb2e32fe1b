// The keys that TensorFlow and Keras on TensorFlow make of seeds.
// SPDX-License-Identifier: Apache-2.0

import KernelInterface

/// Stateless draws: the pair of seeds is a counter, whose block is the key and the counter's high
/// half.
package struct StatelessSeeds: KeyRule {
  /// What both seeds are reduced by; 0 for none.
  private let modulus: UInt64

  private init(modulus: UInt64) { self.modulus = modulus }

  /// `tf.random.stateless_uniform(seed=(seed, position))`.
  package static let plain = StatelessSeeds(modulus: 0)
  /// A layer of Keras, whose calls before are the position.
  package static let keras = StatelessSeeds(modulus: 1 << 31 - 2)

  package var isThreefry: Bool { false }

  package func make(_ keys: CipherKeys, seedsFrom first: UInt64, after position: UInt64) {
    let second = modulus == 0 ? position : position % modulus
    for lane in 0..<CipherKeys.width {
      var seed = first &+ UInt64(lane)
      if modulus > 0 { seed %= modulus }
      keys[0][lane] = UInt32(truncatingIfNeeded: seed)
      keys[1][lane] = UInt32(truncatingIfNeeded: seed >> 32)
      keys[2][lane] = UInt32(truncatingIfNeeded: second)
      keys[3][lane] = UInt32(truncatingIfNeeded: second >> 32)
    }
    Kernels.search.philoxOfCounters(
      keys.memory, CipherKeys.width, 0x3ec8_f720, 0x0246_1e29, keys.memory, CipherKeys.width)
  }
}

/// Eager draws after `tf.random.set_seed`: the seed is the key, and the seeds of operations, which
/// name the streams, are Python's `random.Random(seed).randint(0, 2**31 - 1)`.
package struct TensorFlowSeeds: KeyRule {
  private let calls: UInt64
  private let countsPosition: Bool

  /// - `calls`: the operations before the one that draws, besides those that are tried.
  /// - `countsPosition`: whether the place that is tried counts operations before this one.
  package init(calls: UInt64, countsPosition: Bool) {
    self.calls = calls
    self.countsPosition = countsPosition
  }
  package var isThreefry: Bool { false }

  /// What `init_by_array` mixes keys into.
  private static let base: [UInt32] = {
    var state = [UInt32](repeating: 0, count: MT19937.wordCount)
    MT19937.seed(&state, with: 19_650_218)
    return state
  }()

  package func make(_ keys: CipherKeys, seedsFrom first: UInt64, after position: UInt64) {
    let call = calls + (countsPosition ? position : 0)
    // Larger seeds are keys of two words.
    let isNarrow = first <= 1 << 32 - UInt64(CipherKeys.width)
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64 * MT19937.wordCount) { memory in
      let states = memory.baseAddress!
      for lane in 0..<CipherKeys.width {
        let seed = first &+ UInt64(lane)
        if isNarrow, lane % 64 == 0 {
          Kernels.search.pythonSeedStates(UInt32(seed), Self.base, states)
        }
        let key = seed % (1 << 31 - 1)
        var stream = UInt64(
          (isNarrow ? Self.number(call, states + lane % 64) : nil) ?? Self.number(call, of: seed))
        stream %= 1 << 31 - 1
        if key | stream == 0 { stream = 1 << 31 - 1 }
        (keys[0][lane], keys[1][lane]) = (UInt32(key), 0)
        (keys[2][lane], keys[3][lane]) = (UInt32(stream), 0)
      }
    }
  }

  /// The number after `count` others among the words below 2^31 of a state, a column of rows of 64;
  /// `nil` where it is not among the first words.
  private static func number(_ count: UInt64, _ column: UnsafePointer<UInt32>) -> UInt32? {
    var left = count
    for word in 0..<MT19937.wordCount - MT19937.middle {
      let joined =
        column[64 * word] & 0x8000_0000 | column[64 * (word + 1)] & 0x7fff_ffff
      let twisted =
        column[64 * (word + MT19937.middle)] ^ joined >> 1
        ^ (joined & 1 == 0 ? 0 : MT19937.matrix)
      let value = MT19937.tempered(twisted)
      guard value >> 31 == 0 else { continue }
      if left == 0 { return value }
      left -= 1
    }
    return nil
  }

  private static func number(_ count: UInt64, of seed: UInt64) -> UInt32 {
    var random = PythonRandom(seed: Int64(bitPattern: seed))
    for _ in 0..<count { _ = random.integer(from: 0, width: 1 << 31) }
    return random.integer(from: 0, width: 1 << 31)
  }
}
