// Bernoulli draws of two words each, from the words of the Mersenne Twister.
//
// The upper word, of which 21 bits count, decides unless it ties, once in two million: ties are
// noticed on the way and decided afterwards.
// SPDX-License-Identifier: Apache-2.0

extension CompiledLoops {
  package static func bernoulliNoise(
    _ state: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<Float>, _ count: Int,
    _ threshold: UInt64, _ one: Float, _ zero: Float
  ) {
    let noise = Noise(threshold, one, zero)
    var ties = Integers()
    var i = count < 16 ? count : 0
    while i < count {
      let upper = upperBits(words(state, 2 &* i), words(state, 2 &* i &+ 16))
      store(noise.value(upper, &ties), result, i)
      i = following(i, count)
    }
    guard count < 16 || hasBits(ties) else { return }
    decideEach(state, result, count, threshold, one, zero)
  }

  package static func twistedBernoulliNoise(
    _ state: UnsafeMutablePointer<UInt32>, _ result: UnsafeMutablePointer<Float>,
    _ threshold: UInt64, _ one: Float, _ zero: Float
  ) {
    let noise = Noise(threshold, one, zero)
    var ties = Integers()
    var word = 0
    while word < 608 {
      let a = twisted(state, word)
      let b = twisted(state, word &+ 16)
      store(noise.value(upperBits(a, b), &ties), result, word &>> 1)
      word &+= 32
    }
    // Eight pairs are left: their vector begins with eight that are done.
    _ = twisted(state, 608)
    store(noise.value(upperBits(words(state, 592), words(state, 608)), &ties), result, 296)
    guard hasBits(ties) else { return }
    decideEach(state, result, 312, threshold, one, zero)
  }
}

/// The upper bits below a bound as one of two numbers.
private struct Noise {
  let bound: Integers
  let ones: Integers
  let zeros: Integers

  @inline(__always)
  init(_ threshold: UInt64, _ one: Float, _ zero: Float) {
    bound = Integers(repeating: Int32(truncatingIfNeeded: threshold &>> 32))
    ones = Integers(repeating: Int32(bitPattern: one.bitPattern ^ zero.bitPattern))
    zeros = Integers(repeating: Int32(bitPattern: zero.bitPattern))
  }

  /// All ones where the bits are below the bound; notes in `ties` where they alone do not decide.
  @inline(__always)
  func isBelow(_ upper: Integers, _ ties: inout Integers) -> Integers {
    ties |= unsafeBitCast(upper .== bound, to: Integers.self)
    return unsafeBitCast(upper .< bound, to: Integers.self)
  }

  @inline(__always)
  func value(_ upper: Integers, _ ties: inout Integers) -> Reals {
    unsafeBitCast(isBelow(upper, &ties) & ones ^ zeros, to: Reals.self)
  }
}

/// Writes the noise pair by pair.
private func decideEach(
  _ state: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<Float>, _ count: Int,
  _ threshold: UInt64, _ one: Float, _ zero: Float
) {
  var i = 0
  while i < count {
    result[i] = isKept(state, i, threshold) ? one : zero
    i &+= 1
  }
}

extension CompiledLoops {
  package static func bernoulliMask(
    _ state: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<UInt8>, _ count: Int,
    _ threshold: UInt64
  ) {
    let noise = Noise(threshold, 1, 0)
    var ties = Integers()
    var i = count < 16 ? count : 0
    while i < count {
      let upper = upperBits(words(state, 2 &* i), words(state, 2 &* i &+ 16))
      storeBytes(noise.isBelow(upper, &ties) & 1, result, i)
      i = following(i, count)
    }
    guard count < 16 || hasBits(ties) else { return }
    i = 0
    while i < count {
      result[i] = isKept(state, i, threshold) ? 1 : 0
      i &+= 1
    }
  }
}

/// The 21 bits that count of the upper words of 16 pairs.
@inline(__always)
private func upperBits(_ a: Words, _ b: Words) -> Integers {
  unsafeBitCast(tempered(even(a, b)) & 0x1f_ffff, to: Integers.self)
}

@inline(__always)
private func isKept(_ state: UnsafePointer<UInt32>, _ index: Int, _ threshold: UInt64) -> Bool {
  let upper = UInt64(tempered(state[2 &* index]) & 0x1f_ffff)
  return upper &<< 32 | UInt64(tempered(state[2 &* index &+ 1])) < threshold
}
