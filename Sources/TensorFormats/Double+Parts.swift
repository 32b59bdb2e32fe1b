// What a double is made of, taken apart without branches: zeros and signs are as random as a mask,
// and a branch mispredicted costs more than the digits.

extension Double {
  /// 1 if there is a minus sign.
  var signBit: Int {
    @inline(__always) get { Int(truncatingIfNeeded: bitPattern &>> 63) }
  }

  /// The magnitude of a finite value as mantissa * 2^exponent, the mantissa below 2^53.
  var parts: (mantissa: UInt64, exponent: Int) {
    @inline(__always) get {
      let field = bitPattern &>> 52 & 0x7ff
      // 1 unless the field is 0.
      let normal = (field &+ 0x7ff) &>> 11
      let exponent = Int(truncatingIfNeeded: field &+ 1 &- normal) &- 1075
      return (bitPattern & (1 << 52 - 1) | normal &<< 52, exponent)
    }
  }
}
