// What the kernels are made of, and the rules that they keep.
//
// This folder is compiled three times: as `KernelsBase` for any processor, and through symbolic links
// as `KernelsAVX2` and `KernelsAVX512` for newer ones; only `Operations`, and `PCG64` of the last, are
// other files there. So they may hold nothing but functions over pointers, numbers and SIMD values.
// A generic of the standard library that is specialized here becomes a weak symbol, the linker keeps
// one of several equal ones, and if that is the one made of AVX instructions, old processors die of
// it. `Tests/RegxCommandTests/old-processors` looks for such symbols.
//
// Sixteen lanes are best or nearly so at every instruction set; 32 fall apart into scalars, and so
// do the standard library's conversions of whole vectors, which are written out lane by lane here.
// SPDX-License-Identifier: Apache-2.0

typealias Words = SIMD16<UInt32>
typealias Integers = SIMD16<Int32>
typealias Reals = SIMD16<Float>

@inline(__always)
func words(_ base: UnsafePointer<UInt32>, _ index: Int) -> Words {
  UnsafeRawPointer(base + index).loadUnaligned(as: Words.self)
}

/// The even ones of 32 words. Through 64 bits: of the vectors' own halves the compiler makes loads
/// of single words.
@inline(__always)
func even(_ a: Words, _ b: Words) -> Words {
  Words(
    lowHalf: lowWords(unsafeBitCast(a, to: SIMD8<UInt64>.self)),
    highHalf: lowWords(unsafeBitCast(b, to: SIMD8<UInt64>.self)))
}

/// The low half of each lane. The standard library's conversion of whole vectors is a generic that is
/// not inlined everywhere.
@inline(__always)
func lowWords(_ x: SIMD8<UInt64>) -> SIMD8<UInt32> {
  @inline(__always)
  func word(_ lane: Int) -> UInt32 { UInt32(truncatingIfNeeded: x[lane]) }
  return SIMD8(word(0), word(1), word(2), word(3), word(4), word(5), word(6), word(7))
}

@inline(__always)
func reals(_ base: UnsafePointer<Float>, _ index: Int) -> Reals {
  UnsafeRawPointer(base + index).loadUnaligned(as: Reals.self)
}

@inline(__always)
func store(_ value: Words, _ base: UnsafeMutablePointer<UInt32>, _ index: Int) {
  UnsafeMutableRawPointer(base + index).storeBytes(of: value, as: Words.self)
}

@inline(__always)
func store(_ value: Reals, _ base: UnsafeMutablePointer<Float>, _ index: Int) {
  UnsafeMutableRawPointer(base + index).storeBytes(of: value, as: Reals.self)
}

@inline(__always)
func fma(_ a: Reals, _ b: Reals, _ c: Float) -> Reals { fma(a, b, Reals(repeating: c)) }

@inline(__always)
func bits(_ x: Reals) -> Integers { unsafeBitCast(x, to: Integers.self) }

@inline(__always)
func asReals(_ x: Integers) -> Reals { unsafeBitCast(x, to: Reals.self) }

/// Writes the lowest byte of each lane.
@inline(__always)
func storeBytes(_ value: Integers, _ base: UnsafeMutablePointer<UInt8>, _ index: Int) {
  @inline(__always)
  func byte(_ lane: Int) -> UInt8 { UInt8(truncatingIfNeeded: value[lane]) }
  let bytes = SIMD16(
    byte(0), byte(1), byte(2), byte(3), byte(4), byte(5), byte(6), byte(7), byte(8), byte(9),
    byte(10), byte(11), byte(12), byte(13), byte(14), byte(15))
  UnsafeMutableRawPointer(base + index).storeBytes(of: bytes, as: SIMD16<UInt8>.self)
}

/// Whether a lane has a bit set. Halved by hand: the standard library's comparison would take an
/// accumulator apart in the loop that makes it.
@inline(__always)
func hasBits(_ x: Integers) -> Bool {
  let eight = x.lowHalf | x.highHalf
  let four = eight.lowHalf | eight.highHalf
  let two = four.lowHalf | four.highHalf
  return two.x | two.y != 0
}

/// The place of the vector after the one at `i`, of 16 of `count` elements: `count` when there is
/// none. The last vector may overlap the one before, so `count` must be at least 16.
///
/// Kernels loop by themselves: a closure handed to a helper, inlined or not, stays a call.
@inline(__always)
func following(_ i: Int, _ count: Int) -> Int {
  i &+ 16 >= count ? count : min(i &+ 16, count &- 16)
}
