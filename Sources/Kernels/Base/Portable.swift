// What the instruction sets do differently, without any: for processors that are no x86-64.
//
// All copies have this file, so that they compile everywhere; elsewhere they are one and the same.
// SPDX-License-Identifier: Apache-2.0

#if !arch(x86_64)
  extension CompiledLoops {
    package static var name: String { "base" }
  }

  /// The numbers as floats, exactly where they are below 2^24.
  @inline(__always)
  func converted(_ n: Integers) -> Reals {
    Reals(
      Float(n[0]), Float(n[1]), Float(n[2]), Float(n[3]), Float(n[4]), Float(n[5]), Float(n[6]),
      Float(n[7]), Float(n[8]), Float(n[9]), Float(n[10]), Float(n[11]), Float(n[12]), Float(n[13]),
      Float(n[14]), Float(n[15]))
  }

  /// The integer parts of numbers below 2^31.
  @inline(__always)
  func truncated(_ x: Reals) -> Integers {
    var integers = Integers()
    for i in 0..<16 { integers[i] = Int32(x[i]) }
    return integers
  }

  /// The root of each lane, of numbers that are not negative.
  @inline(__always)
  func squareRoot(_ x: Reals) -> Reals {
    var root = x
    for i in 0..<16 { root[i] = x[i].squareRoot() }
    return root
  }

  /// a · b + c, rounded once.
  @inline(__always)
  func fma(_ a: Reals, _ b: Reals, _ c: Reals) -> Reals {
    var result = c
    for i in 0..<16 { result[i] = c[i].addingProduct(a[i], b[i]) }
    return result
  }

  /// The bits of each lane turned to the left.
  @inline(__always)
  func rotated(_ x: Words, by count: UInt32) -> Words {
    // A sum, because the compiler takes the `or` of a vector's shifts apart.
    (x &<< count) &+ (x &>> (32 &- count))
  }

  /// `value` in the lanes where `x` is odd, else zero.
  @inline(__always)
  func whereOdd(_ x: Words, _ value: UInt32) -> Words { (Words() &- (x & 1)) & value }

  /// The remainder of each lane by 2^31 - 1, which no lane is a multiple of.
  @inline(__always)
  func mersenneRemainder(_ x: Words) -> Words { (x & 0x7fff_ffff) &+ x &>> 31 }

  /// The products of the low 32 bits of each lane and of a factor.
  @inline(__always)
  func lowProduct(_ x: SIMD8<UInt64>, _ factor: UInt64) -> SIMD8<UInt64> {
    (x & 0xffff_ffff) &* (factor & 0xffff_ffff)
  }
#endif
