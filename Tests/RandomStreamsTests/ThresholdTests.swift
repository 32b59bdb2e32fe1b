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

  /// The numbers next to one, within 0..<limit.
  private func around<Number: FixedWidthInteger & UnsignedInteger>(
    _ number: Number, below limit: Number
  ) -> Range<Number> {
    let low = number > 200 ? number - 200 : 0
    return low..<min(limit, number + 200)
  }
}
