// The formats whose values fit in a Float, and rounding to them.
// SPDX-License-Identifier: Apache-2.0

/// A floating-point format no wider than float32. A draw in a half format gives `Float` values that
/// the format can represent.
public enum RealFormat: Sendable {
  /// The formats, under the names that PyTorch and NumPy share.
  case float32, float16, bfloat16

  /// The value of the format nearest to `value`, ties to even.
  public func round(_ value: Float) -> Float {
    switch self {
    case .float32:
      return value
    case .float16:
      // As TensorCore's conversion, which this module cannot use: in integers, which the compiler
      // vectorizes. 13 bits of the fraction go, and below 2^-14 the unit is that of a
      // sum between 0.5 and 1. Half way from 65504 to 2^16 is infinity.
      let bits = value.bitPattern & 0x7fff_ffff
      let normal = (bits &+ 0xfff &+ (bits &>> 13 & 1)) & 0xffff_e000
      let subnormal = (Float(bitPattern: bits) + 0.5 - 0.5).bitPattern
      let finite = bits < 0x3880_0000 ? subnormal : bits >= 0x477f_f000 ? 0x7f80_0000 : normal
      let result = bits > 0x7f80_0000 ? bits & 0xffff_e000 | 0x40_0000 : finite
      return Float(bitPattern: result | value.bitPattern & 0x8000_0000)
    case .bfloat16:
      if value.isNaN { return value }
      let bits = value.bitPattern
      return Float(bitPattern: (bits &+ 0x7fff &+ (bits >> 16 & 1)) & 0xffff_0000)
    }
  }
}
