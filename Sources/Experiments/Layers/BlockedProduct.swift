// The matrix product under a convolution: blocks that stay in registers and in the nearest cache.
// SPDX-License-Identifier: Apache-2.0

/// Adds `weights · columns` to a part of the columns of a larger matrix.
///
/// - Shapes: `weights` (rows, inner); `columns` (inner, width) with `stride` elements a row, `width`
///   no more than that, and the rest of each row anything; `result` (rows, resultStride), from the
///   column `first` on.
/// - Arithmetic: each sum in the order of its terms, product and sum rounded each. BLAS sums in
///   other orders, so the last bits differ.
/// - Precondition: `stride` is a multiple of 8.
func addProduct(
  _ weights: [Float], _ columns: [Float], inner: Int, stride: Int, width: Int,
  to result: inout [Float], resultStride: Int, first: Int
) {
  guard inner > 0, width > 0 else { return }
  let rows = weights.count / inner
  precondition(stride % 8 == 0 && width <= stride && columns.count >= inner * stride)
  precondition(first >= 0 && result.count >= (rows - 1) * resultStride + first + width)
  weights.withUnsafeBufferPointer { weights in
    columns.withUnsafeBufferPointer { columns in
      result.withUnsafeMutableBufferPointer { result in
        var row = 0
        while row + 4 <= rows {
          for tile in Swift.stride(from: 0, to: width, by: 8) {
            let sums = fourRows(
              weights.baseAddress! + row * inner, columns.baseAddress! + tile, inner, stride)
            let start = row * resultStride + first + tile
            let count = min(8, width - tile)
            add(sums.0, to: result, at: start, count)
            add(sums.1, to: result, at: start + resultStride, count)
            add(sums.2, to: result, at: start + 2 * resultStride, count)
            add(sums.3, to: result, at: start + 3 * resultStride, count)
          }
          row += 4
        }
        while row < rows {
          for tile in Swift.stride(from: 0, to: width, by: 8) {
            let sum = oneRow(
              weights.baseAddress! + row * inner, columns.baseAddress! + tile, inner, stride)
            add(sum, to: result, at: row * resultStride + first + tile, min(8, width - tile))
          }
          row += 1
        }
      }
    }
  }
}

private typealias Eight = SIMD8<Float>

@inline(__always)
private func eight(_ pointer: UnsafePointer<Float>) -> Eight {
  UnsafeRawPointer(pointer).loadUnaligned(as: Eight.self)
}

// Four rows share each load of a column block; eight columns of them fill the sixteen registers
// that every x86-64 processor has.
@inline(__always)
private func fourRows(
  _ weights: UnsafePointer<Float>, _ columns: UnsafePointer<Float>, _ inner: Int, _ stride: Int
) -> (Eight, Eight, Eight, Eight) {
  var (a, b, c, d) = (Eight.zero, Eight.zero, Eight.zero, Eight.zero)
  var column = columns
  for k in 0..<inner {
    let block = eight(column)
    a += block * weights[k]
    b += block * weights[inner + k]
    c += block * weights[2 * inner + k]
    d += block * weights[3 * inner + k]
    column += stride
  }
  return (a, b, c, d)
}

@inline(__always)
private func oneRow(
  _ weights: UnsafePointer<Float>, _ columns: UnsafePointer<Float>, _ inner: Int, _ stride: Int
) -> Eight {
  var sum = Eight.zero
  for k in 0..<inner { sum += eight(columns + k * stride) * weights[k] }
  return sum
}

@inline(__always)
private func add(
  _ sum: Eight, to result: UnsafeMutableBufferPointer<Float>, at start: Int, _ count: Int
) {
  for i in 0..<count { result[start + i] += sum[i] }
}
