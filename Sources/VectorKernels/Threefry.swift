// Threefry-2x32 with 20 rounds, many blocks side by side.

/// Writes `count` words of the cipher in counter mode, each the xor of a block's two halves, for
/// the counters `low`, `low + 1`, … below the same `high`.
package func threefry(
  _ key0: UInt32, _ key1: UInt32, _ high: UInt32, _ low: UInt32,
  _ result: UnsafeMutablePointer<UInt32>, _ count: Int
) {
  // A plain loop: the compiler makes vectors of it, and rotations where the processor has them,
  // while it takes apart the rotation of a vector where there are none.
  var i = 0
  while i < count {
    result[i] = encrypted(key0, key1, high, low &+ UInt32(truncatingIfNeeded: i))
    i &+= 1
  }
}

@inline(__always)
private func mix(_ a: inout UInt32, _ b: inout UInt32, _ rotation: UInt32) {
  a = a &+ b
  b = (b &<< rotation | b &>> (32 &- rotation)) ^ a
}

@inline(__always)
private func encrypted(_ key0: UInt32, _ key1: UInt32, _ high: UInt32, _ low: UInt32) -> UInt32 {
  let key2 = key0 ^ key1 ^ 0x1BD1_1BDA
  var a = high &+ key0
  var b = low &+ key1
  @inline(__always)
  func even() {
    mix(&a, &b, 13)
    mix(&a, &b, 15)
    mix(&a, &b, 26)
    mix(&a, &b, 6)
  }
  @inline(__always)
  func odd() {
    mix(&a, &b, 17)
    mix(&a, &b, 29)
    mix(&a, &b, 16)
    mix(&a, &b, 24)
  }
  @inline(__always)
  func inject(_ first: UInt32, _ second: UInt32, _ round: UInt32) {
    a = a &+ first
    b = b &+ (second &+ round)
  }
  even()
  inject(key1, key2, 1)
  odd()
  inject(key2, key0, 2)
  even()
  inject(key0, key1, 3)
  odd()
  inject(key1, key2, 4)
  even()
  inject(key2, key0, 5)
  return a ^ b
}
