// The inner loops of searches one seed at a time, as their definitions read.
// SPDX-License-Identifier: Apache-2.0

import KernelInterface

/// Plain loops: what the others must equal, bit for bit.
package enum PlainSearchLoops: SearchLoops {
  package static func seedsPassing(
    _ first: UInt32, _ tests: UnsafePointer<UInt32>, _ count: Int,
    _ scratch: UnsafeMutablePointer<UInt32>, _ passed: UnsafeMutablePointer<UInt32>
  ) -> Int {
    write(passing(first, 128, tests, count), to: passed)
  }

  package static func laterSeedsPassing(
    _ first: UInt32, _ tests: UnsafePointer<UInt32>, _ count: Int,
    _ scratch: UnsafeMutablePointer<UInt32>, _ passed: UnsafeMutablePointer<UInt32>
  ) -> Int {
    write(passing(first, 64, tests, count), to: passed)
  }

  package static func seedWords(
    _ first: UInt32, _ word: UInt32, _ result: UnsafeMutablePointer<UInt32>
  ) {
    for i in 0..<128 {
      var generator = MT19937(seed: first &+ UInt32(i))
      generator.advance(by: UInt64(word))
      result[i] = generator.next()
    }
  }

  package static func threefryOfKeys(
    _ key0: UnsafePointer<UInt32>, _ key1: UnsafePointer<UInt32>, _ high: UInt32, _ low: UInt32,
    _ result0: UnsafeMutablePointer<UInt32>, _ result1: UnsafeMutablePointer<UInt32>
  ) {
    for i in 0..<128 {
      let cipher = Threefry2x32(key0: key0[i], key1: key1[i])
      (result0[i], result1[i]) = cipher.block(UInt64(high) << 32 | UInt64(low))
    }
  }

  package static func untwist(_ state: UnsafeMutablePointer<UInt32>) -> Int {
    // What the upper bit of word k and the lower ones of word k + 1 are, from the words made later.
    func joined(_ late: UInt32, _ middle: UInt32) -> UInt32 {
      let added = late ^ middle
      return added >> 31 == 1 ? (added ^ MT19937.matrix) << 1 | 1 : added << 1
    }
    let later = (0..<MT19937.wordCount).map { state[$0] }
    func made(_ k: Int) -> UInt32 { k < 0 ? state[k + 624] : later[k] }
    for k in stride(from: 623, through: 0, by: -1) {
      let upper = joined(later[k], k < 227 ? state[k + 397] : later[k - 227])
      let lower = joined(made(k - 1), k < 228 ? state[k + 396] : later[k - 228])
      state[k] = upper & 0x8000_0000 | lower & 0x7fff_ffff
    }
    for i in 0..<16 { state[624 + i] = later[i] }
    return (0..<624).first { k in
      state[k + 1] &- (state[k] ^ state[k] >> 30) &* 1_812_433_253 == 300
    } ?? -1
  }

  package static func addCombinations(
    _ rows: UnsafeMutablePointer<UInt64>, _ stride: Int, _ count: Int,
    _ selectors: UnsafePointer<UInt64>, _ tables: UnsafePointer<UInt64>
  ) {
    for row in 0..<count {
      for table in 0..<8 {
        let index = Int(selectors[row] >> UInt64(8 * table) & 0xff)
        for i in 0..<16 { rows[row * stride + i] ^= tables[16 * (256 * table + index) + i] }
      }
    }
  }
}

extension PlainSearchLoops {
  private static func passing(
    _ first: UInt32, _ seeds: Int, _ tests: UnsafePointer<UInt32>, _ count: Int
  ) -> [UInt32] {
    (0..<seeds).map { first &+ UInt32($0) }.filter { seed in
      var (generator, next) = (MT19937(seed: seed), 0 as UInt32)
      return (0..<count).allSatisfy { test in
        let number = tests[4 * test]
        generator.advance(by: UInt64(number - next))
        next = number + 1
        let value = generator.next() & tests[4 * test + 1]
        return value &- tests[4 * test + 2] <= tests[4 * test + 3]
      }
    }
  }

  private static func write(_ seeds: [UInt32], to passed: UnsafeMutablePointer<UInt32>) -> Int {
    for (i, seed) in seeds.enumerated() { passed[i] = seed }
    return seeds.count
  }
}
