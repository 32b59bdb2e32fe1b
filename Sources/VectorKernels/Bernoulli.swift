// Bernoulli draws of two words each, from the words of the Mersenne Twister.
//
// The upper word, of which 21 bits count, decides unless it ties, once in two million: ties are
// noticed on the way and settled afterwards.

/// Writes `one` where the 53 low bits of a pair of words, upper one first, are below `threshold`,
/// else `zero`.
package func bernoulliNoise(
  _ state: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<Float>, _ count: Int,
  _ threshold: UInt64, _ one: Float, _ zero: Float
) {
  let high = Int32(truncatingIfNeeded: threshold &>> 32)
  let bound = Integers(repeating: high)
  let ones = Integers(repeating: Int32(bitPattern: one.bitPattern ^ zero.bitPattern))
  let zeros = Integers(repeating: Int32(bitPattern: zero.bitPattern))
  var ties = Integers()
  forEachVector(count) {
    let (a, b) = (words(state, 2 &* $0), words(state, 2 &* $0 &+ 16))
    let upper = tempered(Words(lowHalf: a.evenHalf, highHalf: b.evenHalf)) & 0x1f_ffff
    let bits = unsafeBitCast(upper, to: Integers.self)
    ties |= unsafeBitCast(bits .== bound, to: Integers.self)
    let noise = unsafeBitCast(bits .< bound, to: Integers.self) & ones ^ zeros
    store(unsafeBitCast(noise, to: Reals.self), result, $0)
  } orEach: {
    result[$0] = isKept(state, $0, threshold) ? one : zero
  }
  guard ties != Integers() else { return }
  var i = 0
  while i < count {
    result[i] = isKept(state, i, threshold) ? one : zero
    i &+= 1
  }
}

/// Writes 1 where the 53 low bits of a pair of words, upper one first, are below `threshold`, else
/// 0.
package func bernoulliMask(
  _ state: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<UInt8>, _ count: Int,
  _ threshold: UInt64
) {
  let high = UInt32(truncatingIfNeeded: threshold &>> 32)
  var ties: UInt32 = 0
  var i = 0
  while i < count {
    let bits = tempered(state[2 &* i]) & 0x1f_ffff
    result[i] = bits < high ? 1 : 0
    ties |= bits == high ? 1 : 0
    i &+= 1
  }
  guard ties != 0 else { return }
  i = 0
  while i < count {
    result[i] = isKept(state, i, threshold) ? 1 : 0
    i &+= 1
  }
}

@inline(__always)
private func isKept(_ state: UnsafePointer<UInt32>, _ index: Int, _ threshold: UInt64) -> Bool {
  let upper = UInt64(tempered(state[2 &* index]) & 0x1f_ffff)
  return upper &<< 32 | UInt64(tempered(state[2 &* index &+ 1])) < threshold
}
