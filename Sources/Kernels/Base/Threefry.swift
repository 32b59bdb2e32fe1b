// Threefry-2x32 with 20 rounds, many blocks side by side.

extension CompiledLoops {
  package static func threefry(
    _ key0: UInt32, _ key1: UInt32, _ high: UInt32, _ low: UInt32,
    _ result: UnsafeMutablePointer<UInt32>, _ count: Int
  ) {
    let cipher = Cipher(key0, key1, high)
    var i = 0
    while i &+ 32 <= count {
      let first = counting &+ (low &+ UInt32(truncatingIfNeeded: i))
      let made = cipher.encrypted(first, first &+ 16)
      store(made.0, result, i)
      store(made.1, result, i &+ 16)
      i &+= 32
    }
    while i < count {
      let words = cipher.encrypted(counting &+ (low &+ UInt32(truncatingIfNeeded: i)))
      if i &+ 16 <= count {
        store(words, result, i)
      } else {
        var lane = 0
        while i &+ lane < count {
          result[i &+ lane] = words[lane]
          lane &+= 1
        }
      }
      i &+= 16
    }
  }
}

private let counting = Words(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)

private struct Cipher {
  let keys: (UInt32, UInt32, UInt32)
  let high: UInt32

  @inline(__always)
  init(_ key0: UInt32, _ key1: UInt32, _ high: UInt32) {
    keys = (key0, key1, key0 ^ key1 ^ 0x1BD1_1BDA)
    self.high = high
  }

  @inline(__always)
  func encrypted(_ low: Words) -> Words { encrypted(low, low).0 }

  /// Two at a time: a round of one waits for the round before.
  @inline(__always)
  func encrypted(_ low: Words, _ nextLow: Words) -> (Words, Words) {
    var a = Words(repeating: high &+ keys.0)
    var b = low &+ keys.1
    var (nextA, nextB) = (a, nextLow &+ keys.1)
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
    func inject(_ first: UInt32, _ second: UInt32, _ round: UInt32) {
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
    return (a ^ b, nextA ^ nextB)
  }
}
