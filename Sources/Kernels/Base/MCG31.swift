// Draws from MKL's MCG31: 48 states side by side, each 48 states a step.
// SPDX-License-Identifier: Apache-2.0

/// Neighbouring states, and what takes them to those 48 on.
///
/// Products are made of every second state, and twice as large: their upper halves are then the
/// bits from 31 on, and their lower halves those below, moved by one.
private struct Chains {
  private(set) var first: Words
  private var second: Words
  private var third: Words
  private let factors: UnsafePointer<UInt32>

  /// - `factors`: twice the multiplier's powers from 0 to 47, then twice those that take the even
  ///   states 48 on, and then the odd ones: where `products` puts them.
  @inline(__always)
  init(_ state: UInt32, _ factors: UnsafePointer<UInt32>) {
    let start = Words(repeating: state)
    first = ordered(products(words(factors, 0), start, start))
    second = ordered(products(words(factors, 16), start, start))
    third = ordered(products(words(factors, 32), start, start))
    self.factors = factors + 48
  }

  /// Takes each state 48 on.
  @inline(__always)
  private mutating func advance() {
    // Read each time, because of vectors that it keeps the compiler forgets that they hold 32 bits.
    let (even, odd) = (words(factors, 0), words(factors, 16))
    first = products(first, even, odd)
    second = products(second, even, odd)
    third = products(third, even, odd)
  }

  /// Calls `body` with each 16 states of `count`, the index of their first, and how many of them
  /// are wanted; returns the state at `count`.
  @inline(__always)
  mutating func forEach(
    of count: Int, _ body: (_ states: Integers, _ index: Int, _ wanted: Int) -> Void
  ) -> UInt32 {
    var i = 0
    while i &+ 48 <= count {
      body(unsafeBitCast(first, to: Integers.self), i, 16)
      body(unsafeBitCast(second, to: Integers.self), i &+ 16, 16)
      body(unsafeBitCast(third, to: Integers.self), i &+ 32, 16)
      advance()
      i &+= 48
    }
    while i &+ 16 <= count {
      body(unsafeBitCast(first, to: Integers.self), i, 16)
      (first, second) = (second, third)
      i &+= 16
    }
    if i < count { body(unsafeBitCast(first, to: Integers.self), i, count &- i) }
    return first[count &- i]
  }
}

/// The products of the even and the odd states and half of their factors, modulo 2^31 - 1. In each
/// four, those of both even states come first: one instruction brings them together so.
@inline(__always)
private func products(
  _ states: Words, _ evenFactors: Words, _ oddFactors: Words
) -> Words {
  let a = evenProducts(states, evenFactors)
  let b = evenProducts(odd(states), oddFactors)
  let low = Words(
    a[0], a[2], b[0], b[2], a[4], a[6], b[4], b[6], a[8], a[10], b[8], b[10], a[12], a[14], b[12],
    b[14])
  let high = Words(
    a[1], a[3], b[1], b[3], a[5], a[7], b[5], b[7], a[9], a[11], b[9], b[11], a[13], a[15], b[13],
    b[15])
  return mersenneRemainder(high &+ low &>> 1)
}

/// The products of the even words of each, with 64 bits.
@inline(__always)
private func evenProducts(_ a: Words, _ b: Words) -> Words {
  let (a, b) = (unsafeBitCast(a, to: SIMD8<UInt64>.self), unsafeBitCast(b, to: SIMD8<UInt64>.self))
  return unsafeBitCast((a & 0xffff_ffff) &* (b & 0xffff_ffff), to: Words.self)
}

/// The odd words in the places of the even ones.
@inline(__always)
private func odd(_ x: Words) -> Words {
  unsafeBitCast(unsafeBitCast(x, to: SIMD8<UInt64>.self) &>> 32, to: Words.self)
}

/// The words as they were before `products` moved them.
@inline(__always)
private func ordered(_ x: Words) -> Words {
  Words(
    x[0], x[2], x[1], x[3], x[4], x[6], x[5], x[7], x[8], x[10], x[9], x[11], x[12], x[14], x[13],
    x[15])
}

extension CompiledLoops {
  package static func mcg31Noise(
    _ state: UInt32, _ factors: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<Float>,
    _ count: Int, _ threshold: UInt32, _ one: Float, _ zero: Float
  ) -> UInt32 {
    let bound = Integers(repeating: Int32(bitPattern: threshold))
    let ones = Integers(repeating: Int32(bitPattern: one.bitPattern ^ zero.bitPattern))
    let zeros = Integers(repeating: Int32(bitPattern: zero.bitPattern))
    var chains = Chains(state, factors)
    return chains.forEach(of: count) { states, index, wanted in
      let noise = unsafeBitCast(states .< bound, to: Integers.self) & ones ^ zeros
      let values = unsafeBitCast(noise, to: Reals.self)
      if wanted == 16 {
        store(values, result, index)
        return
      }
      var i = 0
      while i < wanted {
        result[index &+ i] = values[i]
        i &+= 1
      }
    }
  }

  package static func mcg31Mask(
    _ state: UInt32, _ factors: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<UInt8>,
    _ count: Int, _ threshold: UInt32
  ) -> UInt32 {
    let bound = Integers(repeating: Int32(bitPattern: threshold))
    var chains = Chains(state, factors)
    return chains.forEach(of: count) { states, index, wanted in
      let kept = unsafeBitCast(states .< bound, to: Integers.self) & 1
      if wanted == 16 {
        storeBytes(kept, result, index)
        return
      }
      var i = 0
      while i < wanted {
        result[index &+ i] = UInt8(truncatingIfNeeded: kept[i])
        i &+= 1
      }
    }
  }

  package static func mcg31States(
    _ state: UInt32, _ factors: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<UInt32>,
    _ count: Int
  ) -> UInt32 {
    var chains = Chains(state, factors)
    return chains.forEach(of: count) { states, index, wanted in
      if wanted == 16 {
        store(unsafeBitCast(states, to: Words.self), result, index)
        return
      }
      var i = 0
      while i < wanted {
        result[index &+ i] = UInt32(bitPattern: states[i])
        i &+= 1
      }
    }
  }
}
