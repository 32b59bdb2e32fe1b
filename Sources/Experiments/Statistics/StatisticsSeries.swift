// Trials one after the other, each reduced to a few sums.
// SPDX-License-Identifier: Apache-2.0

package import RandomStreams
package import Regularization
package import TensorCore

/// What is kept of one trial.
package struct TrialSums: Equatable, Sendable {
  /// Draws that drop.
  package var dropped = 0
  /// Elements of the output that are 0.
  package var zeros = 0
  /// The mean of y - c over the elements, where c is the input's mean: so shifted, squares lose
  /// nothing when the mean is taken off.
  package var mean = 0.0
  /// The mean of (y - c)².
  package var square = 0.0
}

/// The same method applied to the same input again and again, with one generator.
package struct TrialSeries<Element: DrawableScalar>: Sendable {
  private let method: any StatisticsMethod
  private let input: any Source<Element>
  private var generators: TrialGenerators
  /// The shape of the draws of one trial.
  package let noise: Shape
  /// What the original warns of, once for all trials.
  package let warnings: [String]
  package let moments: InputMoments
  /// The trials done.
  package private(set) var trials = 0

  /// Up to this many elements the input is kept in memory, made once.
  private static var keptCount: Int { 1 << 22 }

  /// A series that begins where `generator` stands.
  ///
  /// - Precondition: the input has elements.
  package init(
    _ method: any StatisticsMethod, of input: any Source<Element>,
    using generator: any FrameworkGenerator
  ) throws {
    self.method = method
    self.input = input.shape.count <= Self.keptCount ? try input.tensor() : input
    generators = TrialGenerators(generator)
    var trial = generators
    let x = self.input
    let probe = try trial.use(for: 0) { (generator) throws(RegularizationError) in
      try method.apply(to: x, using: &generator)
    }
    noise = probe.mask.shape
    warnings = probe.warnings
    moments = try InputMoments(x, sharing: noise)
  }

  /// The tensors of the next trial.
  package mutating func next() throws -> Trial<Element> {
    let (method, input) = (method, input)
    defer { trials += 1 }
    return try generators.use(for: trials) { (generator) throws(RegularizationError) in
      try method.apply(to: input, using: &generator)
    }
  }

  /// The sums of the next trial.
  package mutating func nextSums(_ blocks: inout BlockReader<Element>) throws -> TrialSums {
    let trial = try next()
    var sums = TrialSums()
    try blocks.read(trial.mask) { values, _ in sums.dropped += zeroCount(values) }
    let centre = moments.mean
    var (total, squares) = (0.0, 0.0)
    try blocks.read(trial.output) { values, _ in
      sums.zeros += zeroCount(values)
      let (sum, square) = shiftedSums(values, by: centre)
      total += sum
      squares += square
    }
    let count = Double(moments.count)
    (sums.mean, sums.square) = (total / count, squares / count)
    return sums
  }
}

extension InputMoments {
  /// The moments of a tensor whose elements share draws of the shape `noise`.
  package init<Element: DrawableScalar>(
    _ input: any Source<Element>, sharing noise: Shape? = nil
  ) throws {
    var blocks = BlockReader<Element>()
    var (zeros, total, squares) = (0, 0.0, 0.0)
    try blocks.read(input) { values, _ in
      zeros += zeroCount(values)
      total += shiftedSums(values, by: 0).sum
    }
    let mean = total / Double(input.shape.count)
    // Where the noise is not the leading axes of the input, nothing is said of groups.
    let size = noise.flatMap { $0.isLeading(in: input.shape) ? input.shape.count / $0.count : nil }
    var groupSum = 0.0
    var groupSquares = 0.0
    try blocks.read(input) { values, start in
      squares += shiftedSums(values, by: mean).square
      for i in values.indices {
        groupSum += values[i]
        if (start + i + 1) % (size ?? 1) == 0 {
          groupSquares += groupSum * groupSum
          groupSum = 0
        }
      }
    }
    self.init(
      count: input.shape.count, mean: mean, variance: squares / Double(input.shape.count),
      zeros: zeros, groups: (size ?? 1, groupSquares))
  }
}

extension Shape {
  /// Whether this is `shape` with its last extents made 1.
  fileprivate func isLeading(in shape: Shape) -> Bool {
    count > 0 && (0...shape.rank).contains { shape.keeping(first: $0) == self }
  }
}
