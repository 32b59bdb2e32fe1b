// Conversions of float16 by integer arithmetic, which the compiler vectorizes. Not every x86-64
// processor has instructions for them, so Swift's own conversions call the C runtime each time.
// SPDX-License-Identifier: Apache-2.0

extension Float16 {
  /// The value nearest to `value`, ties to even; a NaN keeps the upper bits of its payload.
  @inline(__always)
  init(nearest value: Float) {
    #if arch(x86_64)
      let sign = value.bitPattern & 0x8000_0000
      let bits = value.bitPattern ^ sign
      let magnitude = Float(bitPattern: bits)
      // 10 bits of the fraction stay, and the exponent's bias falls from 127 to 15. A carry may
      // reach the exponent.
      let normal = (bits &+ 0xfff &+ (bits &>> 13 & 1)) &>> 13 &- 112 &<< 10
      // Below 2^-14 the unit is 2^-24, the last place of a sum between 0.5 and 1.
      let subnormal = (magnitude + 0.5).bitPattern &- (0.5 as Float).bitPattern
      let notANumber = 0x7e00 | bits &>> 13 & 0x3ff
      // 65520 lies half way between the largest float16 and 2^16.
      let finite = bits < 0x3880_0000 ? subnormal : bits >= 0x477f_f000 ? 0x7c00 : normal
      let result = bits > 0x7f80_0000 ? notANumber : finite
      self.init(bitPattern: UInt16(truncatingIfNeeded: result | sign &>> 16))
    #else
      self.init(value)
    #endif
  }

  /// The value, exactly; a NaN becomes a quiet one.
  @inline(__always)
  var widened: Float {
    #if arch(x86_64)
      let bits = UInt32(bitPattern)
      let sign = (bits & 0x8000) &<< 16
      let shifted = (bits & 0x7fff) &<< 13
      let normal = shifted &+ 112 &<< 23
      // A subnormal fraction after an implicit one, which is taken off again.
      let unit: Float = 0x1p-14
      let subnormal = (Float(bitPattern: shifted &+ 113 &<< 23) - unit).bitPattern
      let special = shifted &+ 224 &<< 23 | (shifted & 0x7f_ffff != 0 ? 0x40_0000 : 0)
      let magnitude =
        shifted < 0x80_0000 ? subnormal : shifted >= 0x0f80_0000 ? special : normal
      return Float(bitPattern: magnitude | sign)
    #else
      return Float(self)
    #endif
  }
}
