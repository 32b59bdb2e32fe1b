// Threefry-2x32 with 20 rounds, many blocks side by side.
// SPDX-License-Identifier: Apache-2.0

extension CompiledLoops {
  package static func threefry(
    _ key0: UInt32, _ key1: UInt32, _ high: UInt32, _ low: UInt32,
    _ result: UnsafeMutablePointer<UInt32>, _ count: Int
  ) {
    let cipher = Cipher(key0, key1)
    let high = Words(repeating: high)
    var i = 0
    while i &+ 32 <= count {
      let first = counting &+ (low &+ UInt32(truncatingIfNeeded: i))
      let made = cipher.encrypted(high, first, high, first &+ 16)
      store(made.0.0 ^ made.0.1, result, i)
      store(made.1.0 ^ made.1.1, result, i &+ 16)
      i &+= 32
    }
    while i < count {
      let first = counting &+ (low &+ UInt32(truncatingIfNeeded: i))
      let made = cipher.encrypted(high, first, high, first).0
      store(made.0 ^ made.1, result, i, count)
      i &+= 16
    }
  }

  package static func threefryHalves(
    _ key0: UInt32, _ key1: UInt32, _ high: UInt32, _ low: UInt32, _ isSecond: Bool,
    _ result: UnsafeMutablePointer<UInt32>, _ count: Int
  ) {
    let cipher = Cipher(key0, key1)
    var i = 0
    while i &+ 32 <= count {
      let place = UInt32(truncatingIfNeeded: i)
      let (first, second) = (counting &+ (high &+ place), counting &+ (low &+ place))
      let made = cipher.encrypted(first, second, first &+ 16, second &+ 16)
      store(isSecond ? made.0.1 : made.0.0, result, i)
      store(isSecond ? made.1.1 : made.1.0, result, i &+ 16)
      i &+= 32
    }
    while i < count {
      let place = UInt32(truncatingIfNeeded: i)
      let (first, second) = (counting &+ (high &+ place), counting &+ (low &+ place))
      let made = cipher.encrypted(first, second, first, second).0
      store(isSecond ? made.1 : made.0, result, i, count)
      i &+= 16
    }
  }
}

extension CompiledLoops {
  package static func threefryOfKeys(
    _ key0: UnsafePointer<UInt32>, _ key1: UnsafePointer<UInt32>, _ high: UInt32, _ low: UInt32,
    _ result0: UnsafeMutablePointer<UInt32>, _ result1: UnsafeMutablePointer<UInt32>
  ) {
    let (first, second) = (Words(repeating: high), Words(repeating: low))
    var i = 0
    while i < 128 {
      let cipher = Cipher(words(key0, i), words(key1, i))
      let made = cipher.encrypted(first, second, first, second).0
      store(made.0, result0, i)
      store(made.1, result1, i)
      i &+= 16
    }
  }
}

private let counting = Words(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)

/// Writes those of the lanes that are numbers `i` to `count - 1`.
@inline(__always)
private func store(
  _ value: Words, _ result: UnsafeMutablePointer<UInt32>, _ i: Int, _ count: Int
) {
  if i &+ 16 <= count { return store(value, result, i) }
  var lane = 0
  while i &+ lane < count {
    result[i &+ lane] = value[lane]
    lane &+= 1
  }
}

struct Cipher {
  let keys: (Words, Words, Words)

  @inline(__always)
  init(_ key0: UInt32, _ key1: UInt32) {
    self.init(Words(repeating: key0), Words(repeating: key1))
  }

  @inline(__always)
  init(_ key0: Words, _ key1: Words) { keys = (key0, key1, key0 ^ key1 ^ 0x1BD1_1BDA) }

  /// The halves of two times 16 blocks: a round of one waits for the round before.
  @inline(__always)
  func encrypted(
    _ high: Words, _ low: Words, _ nextHigh: Words, _ nextLow: Words
  ) -> ((Words, Words), (Words, Words)) {
    var (a, b) = (high &+ keys.0, low &+ keys.1)
    var (nextA, nextB) = (nextHigh &+ keys.0, nextLow &+ keys.1)
    @inline(__always)
    func mix(_ rotation: UInt32) {
      a = a &+ b
      nextA = nextA &+ nextB
      b = rotated(b, by: rotation) ^ a
      nextB = rotated(nextB, by: rotation) ^ nextA
    }
    @inline(__always)
    func even() {
      mix(13)
      mix(15)
      mix(26)
      mix(6)
    }
    @inline(__always)
    func odd() {
      mix(17)
      mix(29)
      mix(16)
      mix(24)
    }
    @inline(__always)
    func inject(_ first: Words, _ second: Words, _ round: UInt32) {
      a = a &+ first
      nextA = nextA &+ first
      b = b &+ (second &+ round)
      nextB = nextB &+ (second &+ round)
    }
    even()
    inject(keys.1, keys.2, 1)
    odd()
    inject(keys.2, keys.0, 2)
    even()
    inject(keys.0, keys.1, 3)
    odd()
    inject(keys.1, keys.2, 4)
    even()
    inject(keys.2, keys.0, 5)
    return ((a, b), (nextA, nextB))
  }
}
