// The two element types that a multilayer perceptron computes in.
// SPDX-License-Identifier: Apache-2.0

package import TensorCore

/// A tensor of float32 or float64; an operation of both computes in float64, as NumPy does.
package enum NetworkTensor: Sendable {
  case float32(Tensor<Float>)
  case float64(Tensor<Double>)

  package var shape: Shape {
    switch self {
    case .float32(let tensor): tensor.shape
    case .float64(let tensor): tensor.shape
    }
  }

  /// The tensor whatever its type.
  package var source: any Source {
    switch self {
    case .float32(let tensor): tensor
    case .float64(let tensor): tensor
    }
  }

  /// The tensor in float64.
  var wide: Tensor<Double> {
    switch self {
    case .float32(let tensor):
      Tensor(shape: tensor.shape, elements: tensor.elements.map(Double.init))
    case .float64(let tensor): tensor
    }
  }
}
