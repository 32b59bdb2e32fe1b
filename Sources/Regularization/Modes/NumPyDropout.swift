// Inverted dropout as it is written in NumPy, in its two idioms.

import RandomStreams
import TensorCore

extension Mode {
  /// The documents' vanilla dropout: the mask is of integers, so the product is float64; evaluation
  /// multiplies by a number, which changes no type.
  static let vanillaDropoutOfNumPy = Mode(
    name: "vanilla-dropout", heading: "VanillaDropout",
    summary: "NumPy: x * binomial(1, 1 - p); in evaluation x * (1 - p)",
    formula: "x * mask, in float64; in evaluation x * (1 - p)",
    noise: "one binomial(1, 1 - p) per element",
    edges: "draws also for p = 0 and p = 1; evaluation draws nothing",
    source: "Srivastava et al. 2014, JMLR 15:1929; numpy.random", families: [.numpy],
    parameters: [], promotedType: .float64
  ) { arguments in
    MaskRegularizer(
      noiseShape: .element, mask: .bernoulli, scaling: .none, evaluation: .timesRoundedKeep,
      p: arguments.p, keep: arguments.p.complement, training: arguments.training)
  }

  /// The idioms; they differ in what they draw, and in the type of the result.
  static let numPyForms: [Mode] = [dropoutByBinomial, dropoutByUniform]

  /// NumPy's `x * binomial(1, 1 - p) / (1 - p)`.
  public static let dropoutByBinomial = numPy(
    "binomial", summary: "NumPy: x * binomial(1, 1 - p) / (1 - p)",
    formula: "(x * mask) / (1 - p), in float64",
    noise: "one binomial(1, 1 - p) per element, an integer: the product is float64",
    mask: .bernoulli, promotedType: .float64)

  /// NumPy's `x * (rand < 1 - p) / (1 - p)`.
  public static let dropoutByUniform = numPy(
    "rand-lt", summary: "NumPy: x * (rand < 1 - p) / (1 - p)",
    formula: "(x * (rand < 1 - p)) / (1 - p)",
    noise: "one float64 uniform per element", mask: .belowKeep, promotedType: nil)

  private static func numPy(
    _ variant: String, summary: String, formula: String, noise: String,
    mask: MaskRegularizer.Mask, promotedType: DType?
  ) -> Mode {
    Mode(
      name: "dropout:\(variant)", heading: "Dropout (\(variant))", summary: summary,
      formula: formula, noise: noise,
      edges: "evaluation: x itself, no draw; p = 0: draws; p = 1: draws, and 0 / 0 gives nan",
      source: "Srivastava et al. 2014, JMLR 15:1929; numpy.random", families: [.numpy],
      parameters: [], promotedType: promotedType
    ) { arguments in
      MaskRegularizer(
        noiseShape: .element, mask: mask, scaling: .output, p: arguments.p,
        keep: arguments.p.complement, training: arguments.training)
    }
  }
}
