// The Mersenne Twister backwards.
// SPDX-License-Identifier: Apache-2.0

extension CompiledLoops {
  package static func untwist(_ state: UnsafeMutablePointer<UInt32>) -> Int {
    store(words(state, 0), state, 624)
    var word = 608
    while word > 0 {
      let middle = word >= 240 ? word &- 227 : word &+ 397
      let upper = joined(words(state, word) ^ words(state, middle))
      let lower = joined(words(state, word &- 1) ^ words(state, middle &- 1))
      store((upper ^ lower) & 0x8000_0000 ^ lower, state, word)
      word &-= 16
    }
    word = 15
    while word >= 0 {
      let upper = joined(state[word] ^ state[word &+ 397])
      let before = word == 0 ? 623 : word &- 1
      let lower = joined(state[before] ^ state[word &+ 396])
      state[word] = (upper ^ lower) & 0x8000_0000 ^ lower
      word &-= 1
    }
    return seededPlace(state)
  }

  package static func addCombinations(
    _ rows: UnsafeMutablePointer<UInt64>, _ stride: Int, _ count: Int,
    _ selectors: UnsafePointer<UInt64>, _ tables: UnsafePointer<UInt64>
  ) {
    var row = 0
    while row < count {
      let target = UnsafeMutableRawPointer(rows + row &* stride)
      var low = target.loadUnaligned(as: SIMD8<UInt64>.self)
      var high = target.loadUnaligned(fromByteOffset: 64, as: SIMD8<UInt64>.self)
      let selector = selectors[row]
      var table = 0
      while table < 8 {
        let index = Int(truncatingIfNeeded: selector &>> UInt64(8 &* table) & 0xff)
        let entry = UnsafeRawPointer(tables + 16 &* (256 &* table &+ index))
        low ^= entry.loadUnaligned(as: SIMD8<UInt64>.self)
        high ^= entry.loadUnaligned(fromByteOffset: 64, as: SIMD8<UInt64>.self)
        table &+= 1
      }
      target.storeBytes(of: low, as: SIMD8<UInt64>.self)
      target.storeBytes(of: high, toByteOffset: 64, as: SIMD8<UInt64>.self)
      row &+= 1
    }
  }
}

/// The upper bit of one word and the lower ones of the next, of what they added to a later one.
@inline(__always)
private func joined(_ added: Words) -> Words {
  let odd = added &>> 31
  return (added ^ (Words() &- odd) & 0x9908_b0df) &<< 1 | odd
}

@inline(__always)
private func joined(_ added: UInt32) -> UInt32 {
  let odd = added &>> 31
  return (added ^ (0 &- odd) & 0x9908_b0df) &<< 1 | odd
}

/// The first word that is followed by what the seeding makes word 300 of it; -1 without one.
@inline(__always)
private func seededPlace(_ state: UnsafePointer<UInt32>) -> Int {
  var hits = Integers()
  var word = 0
  while word < 624 {
    let (here, next) = (words(state, word), words(state, word &+ 1))
    let step = next &- (here ^ here &>> 30) &* 1_812_433_253
    hits |= unsafeBitCast(step .== Words(repeating: 300), to: Integers.self)
    word &+= 16
  }
  guard hasBits(hits) else { return -1 }
  word = 0
  while word < 624 {
    let here = state[word]
    if state[word &+ 1] &- (here ^ here &>> 30) &* 1_812_433_253 == 300 { return word }
    word &+= 1
  }
  return -1
}
