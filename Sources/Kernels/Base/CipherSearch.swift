// Keys of ciphers whose words pass tests: 16 keys side by side, those that passed close up.
// SPDX-License-Identifier: Apache-2.0

extension CompiledLoops {
  package static func philoxPassing(
    _ keys: UnsafePointer<UInt32>, _ stride: Int, _ counter: UnsafePointer<UInt32>,
    _ tests: UnsafePointer<UInt32>, _ testCount: Int, _ lanes: UnsafeMutablePointer<UInt32>,
    _ count: Int, _ areAll: Bool, _ scratch: UnsafeMutablePointer<UInt32>
  ) -> Int {
    let (number0, number1) = (Words(repeating: counter[0]), Words(repeating: counter[1]))
    var (i, found) = (0, 0)
    while i < count {
      let key0 = fieldWords(keys, i, lanes, areAll)
      let key1 = fieldWords(keys + stride, i, lanes, areAll)
      let stream0 = fieldWords(keys + 2 &* stride, i, lanes, areAll)
      let stream1 = fieldWords(keys + 3 &* stride, i, lanes, areAll)
      let block = philoxBlock(
        number0, number1, stream0 &+ counter[2], stream1 &+ counter[3], key0, key1)
      var failed = Integers()
      var test = 0
      while test < testCount {
        let numbers = tests + 5 &* test
        let word =
          switch numbers[0] {
          case 0: block.0
          case 1: block.1
          case 2: block.2
          default: block.3
          }
        failed |= failing(word, numbers)
        test &+= 1
      }
      found = close(lanes, i, count, failed, found, scratch)
      i &+= 16
    }
    return found
  }

  package static func threefryPassing(
    _ keys: UnsafePointer<UInt32>, _ stride: Int, _ counter: UnsafePointer<UInt32>,
    _ tests: UnsafePointer<UInt32>, _ testCount: Int, _ lanes: UnsafeMutablePointer<UInt32>,
    _ count: Int, _ areAll: Bool, _ scratch: UnsafeMutablePointer<UInt32>
  ) -> Int {
    let (high, low) = (Words(repeating: counter[1]), Words(repeating: counter[0]))
    var (i, found) = (0, 0)
    while i < count {
      let cipher = Cipher(
        fieldWords(keys, i, lanes, areAll), fieldWords(keys + stride, i, lanes, areAll))
      let made = cipher.encrypted(high, low, high, low).0
      var failed = Integers()
      var test = 0
      while test < testCount {
        let numbers = tests + 5 &* test
        let word =
          switch numbers[0] {
          case 0: made.0
          case 1: made.1
          default: made.0 ^ made.1
          }
        failed |= failing(word, numbers)
        test &+= 1
      }
      found = close(lanes, i, count, failed, found, scratch)
      i &+= 16
    }
    return found
  }

  package static func philoxOfCounters(
    _ counters: UnsafePointer<UInt32>, _ stride: Int, _ key0: UInt32, _ key1: UInt32,
    _ result: UnsafeMutablePointer<UInt32>, _ count: Int
  ) {
    var i = 0
    while i < count {
      let block = philoxBlock(
        words(counters, i), words(counters, stride &+ i), words(counters, 2 &* stride &+ i),
        words(counters, 3 &* stride &+ i), Words(repeating: key0), Words(repeating: key1))
      store(block.0, result, i)
      store(block.1, result, stride &+ i)
      store(block.2, result, 2 &* stride &+ i)
      store(block.3, result, 3 &* stride &+ i)
      i &+= 16
    }
  }
}

/// A field of 16 lanes: those from `i` on, or those that are named there.
@inline(__always)
private func fieldWords(
  _ field: UnsafePointer<UInt32>, _ i: Int, _ lanes: UnsafePointer<UInt32>, _ areAll: Bool
) -> Words {
  if areAll { return words(field, i) }
  @inline(__always)
  func word(_ lane: Int) -> UInt32 { field[Int(lanes[i &+ lane])] }
  return Words(
    word(0), word(1), word(2), word(3), word(4), word(5), word(6), word(7), word(8), word(9),
    word(10), word(11), word(12), word(13), word(14), word(15))
}

/// Not zero in the lanes whose words fail a test: which word, whether the negative ones are turned
/// round, the bits that count, the lowest value and how many there are above it.
@inline(__always)
private func failing(_ word: Words, _ test: UnsafePointer<UInt32>) -> Integers {
  let turned = word ^ ((Words() &- word &>> 31) & test[1])
  return unsafeBitCast(
    (turned & test[2]) &- test[3] .> Words(repeating: test[4]), to: Integers.self)
}

/// Moves the names of the lanes from `i` on that did not fail to the place `found`; returns the
/// place after them.
@inline(__always)
private func close(
  _ lanes: UnsafeMutablePointer<UInt32>, _ i: Int, _ count: Int, _ failed: Integers, _ found: Int,
  _ scratch: UnsafeMutablePointer<UInt32>
) -> Int {
  guard hasBits(~failed) else { return found }
  store(unsafeBitCast(failed, to: Words.self), scratch, 0)
  let end = count &- i < 16 ? count &- i : 16
  var (found, lane) = (found, 0)
  while lane < end {
    lanes[found] = lanes[i &+ lane]
    found &+= Int(scratch[lane] &+ 1)
    lane &+= 1
  }
  return found
}

/// A word of 8 lanes, in the low half of 64 bits: products of 32 bits need the room, and what is
/// left in the high half does no harm.
private typealias Wide = SIMD8<UInt64>
private typealias Blocks = (Wide, Wide, Wide, Wide)

/// The blocks of 16 lanes, each with a counter and a key of its own.
@inline(__always)
private func philoxBlock(
  _ number0: Words, _ number1: Words, _ stream0: Words, _ stream1: Words, _ key0: Words,
  _ key1: Words
) -> (Words, Words, Words, Words) {
  var even = (evens(number0), evens(number1), evens(stream0), evens(stream1))
  var odd = (odds(number0), odds(number1), odds(stream0), odds(stream1))
  var (evenKeys, oddKeys) = ((evens(key0), evens(key1)), (odds(key0), odds(key1)))
  @inline(__always)
  func round() {
    even = mixed(even, evenKeys.0, evenKeys.1)
    odd = mixed(odd, oddKeys.0, oddKeys.1)
    evenKeys = (evenKeys.0 &+ 0x9e37_79b9, evenKeys.1 &+ 0xbb67_ae85)
    oddKeys = (oddKeys.0 &+ 0x9e37_79b9, oddKeys.1 &+ 0xbb67_ae85)
  }
  round()
  round()
  round()
  round()
  round()
  round()
  round()
  round()
  round()
  round()
  return (
    joined(even.0, odd.0), joined(even.1, odd.1), joined(even.2, odd.2), joined(even.3, odd.3)
  )
}

@inline(__always)
private func mixed(_ x: Blocks, _ key0: Wide, _ key1: Wide) -> Blocks {
  let first = lowProduct(x.0, 0xd251_1f53)
  let second = lowProduct(x.2, 0xcd9e_8d57)
  return ((second &>> 32) ^ x.1 ^ key0, second, (first &>> 32) ^ x.3 ^ key1, first)
}

@inline(__always)
private func evens(_ x: Words) -> Wide { unsafeBitCast(x, to: Wide.self) }

@inline(__always)
private func odds(_ x: Words) -> Wide { unsafeBitCast(x, to: Wide.self) &>> 32 }

@inline(__always)
private func joined(_ even: Wide, _ odd: Wide) -> Words {
  unsafeBitCast((even & 0xffff_ffff) | odd &<< 32, to: Words.self)
}
