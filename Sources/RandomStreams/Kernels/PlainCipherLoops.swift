// The inner loops of searches among keys and hashed seeds, as their definitions read.
// SPDX-License-Identifier: Apache-2.0

import KernelInterface

extension PlainSearchLoops {
  package static func philoxPassing(
    _ keys: UnsafePointer<UInt32>, _ stride: Int, _ counter: UnsafePointer<UInt32>,
    _ tests: UnsafePointer<UInt32>, _ testCount: Int, _ lanes: UnsafeMutablePointer<UInt32>,
    _ count: Int, _ areAll: Bool, _ scratch: UnsafeMutablePointer<UInt32>
  ) -> Int {
    passing(tests, testCount, lanes, count) { lane in
      let stream = (keys[2 * stride + lane] &+ counter[2], keys[3 * stride + lane] &+ counter[3])
      return Philox4x32.block(
        joined(counter[0], counter[1]), of: joined(stream.0, stream.1),
        key: joined(keys[lane], keys[stride + lane]))
    }
  }

  package static func threefryPassing(
    _ keys: UnsafePointer<UInt32>, _ stride: Int, _ counter: UnsafePointer<UInt32>,
    _ tests: UnsafePointer<UInt32>, _ testCount: Int, _ lanes: UnsafeMutablePointer<UInt32>,
    _ count: Int, _ areAll: Bool, _ scratch: UnsafeMutablePointer<UInt32>
  ) -> Int {
    passing(tests, testCount, lanes, count) { lane in
      let cipher = Threefry2x32(key0: keys[lane], key1: keys[stride + lane])
      let (first, second) = cipher.block(joined(counter[0], counter[1]))
      return SIMD4(first, second, first ^ second, 0)
    }
  }

  package static func philoxOfCounters(
    _ counters: UnsafePointer<UInt32>, _ stride: Int, _ key0: UInt32, _ key1: UInt32,
    _ result: UnsafeMutablePointer<UInt32>, _ count: Int
  ) {
    for lane in 0..<count {
      let words = (0..<4).map { counters[$0 * stride + lane] }
      let block = Philox4x32.block(
        joined(words[0], words[1]), of: joined(words[2], words[3]), key: joined(key0, key1))
      for word in 0..<4 { result[word * stride + lane] = block[word] }
    }
  }

  package static func seedSequenceWords(
    _ first: UInt64, _ result: UnsafeMutablePointer<UInt32>, _ count: Int
  ) {
    for i in 0..<count {
      SeedSequence(first &+ UInt64(i)).generateState(count: 4) { index, word in
        result[2 * index * count + i] = UInt32(truncatingIfNeeded: word)
        result[(2 * index + 1) * count + i] = UInt32(truncatingIfNeeded: word >> 32)
      }
    }
  }

  package static func pythonSeedStates(
    _ first: UInt32, _ base: UnsafePointer<UInt32>, _ states: UnsafeMutablePointer<UInt32>
  ) {
    for lane in 0..<64 {
      var state = (0..<MT19937.wordCount).map { base[$0] }
      MT19937.mix([first &+ UInt32(lane)], into: &state)
      for (row, word) in state.enumerated() { states[64 * row + lane] = word }
    }
  }

  private static func joined(_ low: UInt32, _ high: UInt32) -> UInt64 {
    UInt64(high) << 32 | UInt64(low)
  }

  private static func passing(
    _ tests: UnsafePointer<UInt32>, _ testCount: Int, _ lanes: UnsafeMutablePointer<UInt32>,
    _ count: Int, _ block: (Int) -> SIMD4<UInt32>
  ) -> Int {
    var found = 0
    for i in 0..<count {
      let words = block(Int(lanes[i]))
      let passes = (0..<testCount).allSatisfy { number in
        let test = tests + 5 * number
        let word = words[Int(test[0])]
        let turned = word >> 31 == 1 ? word ^ test[1] : word
        return (turned & test[2]) &- test[3] <= test[4]
      }
      if passes {
        lanes[found] = lanes[i]
        found += 1
      }
    }
    return found
  }
}
