// What is repeated in a trial: a layer, or a rule of scaling.
// SPDX-License-Identifier: Apache-2.0

package import RandomStreams
package import Regularization
package import TensorCore

/// Something that draws a mask and makes an output, once for each trial.
package protocol StatisticsMethod: Sendable {
  func apply<Element: DrawableScalar>(
    to input: any Source<Element>, using generator: inout any FrameworkGenerator
  ) throws(RegularizationError) -> Trial<Element>
}

/// What one trial made.
package struct Trial<Element: DrawableScalar>: Sendable {
  /// The draws, 0 for what is dropped, in the noise's own shape.
  package let mask: any Source<Element>
  /// The result, in the input's shape.
  package let output: any Source<Element>
  /// What the original warns of.
  package let warnings: [String]
}

/// A layer with its parameters.
package struct LayerMethod: StatisticsMethod {
  private let layer: any Regularizer

  package init(_ layer: any Regularizer) { self.layer = layer }

  package func apply<Element: DrawableScalar>(
    to input: any Source<Element>, using generator: inout any FrameworkGenerator
  ) throws(RegularizationError) -> Trial<Element> {
    let made = try layer.applied(to: input, using: &generator)
    return Trial(mask: made.mask, output: made.output, warnings: made.warnings)
  }
}

/// The generator for each trial of a run.
///
/// A stream goes on from trial to trial, as a training loop's calls do. A key does not change by
/// being used, so trial t, counted from 0, has the key `jax.random.fold_in(key(seed), t)`; nor does
/// a seed of Triton or of TensorFlow's stateless draws, to which t is added.
struct TrialGenerators {
  private var stream: any FrameworkGenerator
  private let key: JAXKey?

  init(_ generator: any FrameworkGenerator) {
    stream = generator
    key = generator as? JAXKey
  }

  /// Hands the generator of this trial to `body`.
  mutating func use<Result>(
    for trial: Int, _ body: (inout any FrameworkGenerator) throws(RegularizationError) -> Result
  ) throws(RegularizationError) -> Result {
    if let seed = stream as? TritonSeed {
      var own: any FrameworkGenerator = TritonSeed(seed: seed.seed &+ UInt64(trial))
      return try body(&own)
    }
    if let seed = stream as? TensorFlowSeed {
      var own: any FrameworkGenerator = TensorFlowSeed(seed.first, seed.second &+ Int64(trial))
      return try body(&own)
    }
    guard let key else { return try body(&stream) }
    let high = UInt32(truncatingIfNeeded: trial >> 32)
    // fold_in takes 32 bits.
    let base = high == 0 ? key : key.folding(in: high)
    var folded: any FrameworkGenerator = base.folding(in: UInt32(truncatingIfNeeded: trial))
    return try body(&folded)
  }
}
