// What a layer does with elements, a whole matrix at a time.

package import Regularization
import TensorCore

/// An element that layers compute with: float32 or float64.
package protocol NetworkScalar: DrawableScalar {
  /// The product of two row-major matrices, each sum in the order of its terms, each term added
  /// with one rounding.
  ///
  /// - Shapes: `a` (rows, inner), `b` (inner, columns); the result (rows, columns).
  /// - Cost: rows · inner · columns fused steps; where the processor has none, calls of the C
  ///   library's `fma`. It is meant for matrices that are read by people.
  static func fusedProduct(_ a: [Self], _ b: [Self], rows: Int, inner: Int, columns: Int) -> [Self]

  /// Adds `terms[row]` to each element of a row, rounded once.
  static func addToRows(_ terms: [Self], _ matrix: inout [Self])

  /// max(0, x) for each element; -0 and NaN stay.
  static func rectify(_ elements: inout [Self])

  /// How many of the pairs are not the same bits.
  static func differingBits(_ a: ArraySlice<Self>, _ b: ArraySlice<Self>) -> Int
}

extension Float: NetworkScalar {
  package static func fusedProduct(
    _ a: [Float], _ b: [Float], rows: Int, inner: Int, columns: Int
  ) -> [Float] {
    product(a, b, rows: rows, inner: inner, columns: columns)
  }
  package static func addToRows(_ terms: [Float], _ matrix: inout [Float]) {
    addTerms(terms, toRowsOf: &matrix)
  }
  package static func rectify(_ elements: inout [Float]) { positivePart(&elements) }
  package static func differingBits(_ a: ArraySlice<Float>, _ b: ArraySlice<Float>) -> Int {
    zip(a, b).count { $0.bitPattern != $1.bitPattern }
  }
}

extension Double: NetworkScalar {
  package static func fusedProduct(
    _ a: [Double], _ b: [Double], rows: Int, inner: Int, columns: Int
  ) -> [Double] {
    product(a, b, rows: rows, inner: inner, columns: columns)
  }
  package static func addToRows(_ terms: [Double], _ matrix: inout [Double]) {
    addTerms(terms, toRowsOf: &matrix)
  }
  package static func rectify(_ elements: inout [Double]) { positivePart(&elements) }
  package static func differingBits(_ a: ArraySlice<Double>, _ b: ArraySlice<Double>) -> Int {
    zip(a, b).count { $0.bitPattern != $1.bitPattern }
  }
}

@inline(__always)
private func product<Real: BinaryFloatingPoint>(
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

@inline(__always)
private func addTerms<Real: BinaryFloatingPoint>(_ terms: [Real], toRowsOf matrix: inout [Real]) {
  guard !terms.isEmpty else { return }
  let columns = matrix.count / terms.count
  for row in terms.indices {
    for i in row * columns..<(row + 1) * columns { matrix[i] += terms[row] }
  }
}

@inline(__always)
private func positivePart<Real: BinaryFloatingPoint>(_ elements: inout [Real]) {
  // Written as a comparison with the negatives: -0 and NaN stay, as in both frameworks.
  for i in elements.indices where elements[i] < 0 { elements[i] = 0 }
}
