// Keys of JAX whose words pass tests.

import KernelInterface

/// Looks for the keys `(0, seed)` of Threefry whose words pass.
package struct KeySearch: Sendable {
  private let input: [WordTest]
  private let mask: [WordTest]
  private let folds: [UInt32]

  /// - `input`: tests of the words of the key itself.
  /// - `mask`: tests of the words of the key after it was folded with each of `folds`.
  package init(input: [WordTest], mask: [WordTest], folds: [UInt32]) {
    self.input = input
    self.mask = mask
    self.folds = folds
  }

  /// The seeds among `count` from `first` on that pass.
  package func matches(seedsFrom first: UInt32, count: Int) -> [StreamMatch] {
    var matches: [StreamMatch] = []
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 4 * 128) { memory in
      let keys = Keys(memory.baseAddress!)
      for done in stride(from: 0, to: count, by: 128) {
        keys.seed(first &+ UInt32(done))
        let lanes = min(128, count - done)
        // The first test leaves few of the keys, and so on: all are tried while many are left.
        var left = keys.passing(input, among: Array(0..<lanes))
        guard !left.isEmpty else { continue }
        for data in folds { keys.fold(data) }
        left = keys.passing(mask, among: left)
        for lane in left {
          guard let bounds = mask.bounds({ keys.word(lane, $0) }) else { continue }
          let seed = UInt64(first &+ UInt32(done + lane))
          matches.append(StreamMatch(seed: seed, position: 0, bounds: bounds))
        }
      }
    }
    return matches
  }
}

/// 128 keys side by side.
private struct Keys {
  private let (key0, key1): (UnsafeMutablePointer<UInt32>, UnsafeMutablePointer<UInt32>)
  private let (result0, result1): (UnsafeMutablePointer<UInt32>, UnsafeMutablePointer<UInt32>)

  /// - `memory`: room for 4 · 128 words.
  init(_ memory: UnsafeMutablePointer<UInt32>) {
    (key0, key1) = (memory, memory + 128)
    (result0, result1) = (memory + 256, memory + 384)
  }

  /// The keys of seeds from `first` on.
  func seed(_ first: UInt32) {
    for lane in 0..<128 {
      key0[lane] = 0
      key1[lane] = first &+ UInt32(lane)
    }
  }

  /// Folds a number into each key.
  func fold(_ data: UInt32) { Kernels.search.threefryOfKeys(key0, key1, 0, data, key0, key1) }

  /// The lanes whose words pass the tests.
  func passing(_ tests: [WordTest], among lanes: [Int]) -> [Int] {
    var left = lanes
    for test in tests {
      if left.count > 8 {
        Kernels.search.threefryOfKeys(
          key0, key1, UInt32(test.offset >> 32), UInt32(truncatingIfNeeded: test.offset), result0,
          result1)
        left.removeAll { !test.passes(result0[$0] ^ result1[$0]) }
      } else {
        left.removeAll { !test.passes(word($0, test.offset)) }
      }
      if left.isEmpty { break }
    }
    return left
  }

  /// A word of one key.
  func word(_ lane: Int, _ number: UInt64) -> UInt32 {
    let (a, b) = Threefry2x32(key0: key0[lane], key1: key1[lane]).block(number)
    return a ^ b
  }
}
