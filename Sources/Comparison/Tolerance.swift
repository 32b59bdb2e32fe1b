// How far apart two numbers may be and still count as the same.
// SPDX-License-Identifier: Apache-2.0

package import TensorCore

/// What `torch.testing.assert_close` allows: |a - b| <= absolute + relative · |b|.
package struct Tolerance: Equatable, Sendable {
  package var relative: Double
  package var absolute: Double
  /// Whether NaN is close to NaN.
  package var equalNaN: Bool

  package init(relative: Double, absolute: Double, equalNaN: Bool = false) {
    self.relative = relative
    self.absolute = absolute
    self.equalNaN = equalNaN
  }

  /// Whether nothing but equal values is close.
  package var isExact: Bool { relative == 0 && absolute == 0 }

  /// The defaults of `assert_close` for tensors of these types: the looser of the two.
  ///
  /// - Source: PyTorch 2.13 torch/testing/_comparison.py, `_DTYPE_PRECISIONS`.
  package static func standard(_ a: DType, _ b: DType, equalNaN: Bool = false) -> Tolerance {
    let (first, second) = (standard(a), standard(b))
    return Tolerance(
      relative: max(first.relative, second.relative),
      absolute: max(first.absolute, second.absolute), equalNaN: equalNaN)
  }

  private static func standard(_ dtype: DType) -> (relative: Double, absolute: Double) {
    switch dtype {
    case .float16: (1e-3, 1e-5)
    case .bfloat16: (1.6e-2, 1e-5)
    case .float32: (1.3e-6, 1e-5)
    case .float64: (1e-7, 1e-7)
    case .int8, .int16, .int32, .int64, .uint8, .uint16, .uint32, .uint64, .bool: (0, 0)
    }
  }
}
