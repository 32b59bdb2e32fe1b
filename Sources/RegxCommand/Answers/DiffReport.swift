// What `diff` found, before it is put into words.
// SPDX-License-Identifier: Apache-2.0

import Comparison
import TensorCore
import TensorFormats

/// The comparison of two files.
struct DiffReport {
  let a: (shape: Shape, dtype: DType)
  let b: (shape: Shape, dtype: DType)
  /// `nil` where the shapes differ.
  let comparison: Comparison?

  init(_ a: any Source, _ b: any Source, _ request: DiffRequest, _ console: Console) throws {
    self.a = (a.shape, a.dtype)
    self.b = (b.shape, b.dtype)
    guard a.shape == b.shape else {
      comparison = nil
      return
    }
    // What fits in the memory that is kept of a pipe can be read again.
    let isSmall = a.shape.count * 8 <= 1 << 20
    let isPipe = a.readsInOrder || b.readsInOrder
    if isPipe, !isSmall {
      readOnce(a)
      readOnce(b)
    }
    comparison = try Comparison(
      watched(a, on: console, request.destination), b,
      tolerance: request.allowance.tolerance(a.dtype, b.dtype), rereads: !isPipe || isSmall,
      threads: request.destination.threadCount, least: console.leastForThread)
  }

  /// Whether the two tensors are the same: in type and shape, and in bits or within the tolerance.
  var isEqual: Bool { succeeds && a.dtype == b.dtype }

  /// Whether the exit code is 0: types may differ where a tolerance is given and holds.
  var succeeds: Bool {
    guard let comparison, comparison.holds else { return false }
    return comparison.sharesType || comparison.tolerance != nil
  }

  /// The indices along the axes of an element.
  func index(_ place: Int) -> [Int] {
    zip(a.shape.strides, a.shape.extents).map { stride, extent in place / stride % extent }
  }

  /// An element, given as its bits, as Python prints it.
  func python(_ bits: UInt64) -> String {
    guard let dtype = comparison?.dtype else { return "" }
    switch dtype.kind {
    case .floating: return floating(bits, dtype).text
    case .signed: return "\(Int64(bitPattern: bits))"
    case .unsigned: return "\(bits)"
    case .boolean: return bits == 0 ? "False" : "True"
    }
  }

  /// A floating element, given as its bits, in float64.
  func wide(_ bits: UInt64) -> Double { floating(bits, comparison?.dtype ?? .float64).wide }

  /// The bits of an element in hexadecimal, as wide as the element.
  func hexadecimal(_ bits: UInt64) -> String {
    let digits = 2 * (comparison?.dtype.byteCount ?? 0)
    let mask: UInt64 = digits == 16 ? .max : 1 << UInt64(4 * digits) - 1
    let text = String(bits & mask, radix: 16)
    return String(repeating: "0", count: digits - text.utf8.count) + text
  }
}

extension DiffRequest.Allowance {
  /// What is allowed between elements of these types; `nil` where bits decide.
  fileprivate func tolerance(_ a: DType, _ b: DType) -> Tolerance? {
    switch self {
    case .none: nil
    case .standard(let equalNaN): .standard(a, b, equalNaN: equalNaN)
    case .given(let tolerance): tolerance
    }
  }
}

/// A floating number, given as its bits: its value, and the fewest digits that its type needs.
private func floating(_ bits: UInt64, _ dtype: DType) -> (wide: Double, text: String) {
  func read<Element: FloatingScalar>(_ value: Element) -> (wide: Double, text: String) {
    let wide = Double(value.compute)
    guard wide.isFinite else { return (wide, pythonText(wide)) }
    let text = String(unsafeUninitializedCapacity: 32) {
      shortestDecimal(value, into: $0.baseAddress!)
    }
    return (wide, text)
  }
  return switch dtype {
  case .float16: read(Float16(bitPattern: UInt16(truncatingIfNeeded: bits)))
  case .bfloat16: read(BFloat16(bitPattern: UInt16(truncatingIfNeeded: bits)))
  case .float32: read(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
  default: read(Double(bitPattern: bits))
  }
}

/// A number as Python's `repr` writes it.
func pythonText(_ number: Double) -> String {
  if number.isNaN { return "nan" }
  guard number.isFinite else { return number < 0 ? "-inf" : "inf" }
  return shortest(number)
}

/// A number as Python's `json` writes it, which has words for infinities and NaN.
func pythonJSON(_ number: Double) -> String {
  if number.isNaN { return "NaN" }
  guard number.isFinite else { return number < 0 ? "-Infinity" : "Infinity" }
  return shortest(number)
}
