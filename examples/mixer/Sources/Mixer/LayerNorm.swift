// nn.LayerNorm over the last axis.
// SPDX-License-Identifier: Apache-2.0

import TensorCore

/// `nn.LayerNorm(features)` as it is initialized: no parameter changes what it normalizes.
struct LayerNorm: Sendable {
  let features: Int
  let epsilon: Float = 1e-5

  func callAsFunction(_ x: Tensor<Float>) -> Tensor<Float> {
    var y = x
    for start in stride(from: 0, to: x.elements.count, by: features) {
      let row = x.elements[start..<start + features]
      let mean = row.reduce(0, +) / Float(features)
      let variance = row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(features)
      let scale = 1 / (variance + epsilon).squareRoot()
      for i in row.indices { y.elements[i] = (x.elements[i] - mean) * scale }
    }
    return y
  }
}
