// MKL's MCG31m1: the generator that the x86 builds of PyTorch up to 2.6 draw Bernoulli masks from.
// SPDX-License-Identifier: Apache-2.0

import KernelInterface

/// x' = 1132489760 · x mod 2^31 - 1, the multiplicative congruential generator of Intel's MKL
/// (L'Ecuyer 1999). Words are states, from 1 to 2^31 - 2.
public struct MCG31: BitGenerator {
  static let multiplier: UInt64 = 1_132_489_760
  static let modulus: UInt64 = 0x7fff_ffff

  /// The state that is the next word.
  private var state: UInt64

  /// The stream `vslNewStream(VSL_BRNG_MCG31, seed)`: the seed is taken modulo 2^31 - 1, and 0
  /// becomes 1.
  public init(seed: UInt32) { state = Self.state(seed: seed) }

  /// The first state of a stream.
  @inline(__always)
  static func state(seed: UInt32) -> UInt64 { max(UInt64(seed) % modulus, 1) }

  public mutating func next() -> UInt32 {
    defer { state = Self.product(state, Self.multiplier) }
    return UInt32(truncatingIfNeeded: state)
  }

  public mutating func fill(_ block: inout MutableSpan<UInt32>) {
    let kernels = Kernels.inUse
    block.withUnsafeMutableBufferPointer { block in
      guard let base = block.baseAddress else { return }
      fill { kernels.mcg31States($0, $1, base, block.count) }
    }
  }

  /// Lets a kernel draw: `body` gets the state and the kernels' factors, and returns the state it
  /// has come to.
  mutating func fill(_ body: (_ state: UInt32, _ factors: UnsafePointer<UInt32>) -> UInt32) {
    state = UInt64(body(UInt32(truncatingIfNeeded: state), Self.factors))
  }

  /// Twice the multiplier's powers from 0 to 47, which make as many states of one, and twice those
  /// that take each 48 on, those in even places first. From the beginning of a cache line on, as
  /// each step loads them.
  ///
  /// The kernels' products (`products` in `Kernels/Base/MCG31.swift`) put each four in the
  /// order 0, 2, 1, 3: so the second of four goes 49 on, to the third place, and the third one 47,
  /// to the second place.
  nonisolated(unsafe) private static let factors: UnsafePointer<UInt32> = {
    let powers = (0...49).map { 2 &* UInt32(power($0)) }
    let even = [powers[48], 0, powers[47], 0]
    let odd = [powers[49], 0, powers[48], 0]
    let all = powers[..<48] + even + even + even + even + odd + odd + odd + odd
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 4 * all.count, alignment: 64)
    return UnsafePointer(memory.initializeMemory(as: UInt32.self, fromContentsOf: all).baseAddress!)
  }()

  public mutating func advance(by distance: UInt64) {
    state = Self.product(state, Self.power(distance))
  }

  /// multiplier^exponent modulo 2^31 - 1.
  private static func power(_ exponent: UInt64) -> UInt64 {
    var (result, base, rest): (UInt64, UInt64, UInt64) = (1, multiplier, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result = product(result, base) }
      base = product(base, base)
      rest >>= 1
    }
    return result
  }

  /// a · b modulo 2^31 - 1, for factors below it: the upper bits count as lower ones.
  @inline(__always)
  static func product(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a &* b
    let folded = (product & modulus) &+ product >> 31
    return folded >= modulus ? folded &- modulus : folded
  }
}
