// The formats whose values fit in a Float, and rounding to them.

/// A floating format no wider than float32. A draw in one of the half formats is made of `Float`
/// values that the format holds exactly.
public enum RealFormat: Sendable {
  case float32, float16, bfloat16

  /// The value of the format nearest to `value`, ties to even.
  public func round(_ value: Float) -> Float {
    switch self {
    case .float32:
      return value
    case .float16:
      return Float(Float16(value))
    case .bfloat16:
      if value.isNaN { return value }
      let bits = value.bitPattern
      return Float(bitPattern: (bits &+ 0x7fff &+ (bits >> 16 & 1)) & 0xffff_0000)
    }
  }
}
