// TensorFlow's uniforms: words make the mantissa of a number in 1..<2, from which 1 is subtracted.
//
// Source: tensorflow/core/lib/random/random_distributions.h of TensorFlow 2.21, Apache-2.0.
// SPDX-License-Identifier: Apache-2.0

/// A uniform of a word's low bits, as many as the format's fraction has.
struct TensorFlowUniform: UniformRule {
  let bits: Int
  private let mask: UInt32
  private let unit: Float

  init(_ format: RealFormat) {
    bits =
      switch format {
      case .float32: 23
      case .float16: 10
      case .bfloat16: 7
      }
    mask = 1 << UInt32(bits) - 1
    unit = Float(sign: .plus, exponent: -bits, significand: 1)
  }

  func integer(of word: UInt32) -> UInt32 { word & mask }
  func value(of integer: UInt32) -> Float { Float(integer) * unit }
}

/// Uniforms in float64: the low 20 bits of one word, and all of the next.
struct TensorFlowUniform64: Draw {
  let words: PhiloxStream

  func fill(_ block: inout MutableSpan<Double>, from index: Int) {
    forEachValue(of: block.count, from: index) { block[$0] = $1 }
  }

  /// Calls `body` with each value and its place.
  func forEachValue(of count: Int, from index: Int, _ body: (Int, Double) -> Void) {
    let limit = 1024
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2 * limit) { pairs in
      for start in stride(from: 0, to: count, by: limit) {
        let run = min(limit, count - start)
        words.write(2 * run, from: 2 * UInt64(index + start), to: pairs.baseAddress!)
        for i in 0..<run {
          let bits = UInt64(pairs[2 * i] & 0xf_ffff) << 32 | UInt64(pairs[2 * i + 1])
          body(start + i, Double(bits) * 0x1p-52)
        }
      }
    }
  }
}

/// 1 where a float64 uniform is not below a number.
struct TensorFlowMask64: MaskDraw {
  let uniforms: TensorFlowUniform64
  let rate: Double

  func fill(_ block: inout MutableSpan<UInt8>, from index: Int) {
    uniforms.forEachValue(of: block.count, from: index) { block[$0] = $1 >= rate ? 1 : 0 }
  }
}

/// TensorFlow's draws from the words of one call.
struct TensorFlowDraws {
  let words: PhiloxStream

  /// The first two words, the upper one first.
  var firstBits: UInt64 {
    var words: (UInt32, UInt32) = (0, 0)
    self.words.write(1, from: 0, to: &words.0)
    self.words.write(1, from: 1, to: &words.1)
    return UInt64(words.0) << 32 | UInt64(words.1)
  }

  func uniform(_ format: RealFormat) -> any Draw<Float> {
    WordUniforms(words, TensorFlowUniform(format))
  }

  func uniform64() -> any Draw<Double> { TensorFlowUniform64(words: words) }

  /// 1 where the uniform is not below the rate, rounded to the format.
  func mask(_ format: RealFormat, rate: Double) -> any MaskDraw {
    let bound = format.round(exactly: rate)
    return WordMask(words, TensorFlowUniform(format), keepingAbove: { $0 >= bound })
  }

  func mask64(rate: Double) -> any MaskDraw {
    TensorFlowMask64(uniforms: TensorFlowUniform64(words: words), rate: rate)
  }
}

extension RealFormat {
  /// The value of the format nearest to a number, rounded once.
  func round(exactly value: Double) -> Float {
    let wide = Float(value)
    // Rounds to odd in Float first, so that no tie arises, as TensorCore's conversion does.
    guard self != .float32, Double(wide) != value, wide.isFinite, wide.bitPattern & 1 == 0 else {
      return round(wide)
    }
    let towardZero = Double(wide).magnitude > value.magnitude
    return round(Float(bitPattern: towardZero ? wide.bitPattern &- 1 : wide.bitPattern &+ 1))
  }
}
