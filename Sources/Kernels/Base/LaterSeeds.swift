// Seeds of the Mersenne Twister whose words pass tests, at any place: 64 states side by side.
// SPDX-License-Identifier: Apache-2.0

extension CompiledLoops {
  package static func laterSeedsPassing(
    _ first: UInt32, _ tests: UnsafePointer<UInt32>, _ count: Int,
    _ scratch: UnsafeMutablePointer<UInt32>, _ passed: UnsafeMutablePointer<UInt32>
  ) -> Int {
    seedStates(scratch, first)
    // Words are made as far as they are wanted, each in the place of the one 624 before.
    var (made, place, test) = (0 as UInt32, 0, 0)
    var (a, b, c, d) = (Integers(), Integers(), Integers(), Integers())
    while test < count {
      let word = tests[4 &* test]
      while made <= word {
        place = place == 623 || made == 0 ? 0 : place &+ 1
        makeWord(scratch, place)
        made &+= 1
      }
      let row = 64 &* place
      let (bits, low, span) = (
        tests[4 &* test &+ 1], tests[4 &* test &+ 2], tests[4 &* test &+ 3]
      )
      a |= failed(words(scratch, row), bits, low, span)
      b |= failed(words(scratch, row &+ 16), bits, low, span)
      c |= failed(words(scratch, row &+ 32), bits, low, span)
      d |= failed(words(scratch, row &+ 48), bits, low, span)
      if !hasBits(~(a & b & c & d)) { return 0 }
      test &+= 1
    }
    store(unsafeBitCast(a, to: Words.self), scratch, 0)
    store(unsafeBitCast(b, to: Words.self), scratch, 16)
    store(unsafeBitCast(c, to: Words.self), scratch, 32)
    store(unsafeBitCast(d, to: Words.self), scratch, 48)
    var (found, lane) = (0, 0 as UInt32)
    while lane < 64 {
      if scratch[Int(lane)] == 0 {
        passed[found] = first &+ lane
        found &+= 1
      }
      lane &+= 1
    }
    return found
  }
}

/// Writes the states of 64 seeds, word by word.
@inline(__always)
private func seedStates(_ states: UnsafeMutablePointer<UInt32>, _ first: UInt32) {
  var a = Words(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15) &+ first
  var (b, c, d) = (a &+ 16, a &+ 32, a &+ 48)
  var j: UInt32 = 0
  while true {
    let row = 64 &* Int(j)
    store(a, states, row)
    store(b, states, row &+ 16)
    store(c, states, row &+ 32)
    store(d, states, row &+ 48)
    j &+= 1
    if j == 624 { return }
    a = (a ^ a &>> 30) &* 1_812_433_253 &+ j
    b = (b ^ b &>> 30) &* 1_812_433_253 &+ j
    c = (c ^ c &>> 30) &* 1_812_433_253 &+ j
    d = (d ^ d &>> 30) &* 1_812_433_253 &+ j
  }
}

/// Makes the next word of each state in the place of its oldest.
@inline(__always)
private func makeWord(_ states: UnsafeMutablePointer<UInt32>, _ place: Int) {
  let next = 64 &* (place == 623 ? 0 : place &+ 1)
  let middle = 64 &* (place < 227 ? place &+ 397 : place &- 227)
  var (lane, here) = (0, 64 &* place)
  while lane < 64 {
    let (word, after) = (words(states, here), words(states, next &+ lane))
    let joined = (word ^ after) & 0x8000_0000 ^ after
    let made = words(states, middle &+ lane) ^ joined &>> 1 ^ whereOdd(after, 0x9908_b0df)
    store(made, states, here)
    lane &+= 16
    here &+= 16
  }
}

@inline(__always)
private func failed(_ word: Words, _ bits: UInt32, _ low: UInt32, _ span: UInt32) -> Integers {
  unsafeBitCast((tempered(word) & bits) &- low .> Words(repeating: span), to: Integers.self)
}
