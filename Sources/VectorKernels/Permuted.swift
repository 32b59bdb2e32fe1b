// The words of PCG64, and NumPy's uniforms of them.

private typealias Lanes = SIMD8<UInt64>

/// Sixteen states of 128 bits, in the order of a structure of arrays: what lies eight lanes apart
/// belongs together.
private struct States {
  var low: Lanes
  var high: Lanes

  @inline(__always)
  init(_ base: UnsafePointer<UInt64>, _ index: Int) {
    low = UnsafeRawPointer(base + index).loadUnaligned(as: Lanes.self)
    high = UnsafeRawPointer(base + (index &+ 16)).loadUnaligned(as: Lanes.self)
  }

  /// factor · state + addend, modulo 2^128.
  @inline(__always)
  func advanced(by leap: UnsafePointer<UInt64>) -> States {
    let half = Lanes(repeating: 0xffff_ffff)
    let (factorLow, factorHigh) = (Lanes(repeating: leap[0]), Lanes(repeating: leap[1]))
    // The product of the lower halves in digits of 32 bits; no sum of these overflows.
    let (a0, a1) = (factorLow & half, factorLow &>> 32)
    let (x0, x1) = (low & half, low &>> 32)
    let (p00, p01, p10, p11) = (x0 &* a0, x0 &* a1, x1 &* a0, x1 &* a1)
    let middle = p10 &+ p00 &>> 32 &+ p01 & half
    let productLow = p00 & half | middle &<< 32
    let productHigh = p11 &+ p01 &>> 32 &+ middle &>> 32 &+ high &* factorLow &+ low &* factorHigh
    let sum = productLow &+ Lanes(repeating: leap[2])
    // One carry where the sum is below what was added.
    let carry = (productLow & ~sum | (productLow | ~sum) & Lanes(repeating: leap[2])) &>> 63
    var states = self
    states.low = sum
    states.high = productHigh &+ Lanes(repeating: leap[3]) &+ carry
    return states
  }

  /// The halves xored, and rotated by the highest six bits.
  @inline(__always)
  var words: Lanes {
    let folded = low ^ high
    let turn = high &>> 58
    return folded &>> turn | folded &<< (Lanes() &- turn)
  }

  @inline(__always)
  func store(_ base: UnsafeMutablePointer<UInt64>, _ index: Int) {
    UnsafeMutableRawPointer(base + index).storeBytes(of: low, as: Lanes.self)
    UnsafeMutableRawPointer(base + (index &+ 16)).storeBytes(of: high, as: Lanes.self)
  }
}

/// Writes the words of `count` states, a multiple of 16, and leaves the sixteen states behind them.
///
/// - `states`: the next 16 states, all lower halves first.
/// - `leap`: the factor and the addend of 16 steps, lower half first.
package func permutedWords(
  _ states: UnsafeMutablePointer<UInt64>, _ leap: UnsafePointer<UInt64>,
  _ result: UnsafeMutableRawPointer, _ count: Int
) {
  var (a, b) = (States(states, 0), States(states, 8))
  var i = 0
  while i < count {
    result.storeBytes(of: a.words, toByteOffset: 8 &* i, as: Lanes.self)
    result.storeBytes(of: b.words, toByteOffset: 8 &* i &+ 64, as: Lanes.self)
    a = a.advanced(by: leap)
    b = b.advanced(by: leap)
    i &+= 16
  }
  a.store(states, 0)
  b.store(states, 8)
}

/// Makes of each word the high 53 of its bits over 2^53.
package func wordsToDoubles(_ words: UnsafeMutableRawPointer, _ count: Int) {
  var i = 0
  while i &+ 8 <= count {
    let bits = words.loadUnaligned(fromByteOffset: 8 &* i, as: Lanes.self)
    let value = real(upper: bits &>> 43, lower: bits &>> 11 & 0xffff_ffff)
    words.storeBytes(of: value, toByteOffset: 8 &* i, as: SIMD8<Double>.self)
    i &+= 8
  }
  while i < count {
    let bits = words.loadUnaligned(fromByteOffset: 8 &* i, as: UInt64.self)
    words.storeBytes(
      of: Double(Int64(bitPattern: bits &>> 11)) * 0x1p-53, toByteOffset: 8 &* i, as: Double.self)
    i &+= 1
  }
}
