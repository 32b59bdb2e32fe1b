// The inner loops of searches one seed at a time, as their definitions read.

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
