// The drawing functions that layers ask of any framework's generator.
// SPDX-License-Identifier: Apache-2.0

/// The drawing functions of one framework, over the state that its seed made.
///
/// A call takes its place in the stream at once and makes its values later, any range at a time:
/// it returns a `Draw` and leaves the generator after the words of all `count` values. Calls and
/// not elements go through this protocol, so that choosing an engine at run time costs nothing.
///
/// As a `RandomNumberGenerator` it serves Swift's own functions, `Int.random(in:using:)` and
/// `shuffle(using:)`.
///
/// - Precondition: no `count` is negative.
/// - Throws: `UnsupportedDraw` where the framework has no such draw, or refuses the arguments.
public protocol FrameworkGenerator: RandomNumberGenerator, Sendable {
  /// The 32-bit words drawn since seeding; `nil` where the framework has keys and no stream.
  var position: UInt128? { get }

  /// Whether a Bernoulli mask is drawn in the tensor's memory order, where that is not row-major.
  var fillsAlongMemory: Bool { get }

  /// Skips `words` 32-bit words.
  mutating func skip(_ words: UInt64) throws(UnsupportedDraw)

  /// Raw 32-bit words.
  mutating func bits(count: Int) throws(UnsupportedDraw) -> any Draw<UInt32>

  /// The framework's `rand`: uniform in 0..<1, each value one of `format`.
  mutating func rand(_ format: RealFormat, count: Int) throws(UnsupportedDraw) -> any Draw<Float>

  /// The framework's `rand` in float64.
  mutating func rand64(count: Int) throws(UnsupportedDraw) -> any Draw<Double>

  /// Uniform from `low` to `high`, each value one of `format`.
  mutating func uniform(
    _ format: RealFormat, low: Double, high: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Float>

  /// Uniform from `low` to `high` in float64.
  mutating func uniform64(
    low: Double, high: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Double>

  /// 1 with this probability, else 0: the draw of the framework's dropout.
  mutating func bernoulli(_ probability: Double, count: Int) throws(UnsupportedDraw)
    -> any MaskDraw

  /// The same for a mask in float64, which some frameworks draw differently.
  mutating func bernoulli64(_ probability: Double, count: Int) throws(UnsupportedDraw)
    -> any MaskDraw

  /// Whether dividing a tensor by a number means multiplying by its reciprocal.
  var dividesByReciprocal: Bool { get }

  /// Whether a product of several factors is rounded once, as compiled code does.
  var fusesProducts: Bool { get }

  /// Normal with this mean and std, each value one of `format`.
  mutating func normal(
    _ format: RealFormat, mean: Double, std: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Float>

  /// Normal with this mean and std in float64.
  mutating func normal64(
    mean: Double, std: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Double>

  /// Normals of a tensor that is not row-major in memory, in the order in which they are drawn.
  mutating func serialNormal(
    mean: Double, std: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Double>

  /// The number of successes in `trials` trials of this probability.
  mutating func binomial(
    trials: Int64, probability: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Int64>
}

extension FrameworkGenerator {
  public var fillsAlongMemory: Bool { false }
  public var dividesByReciprocal: Bool { false }
  public var fusesProducts: Bool { false }

  public mutating func bernoulli64(
    _ probability: Double, count: Int
  ) throws(UnsupportedDraw) -> any MaskDraw {
    try bernoulli(probability, count: count)
  }

  public mutating func skip(_ words: UInt64) throws(UnsupportedDraw) {
    throw .noStream
  }
  public mutating func bits(count: Int) throws(UnsupportedDraw) -> any Draw<UInt32> {
    throw .missing(.bits)
  }
  public mutating func rand(
    _ format: RealFormat, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Float> {
    throw .onlyFloat64(.rand)
  }
  public mutating func rand64(count: Int) throws(UnsupportedDraw) -> any Draw<Double> {
    throw .noFloat64(.rand)
  }
  public mutating func uniform(
    _ format: RealFormat, low: Double, high: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Float> {
    throw .onlyFloat64(.uniform)
  }
  public mutating func uniform64(
    low: Double, high: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Double> {
    throw .noFloat64(.uniform)
  }
  public mutating func bernoulli(
    _ probability: Double, count: Int
  ) throws(UnsupportedDraw) -> any MaskDraw {
    throw .missing(.bernoulli)
  }
  public mutating func normal(
    _ format: RealFormat, mean: Double, std: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Float> {
    throw .elementType(.normal)
  }
  public mutating func normal64(
    mean: Double, std: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Double> {
    throw .noFloat64(.normal)
  }
  public mutating func serialNormal(
    mean: Double, std: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Double> {
    throw .noNormalAlongMemory
  }
  public mutating func binomial(
    trials: Int64, probability: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Int64> {
    throw .missing(.binomial)
  }
}
