// bfloat16: the upper half of a float32. Swift has no such type of its own.
// SPDX-License-Identifier: Apache-2.0

/// A number with the exponent range of a `Float` and 8 significant bits.
public struct BFloat16: Sendable, BitwiseCopyable {
  /// The upper 16 bits of the `Float` of the same value.
  public var bitPattern: UInt16

  /// The number with these bits.
  public init(bitPattern: UInt16) { self.bitPattern = bitPattern }
}

extension BFloat16: FloatingScalar {
  public static var dtype: DType { .bfloat16 }
  public static var zero: BFloat16 { BFloat16(bitPattern: 0) }

  /// The value nearest to `value`, ties to even; every NaN becomes the one PyTorch's scalar
  /// conversion makes, 0x7fc0.
  public init(rounding value: Float) {
    let bits = value.bitPattern
    let rounded = UInt16(truncatingIfNeeded: (bits &+ 0x7fff &+ (bits >> 16 & 1)) >> 16)
    self.init(bitPattern: value.isNaN ? 0x7fc0 : rounded)
  }

  /// The value nearest to `value`, ties to even, rounded once.
  public init(rounding value: Double) {
    // Round to odd in Float first: a plain conversion could create a tie.
    var wide = Float(value)
    let back = Double(wide)
    if back != value, wide.isFinite, wide.bitPattern & 1 == 0 {
      // The neighbour on the other side of `value` has the odd pattern.
      let towardZero = back.magnitude > value.magnitude
      wide = Float(bitPattern: towardZero ? wide.bitPattern &- 1 : wide.bitPattern &+ 1)
    }
    self.init(rounding: wide)
  }

  public var compute: Float { Float(bitPattern: UInt32(bitPattern) << 16) }

  /// Equality of values: NaN differs from itself, and -0 equals 0.
  public static func == (a: BFloat16, b: BFloat16) -> Bool { a.compute == b.compute }
}
