// The floating formats as the loops of a comparison read them.
//
// Their arithmetic is here, and not taken from the elements' types: a loop must see all of it to be
// compiled to vectors, and what stands in another module it does not see.
// SPDX-License-Identifier: Apache-2.0

import TensorCore

/// A format of floating numbers: its bits, and the type in which its numbers are computed.
protocol NumberFormat {
  associatedtype Bits: FixedWidthInteger & UnsignedInteger & Sendable
  associatedtype Number: BinaryFloatingPoint & Sendable

  static var infinity: Bits { get }
  static func number(_ bits: Bits) -> Number
  /// The number of the format that is nearest, as a wider one.
  static func rounded(_ number: Number) -> Number
  /// The bits of a number that the format has.
  static func bits(_ number: Number) -> Bits
}

enum Float32Format: NumberFormat {
  static var infinity: UInt32 { 0x7f80_0000 }
  @inline(__always) static func number(_ bits: UInt32) -> Float { Float(bitPattern: bits) }
  @inline(__always) static func rounded(_ number: Float) -> Float { number }
  @inline(__always) static func bits(_ number: Float) -> UInt32 { number.bitPattern }
}

enum Float64Format: NumberFormat {
  static var infinity: UInt64 { 0x7ff << 52 }
  @inline(__always) static func number(_ bits: UInt64) -> Double { Double(bitPattern: bits) }
  @inline(__always) static func rounded(_ number: Double) -> Double { number }
  @inline(__always) static func bits(_ number: Double) -> UInt64 { number.bitPattern }
}

enum Float16Format: NumberFormat {
  static var infinity: UInt16 { 0x7c00 }
  @inline(__always) static func number(_ bits: UInt16) -> Float {
    Float16(bitPattern: bits).compute
  }
  @inline(__always) static func rounded(_ number: Float) -> Float {
    Float16(rounding: number).compute
  }
  @inline(__always) static func bits(_ number: Float) -> UInt16 {
    Float16(rounding: number).bitPattern
  }
}

enum BFloat16Format: NumberFormat {
  static var infinity: UInt16 { 0x7f80 }
  @inline(__always) static func number(_ bits: UInt16) -> Float {
    Float(bitPattern: UInt32(bits) << 16)
  }
  @inline(__always) static func rounded(_ number: Float) -> Float {
    BFloat16(rounding: number).compute
  }
  @inline(__always) static func bits(_ number: Float) -> UInt16 {
    BFloat16(rounding: number).bitPattern
  }
}
