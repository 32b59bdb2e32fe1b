// normal_ in the half formats of PyTorch up to 2.11, which computed it in the format itself.
// SPDX-License-Identifier: Apache-2.0

/// `normal_` in float16 or bfloat16, 16 elements and more, each operation rounded to the format.
///
/// Source: PyTorch 2.6, `normal_fill` and `normal_fill_16` in
/// `aten/src/ATen/native/cpu/DistributionTemplates.h` with `scalar_t` a half type.
///
/// - Draws: one word per element, and 16 more for the last 16 elements if the count is no multiple
///   of 16.
struct TorchHalfNormal: Draw {
  private var uniforms: TorchUniform
  private let blocks: NormalBlocks
  private let format: RealFormat
  private let mean: Float
  private let std: Float

  init(words: WordReader, format: RealFormat, count: Int, mean: Double, std: Double) {
    uniforms = TorchUniform(words: words, format: format, rounding: .early)
    blocks = NormalBlocks(count: count, redrawnFrom: count)
    self.format = format
    self.mean = format.round(Float(mean))
    self.std = format.round(Float(std))
  }

  mutating func fill(_ block: inout MutableSpan<Float>, from index: Int) {
    blocks.fill(&block, from: index) { values, first in
      uniforms.fill(&values, from: first)
      for j in values.indices where j % 16 < 8 {
        let u1 = format.round(1 - values[j])
        let squared = format.round(-2 * format.round(CMath.log(u1)))
        let radius = format.round(squared.squareRoot())
        let angle = format.round(Float(2 * Double.pi * Double(values[j + 8])))
        values[j] = finish(radius, CMath.cos(angle))
        values[j + 8] = finish(radius, CMath.sin(angle))
      }
    }
  }

  private func finish(_ radius: Float, _ part: Float) -> Float {
    let normal = format.round(radius * format.round(part))
    return format.round(format.round(normal * std) + mean)
  }
}
