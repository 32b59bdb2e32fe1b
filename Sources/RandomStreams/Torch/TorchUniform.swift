// torch.rand and tensor.uniform_ on the CPU.
// SPDX-License-Identifier: Apache-2.0

import KernelInterface

/// x · (high - low) + low as `uniform_` forms it.
struct UniformScale<Real: BinaryFloatingPoint & Sendable>: Sendable {
  let low: Real
  let width: Real
  /// The replacement of a result that equals the upper end; `nil` to leave it.
  let wrapped: (high: Real, low: Real)?
  /// Whether product and sum are rounded once.
  let fused: Bool
}

extension UniformScale<Float> {
  /// With late rounding the ends are float32; with early rounding ends and width are in the format.
  init(
    _ format: RealFormat, low: Double, high: Double, rounding: TorchVersion.Rounding, fused: Bool
  ) {
    let (a, b) = (Float(low), Float(high))
    let (lowest, highest) = (format.round(a), format.round(b))
    self.low = rounding == .late ? a : lowest
    width = rounding == .late ? b - a : format.round(highest - lowest)
    wrapped = rounding == .late ? (highest, lowest) : nil
    self.fused = fused
  }
}

extension UniformScale<Double> {
  init(low: Double, high: Double, rounding: TorchVersion.Rounding, fused: Bool) {
    self.low = low
    width = high - low
    wrapped = rounding == .late ? (high, low) : nil
    self.fused = fused
  }
}

/// `torch.rand` or `uniform_` in float32, float16 or bfloat16.
///
/// - Draws: one word per element; its low 24 bits over 2^24. In the half formats of PyTorch up to
///   2.11, the low 11 or 8 bits over 2^11 or 2^8.
struct TorchUniform: Draw {
  var words: WordReader
  let format: RealFormat
  let rounding: TorchVersion.Rounding
  var scale: UniformScale<Float>?

  mutating func fill(_ block: inout MutableSpan<Float>, from index: Int) {
    guard scale != nil || format != .float32 && rounding == .late else {
      return draw(&block, from: index)
    }
    var index = index
    block.forEachCachedPart { part in
      var values = part.mutableSpan
      draw(&values, from: index)
      finish(part)
      index += part.count
    }
  }

  /// The uniforms in 0..<1.
  private mutating func draw(_ block: inout MutableSpan<Float>, from index: Int) {
    let bits = significantBits
    let kernels = Kernels.inUse
    block.withUnsafeMutableBufferPointer { values in
      if bits == 24 {
        words.forEachUntemperedRun(of: values.count, from: UInt64(index)) { words, count, before in
          kernels.uniforms(words, values.baseAddress! + before, count)
        } next: { block, before in
          kernels.twistedUniforms(block, values.baseAddress! + before)
        }
      } else {
        let (mask, unit) = (
          UInt32(1) << UInt32(bits) - 1, Float(sign: .plus, exponent: -bits, significand: 1)
        )
        words.forEachRun(of: values.count, from: UInt64(index)) { words, before in
          for i in words.indices { values[before + i] = Float(Int32(words[i] & mask)) * unit }
        }
      }
    }
  }

  /// How many low bits of a word make a uniform.
  var significantBits: Int {
    switch (rounding, format) {
    case (.early, .float16): 11
    case (.early, .bfloat16): 8
    default: 24
    }
  }

  /// Scales the values, rounds them to the format and leaves the upper end out.
  private func finish(_ values: UnsafeMutableBufferPointer<Float>) {
    // With any ends: uniforms are multiples of 2^-24, so a sum that is subnormal needs no rounding
    // to 53 bits, which is all that kernels without a fused multiply-add ask for.
    if let scale, scale.fused {
      Kernels.inUse.scale(values.baseAddress!, values.count, scale.width, scale.low)
    } else if let scale {
      for i in values.indices { values[i] = values[i] * scale.width + scale.low }
    }
    if format != .float32 {
      for i in values.indices { values[i] = format.round(values[i]) }
    }
    if let (high, low) = scale == nil ? (1, 0) : scale?.wrapped {
      for i in values.indices { values[i] = values[i] == high ? low : values[i] }
    }
  }
}

/// `torch.rand` or `uniform_` in float64.
///
/// - Draws: two words per element, the upper one first; the low 53 of their 64 bits over 2^53.
struct TorchUniform64: Draw {
  var words: WordReader
  var scale: UniformScale<Double>?

  mutating func fill(_ block: inout MutableSpan<Double>, from index: Int) {
    words.fill(&block, fromPairsAt: 2 * UInt64(index), Kernels.inUse.lowUniforms)
    guard let scale else { return }
    for i in block.indices {
      let x = block[i]
      let value =
        scale.fused ? scale.low.addingProduct(x, scale.width) : x * scale.width + scale.low
      block[i] = value == scale.wrapped?.high ? scale.low : value
    }
  }
}
