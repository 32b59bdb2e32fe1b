// The matrix product of a multilayer perceptron.
// SPDX-License-Identifier: Apache-2.0

/// The product of two row-major matrices, each sum in the order of its terms, each term added with
/// one rounding.
///
/// - Shapes: `a` (rows, inner), `b` (inner, columns); the result (rows, columns).
/// - Cost: rows · inner · columns fused steps; where the processor has none, calls of the C
///   library's `fma`. It is meant for matrices that are read by people.
@specialized(where Real == Float)
@specialized(where Real == Double)
func fusedProduct<Real: BinaryFloatingPoint>(
  _ a: [Real], _ b: [Real], rows: Int, inner: Int, columns: Int
) -> [Real] {
  precondition(a.count == rows * inner && b.count == inner * columns)
  var result = [Real](repeating: 0, count: rows * columns)
  for row in 0..<rows {
    for k in 0..<inner {
      let factor = a[row * inner + k]
      // BLAS fuses too: with a rounding between product and sum the bits are others.
      for column in 0..<columns {
        let i = row * columns + column
        result[i] = result[i].addingProduct(factor, b[k * columns + column])
      }
    }
  }
  return result
}
