// Multiplicative normals.
// SPDX-License-Identifier: Apache-2.0

import Regularization

extension Mode {
  /// Multiplicative normals.
  static let gaussianDropout = Mode(
    name: "gaussian-dropout", heading: "GaussianDropout",
    summary: "Keras's GaussianDropout with PyTorch's normals: nothing is zeroed",
    formula: "x * noise, noise normal with mean 1 and deviation sqrt(p / (1 - p))",
    noise: "one normal per element, as normal_ draws them; for an input that is not contiguous one"
      + " after the other along its memory, two for four words",
    edges: "p = 0 and evaluation: x itself, no draw; p = 1 is refused",
    source: "Srivastava et al. 2014, JMLR 15:1929, section 10; keras.layers.GaussianDropout",
    frameworks: [.torch]
  ) { arguments in
    GaussianDropout(p: arguments.p, training: arguments.training)
  }
}
