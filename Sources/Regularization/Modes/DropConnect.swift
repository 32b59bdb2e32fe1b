// DropConnect: dropout of a layer's weights, and no other name for DropPath.

import RandomStreams
import TensorCore

/// Dropout of the weights of a linear layer: the input is the weight matrix.
struct DropConnect: Regularizer {
  let mask: MaskRegularizer

  func apply<Element: DrawableScalar>(
    to input: any Source<Element>, drawingFrom generator: inout any FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    guard input.shape.rank == 2 else {
      throw RegularizationError(
        "takes the weight matrix of a linear layer (out, in), not \(input.shape.rank)-D")
    }
    return try mask.apply(to: input, drawingFrom: &generator)
  }
}

extension Mode {
  /// F.dropout of a linear layer's weights.
  public static let dropConnect = Mode(
    name: "drop-connect", heading: "DropConnect",
    summary: "F.dropout of a linear layer's weights: the input, or --weight",
    formula: "weight * (mask / (1 - p)); with --weight, input times that, transposed",
    noise: "one Bernoulli(1 - p) draw per weight, in the shape (out, in)",
    edges: "p = 0 and evaluation: the weights themselves, no draw; p = 1: weight * 0, no draw",
    source: "Wan et al. 2013, ICML 28(3):1058",
    families: [.torch], parameters: [.weight, .outFeatures]
  ) { arguments in
    DropConnect(
      mask: MaskRegularizer(
        noiseShape: .element, mask: .bernoulli, scaling: .noise, atZero: .identity,
        atOne: .timesZero, p: arguments.p, keep: arguments.p.complement,
        training: arguments.training))
  }
}
