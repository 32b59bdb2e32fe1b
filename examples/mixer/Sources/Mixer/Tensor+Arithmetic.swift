// The few operations on tensors that the model needs beside its layers.
// SPDX-License-Identifier: Apache-2.0

import TensorCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Tensor<Float> {
  /// `F.gelu(x)`.
  var gelu: Tensor {
    Tensor(
      shape: shape, elements: elements.map { $0 * 0.5 * (1 + erff($0 * Float(0.5).squareRoot())) })
  }

  /// `x.transpose(1, 2)` of a tensor (N, A, B), laid out anew.
  func transposed() throws -> Tensor {
    let (n, a, b) = (shape.extents[0], shape.extents[1], shape.extents[2])
    var result = Tensor(shape: try Shape([n, b, a]), elements: elements)
    for sample in 0..<n {
      for i in 0..<a {
        for j in 0..<b {
          result.elements[(sample * b + j) * a + i] = elements[(sample * a + i) * b + j]
        }
      }
    }
    return result
  }

  /// `x.mean(1)` of a tensor (N, A, B).
  func meanOfRows() throws -> Tensor {
    let (n, a, b) = (shape.extents[0], shape.extents[1], shape.extents[2])
    var result = Tensor.zeros(try Shape([n, b]))
    for i in elements.indices { result.elements[i / (a * b) * b + i % b] += elements[i] }
    for i in result.elements.indices { result.elements[i] /= Float(a) }
    return result
  }

  /// The sum of two tensors of one shape.
  static func + (x: Tensor, y: Tensor) -> Tensor {
    precondition(x.shape == y.shape)
    return Tensor(shape: x.shape, elements: zip(x.elements, y.elements).map(+))
  }
}
