// The words of PCG64, and NumPy's uniforms of them: two states side by side.
//
// Integers of 64 bits are as fast as vectors here, which have no products of more than 32 bits.
// SPDX-License-Identifier: Apache-2.0

extension CompiledLoops {
  package static var pcg64Lanes: Int { 2 }

  package static func pcg64Words(
    _ states: UnsafeMutablePointer<UInt64>, _ leap: UnsafePointer<UInt64>,
    _ result: UnsafeMutableRawPointer, _ count: Int
  ) {
    var chains = Chains(states, leap)
    var i = 0
    while i < count {
      let (even, odd) = chains.next()
      result.storeBytes(of: even, toByteOffset: 8 &* i, as: UInt64.self)
      result.storeBytes(of: odd, toByteOffset: 8 &* i &+ 8, as: UInt64.self)
      i &+= 2
    }
    chains.store(states)
  }

  package static func pcg64Uniforms(
    _ states: UnsafeMutablePointer<UInt64>, _ leap: UnsafePointer<UInt64>,
    _ result: UnsafeMutableRawPointer, _ count: Int
  ) {
    var chains = Chains(states, leap)
    var i = 0
    while i < count {
      let (even, odd) = chains.next()
      result.storeBytes(of: uniform(even), toByteOffset: 8 &* i, as: Double.self)
      result.storeBytes(of: uniform(odd), toByteOffset: 8 &* i &+ 8, as: Double.self)
      i &+= 2
    }
    chains.store(states)
  }
}

/// Two neighbouring states: no product waits for the one before.
private struct Chains {
  private var even: UInt128
  private var odd: UInt128
  private let factor: UInt128
  private let addend: UInt128

  @inline(__always)
  init(_ states: UnsafePointer<UInt64>, _ leap: UnsafePointer<UInt64>) {
    even = number(low: states[0], high: states[2])
    odd = number(low: states[1], high: states[3])
    factor = number(low: leap[0], high: leap[1])
    addend = number(low: leap[2], high: leap[3])
  }

  @inline(__always)
  mutating func next() -> (UInt64, UInt64) {
    defer {
      even = even &* factor &+ addend
      odd = odd &* factor &+ addend
    }
    return (word(of: even), word(of: odd))
  }

  @inline(__always)
  func store(_ states: UnsafeMutablePointer<UInt64>) {
    (states[0], states[2]) = (low(even), high(even))
    (states[1], states[3]) = (low(odd), high(odd))
  }
}

@inline(__always)
private func number(low: UInt64, high: UInt64) -> UInt128 { UInt128(high) &<< 64 | UInt128(low) }

@inline(__always)
private func low(_ x: UInt128) -> UInt64 { UInt64(truncatingIfNeeded: x) }

@inline(__always)
private func high(_ x: UInt128) -> UInt64 { UInt64(truncatingIfNeeded: x &>> 64) }

/// The halves xored, and rotated by the highest six bits.
@inline(__always)
private func word(of state: UInt128) -> UInt64 {
  let folded = low(state) ^ high(state)
  let turn = high(state) &>> 58
  return folded &>> turn | folded &<< (64 &- turn)
}

@inline(__always)
private func uniform(_ word: UInt64) -> Double { Double(Int64(word &>> 11)) * 0x1p-53 }
