// Draws from MKL's MCG31: 32 chains side by side, each 32 states a step.

/// The states of 16 neighbours, the even ones and the odd ones in 64 bits each: a product then
/// needs no shuffle.
private typealias Lanes = SIMD8<UInt64>

/// a · b modulo 2^31 - 1, for factors below it: the upper bits count as lower ones.
@inline(__always)
private func product(_ a: Lanes, _ b: Lanes) -> Lanes {
  // The masks change nothing; they tell the compiler that one multiplication of halves is enough.
  let product = (a & 0xffff_ffff) &* (b & 0xffff_ffff)
  let folded = (product & 0x7fff_ffff) &+ product &>> 31
  return (folded & 0x7fff_ffff) &+ folded &>> 31
}

/// Calls `body` with each 16 neighbouring states, the first of which is `state`, and the index of
/// their first; returns the state at `count`. The last call may lie beyond `count`.
///
/// `powers` are the multiplier's powers from 0 to 32.
@inline(__always)
private func forEachStates(
  _ state: UInt32, _ powers: UnsafePointer<UInt32>, _ count: Int,
  _ body: (_ states: Integers, _ index: Int) -> Void
) -> UInt32 {
  let first = Lanes(repeating: UInt64(state))
  let step = Lanes(repeating: UInt64(powers[32]))
  let lower = UnsafeRawPointer(powers).loadUnaligned(as: Lanes.self)
  let upper = UnsafeRawPointer(powers + 16).loadUnaligned(as: Lanes.self)
  var (even, odd) = (product(first, lower), product(first, lower &>> 32))
  var (nextEven, nextOdd) = (product(first, upper), product(first, upper &>> 32))
  var i = 0
  while i &+ 32 <= count {
    body(unsafeBitCast(even | odd &<< 32, to: Integers.self), i)
    body(unsafeBitCast(nextEven | nextOdd &<< 32, to: Integers.self), i &+ 16)
    (even, odd) = (product(even, step), product(odd, step))
    (nextEven, nextOdd) = (product(nextEven, step), product(nextOdd, step))
    i &+= 32
  }
  var states = unsafeBitCast(even | odd &<< 32, to: Integers.self)
  if i &+ 16 <= count {
    body(states, i)
    states = unsafeBitCast(nextEven | nextOdd &<< 32, to: Integers.self)
    i &+= 16
  }
  if i < count { body(states, i) }
  return UInt32(bitPattern: states[count &- i])
}

/// Writes `one` where a state is below `threshold`, else `zero`; returns the state behind the last.
package func congruentialNoise(
  _ state: UInt32, _ powers: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<Float>,
  _ count: Int, _ threshold: UInt32, _ one: Float, _ zero: Float
) -> UInt32 {
  let bound = Integers(repeating: Int32(bitPattern: threshold))
  let ones = Integers(repeating: Int32(bitPattern: one.bitPattern ^ zero.bitPattern))
  let zeros = Integers(repeating: Int32(bitPattern: zero.bitPattern))
  return forEachStates(state, powers, count) { states, index in
    let noise = unsafeBitCast(states .< bound, to: Integers.self) & ones ^ zeros
    let values = unsafeBitCast(noise, to: Reals.self)
    if index &+ 16 <= count {
      store(values, result, index)
      return
    }
    var i = index
    while i < count {
      result[i] = values[i &- index]
      i &+= 1
    }
  }
}

/// Writes 1 where a state is below `threshold`, else 0; returns the state behind the last.
package func congruentialMask(
  _ state: UInt32, _ powers: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<UInt8>,
  _ count: Int, _ threshold: UInt32
) -> UInt32 {
  let bound = Integers(repeating: Int32(bitPattern: threshold))
  return forEachStates(state, powers, count) { states, index in
    let kept = unsafeBitCast(states .< bound, to: Integers.self)
    let end = index &+ 16 <= count ? index &+ 16 : count
    var i = index
    while i < end {
      result[i] = UInt8(truncatingIfNeeded: kept[i &- index] & 1)
      i &+= 1
    }
  }
}

/// Writes `count` states; returns the one behind the last.
package func congruentialStates(
  _ state: UInt32, _ powers: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<UInt32>,
  _ count: Int
) -> UInt32 {
  forEachStates(state, powers, count) { states, index in
    if index &+ 16 <= count {
      store(unsafeBitCast(states, to: Words.self), result, index)
      return
    }
    var i = index
    while i < count {
      result[i] = UInt32(bitPattern: states[i &- index])
      i &+= 1
    }
  }
}
