// What a mode may ask of any framework's generator.

/// The drawing functions of one framework, over the state that its seed made.
///
/// A call takes its place in the stream at once and makes its values later, any range at a time:
/// it returns a `Draw` and leaves the generator behind the words of all `count` values. Calls and
/// not elements go through this protocol, so that choosing an engine at run time costs nothing.
///
/// As a `RandomNumberGenerator` it serves Swift's own functions, `Int.random(in:using:)` and
/// `shuffle(using:)`.
///
/// - Precondition: no `count` is negative.
/// - Throws: `UnsupportedDraw` where the framework has no such draw, or refuses the arguments.
public protocol FrameworkGenerator: RandomNumberGenerator, Sendable {
  /// The 32-bit words drawn since the generator was seeded; `nil` where the framework has keys
  /// and no stream.
  var position: UInt128? { get }

  /// Whether a Bernoulli mask for a tensor that does not lie in memory as its indices run is drawn
  /// along the memory.
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

  /// 1 with this probability, else 0: the draw behind the framework's dropout.
  mutating func bernoulli(_ probability: Double, count: Int) throws(UnsupportedDraw)
    -> any MaskDraw

  /// The same for a mask in float64, where the framework draws that in another way.
  mutating func bernoulli64(_ probability: Double, count: Int) throws(UnsupportedDraw)
    -> any MaskDraw

  /// Whether the framework divides a tensor by a number as it multiplies by the number's reciprocal.
  var dividesByReciprocal: Bool { get }

  /// Whether a product of several factors is rounded once, as compiled code does.
  var fusesProducts: Bool { get }

  /// Normal with this mean and deviation, each value one of `format`.
  mutating func normal(
    _ format: RealFormat, mean: Double, deviation: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Float>

  /// Normal with this mean and deviation in float64.
  mutating func normal64(
    mean: Double, deviation: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Double>

  /// Normals of a tensor that does not lie in memory as its indices run, in the order in which they
  /// are drawn.
  mutating func serialNormal(
    mean: Double, deviation: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Double>

  /// The number of successes in `trials` trials of this probability.
  mutating func binomial(
    trials: Int64, probability: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Int64>
}

/// A drawing function that the framework does not have, or not for that type, or arguments that it
/// refuses.
public struct UnsupportedDraw: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is missing and what there is instead, as a phrase: `draws float64 only`.
  public let description: String
  /// Whether the draw could be made if the GPU were known.
  public var needsGPU = false
  public init(_ description: String) { self.description = description }
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
    throw UnsupportedDraw("has no stream of words to skip in")
  }
  public mutating func bits(count: Int) throws(UnsupportedDraw) -> any Draw<UInt32> {
    throw UnsupportedDraw("has no 'bits'")
  }
  public mutating func rand(
    _ format: RealFormat, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Float> {
    throw UnsupportedDraw("draws float64 only")
  }
  public mutating func rand64(count: Int) throws(UnsupportedDraw) -> any Draw<Double> {
    throw UnsupportedDraw("does not draw float64")
  }
  public mutating func uniform(
    _ format: RealFormat, low: Double, high: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Float> {
    throw UnsupportedDraw("draws 'uniform' in float64 only")
  }
  public mutating func uniform64(
    low: Double, high: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Double> {
    throw UnsupportedDraw("does not draw 'uniform' in float64")
  }
  public mutating func bernoulli(
    _ probability: Double, count: Int
  ) throws(UnsupportedDraw) -> any MaskDraw {
    throw UnsupportedDraw("has no 'bernoulli'")
  }
  public mutating func normal(
    _ format: RealFormat, mean: Double, deviation: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Float> {
    throw UnsupportedDraw("does not draw normals in this type")
  }
  public mutating func normal64(
    mean: Double, deviation: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Double> {
    throw UnsupportedDraw("does not draw normals in float64")
  }
  public mutating func serialNormal(
    mean: Double, deviation: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Double> {
    throw UnsupportedDraw("does not draw normals along the memory")
  }
  public mutating func binomial(
    trials: Int64, probability: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Int64> {
    throw UnsupportedDraw("has no 'binomial'")
  }
}
