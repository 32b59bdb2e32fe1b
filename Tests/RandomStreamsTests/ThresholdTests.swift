// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import RandomStreams

/// A draw compares whole numbers; a number is below the threshold exactly where PyTorch's comparison
/// of rounded fractions holds. No seed comes near enough to the threshold to show a wrong one.
@Suite struct ThresholdTests {
  private static let probabilities: [Double] = [
    0, 0x1p-1074, 0x1p-60, 0x1p-54, 0x1p-53, 0x1.8p-53, 0x1p-31, 1e-9, 0.1, 1 / 3, 0.5.nextDown,
    0.5,
    0.5.nextUp, 0.67, 1 - 0x1p-25, 1 - 0x1p-53, 1,
  ]

  @Test(arguments: probabilities)
  func `53 bits give 1 where their fraction is below p`(p: Double) throws {
    var generator = TorchGenerator(seed: 0)
    let draw = try #require(try generator.bernoulli(p, count: 1) as? TorchBernoulli)
    for number in around(draw.threshold, below: 1 << 53) {
      #expect((Double(number) * 0x1p-53 < p) == (number < draw.threshold), "\(number)")
    }
  }

  @Test(arguments: probabilities)
  func `a state of MKL gives 1 where its fraction in float32 is below p in float32`(p: Double)
    throws
  {
    var generator = TorchGenerator(seed: 0, version: .mkl)
    let draw = try #require(try generator.bernoulli(p, count: 1) as? MKLBernoulli)
    for state in around(draw.threshold, below: 0x7fff_ffff) {
      let fraction = Float(Double(state) * (1 / 2_147_483_647))
      #expect((fraction < Float(p)) == (state < draw.threshold), "\(state)")
    }
  }

  @Test(arguments: [0.5, 0.25, 0.75])
  func `a uniform that equals the bound falls on the side that the framework says`(p: Double) throws
  {
    func sides(_ draw: any MaskDraw) throws -> (low: Float, high: Float) {
      let sides = try #require(draw as? any ComparedMask).sides
      return (try #require(sides.low), try #require(sides.high))
    }
    var cuda = TorchCUDAGenerator(seed: 0)
    var inductor = InductorGenerator(seed: 0)
    var keras = KerasSeedGenerator(seed: 0, backend: .torch)
    let tensorFlow = TensorFlowSeed(0, 0)
    let (bound, keep) = (Float(p), Float(1 - p))
    // u < 1 - p is kept.
    for draw: any MaskDraw in [
      try cuda.bernoulli(1 - p, count: 1), try cuda.dropoutMask(dropping: p, size: 4, count: 1),
      try cuda.dropoutMask(dropping: p, size: 8, count: 1),
      keras.dropoutMask(dropping: p, .float32, count: 1),
      try MLXKey(seed: 0).bernoulli(keep, count: 1, rule: .uniform),
    ] {
      let (low, high) = try sides(draw)
      #expect(low < keep && keep <= high)
    }
    // u > p is kept.
    for draw: any MaskDraw in [
      try inductor.dropoutMask(dropping: p, .float32, count: 1),
      try inductor.dropoutMask64(dropping: p, count: 1),
      try TritonSeed(seed: 0).dropoutMask(dropping: p, count: 1),
    ] {
      let (low, high) = try sides(draw)
      #expect(low <= bound && bound < high)
    }
    // u >= p is kept.
    for format in [RealFormat.float32, .float16, .bfloat16] {
      let (low, high) = try sides(tensorFlow.dropoutMask(dropping: p, format))
      #expect(low < bound && bound <= high)
    }
    // A word below 1 - p of all of them, in float32.
    let (low, high) = try sides(try MLXKey(seed: 0).bernoulli(keep, count: 1))
    #expect(low < keep * 0x1.000002p+32 && keep * 0x1.000002p+32 <= high)
  }

  @Test func `CUDA draws up to 2 GB at once, where the GPU is known`() throws {
    var generator = TorchCUDAGenerator(seed: 0, gpu: GPU.named("a100"))
    let limit = Int(Int32.max)
    _ = try generator.rand(.float32, count: limit / 4)
    _ = try generator.rand64(count: limit / 8)
    #expect(throws: UnsupportedDraw.self) { try generator.rand(.float32, count: limit / 4 + 1) }
    #expect(throws: UnsupportedDraw.self) { try generator.rand64(count: limit / 8 + 1) }
  }

  @Test(arguments: [0.25, 0.5, 0.9])
  func `CUDA's float64 Bernoulli numbers are 1 where the uniforms are below p`(p: Double) throws {
    var (drawing, comparing) = (TorchCUDAGenerator(seed: 9), TorchCUDAGenerator(seed: 9))
    let count = 3000
    var draw = try drawing.rand64(count: count)
    var mask = try comparing.bernoulli64(p, count: count)
    var uniforms = [Double](repeating: -1, count: count)
    var values = uniforms.mutableSpan
    draw.fill(&values, from: 0)
    for start in [0, 1, 1023, 1024, 2047] {
      var bits = [UInt8](repeating: 9, count: count - start)
      var flags = bits.mutableSpan
      mask.fill(&flags, from: start)
      #expect(bits == uniforms[start...].map { $0 < p ? 1 : 0 })
    }
  }

  @Test(arguments: [RealFormat.float16, .bfloat16])
  func `CUDA's uniforms in a half type are the float32 ones rounded, and never 1`(
    format: RealFormat
  ) throws {
    func values(_ format: RealFormat) throws -> [Float] {
      var generator = TorchCUDAGenerator(seed: 5)
      var draw = try generator.rand(format, count: 4000)
      var values = [Float](repeating: -1, count: 4000)
      var span = values.mutableSpan
      draw.fill(&span, from: 0)
      return values
    }
    let expected = try values(.float32).map { format.round($0) }.map { $0 == 1 ? 0 : $0 }
    #expect(try values(format) == expected)
  }

  /// The numbers next to one, within 0..<limit.
  private func around<Number: FixedWidthInteger & UnsignedInteger>(
    _ number: Number, below limit: Number
  ) -> Range<Number> {
    let low = number > 200 ? number - 200 : 0
    return low..<min(limit, number + 200)
  }
}
