// One element of a result: from its words through the comparison to its last rounding.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import Regularization
import TensorCore
import TensorFormats

/// How an element came about.
struct ElementTrace {
  /// The mode.
  var step = ""
  /// The element's place.
  let index: [Int]
  /// The draw that decides about it, by its number in the noise.
  let noiseIndex: Int
  /// Its words; `nil` where they cannot be told apart.
  let draw: DrawTrace?
  /// Where the first word stands in the stream.
  var position: UInt128?
  /// A number as text, and its bits.
  struct Value {
    let text: String
    let bits: String
  }
  let input: Value
  let mask: Value
  let noise: Value
  let output: Value
  /// The roundings in order, each a formula with its numbers.
  let arithmetic: [String]
}

/// What a mode made, with its element type.
struct TypedResult<Element: DrawableScalar>: LedgerResult {
  let layer: any Regularizer
  let input: any Source<Element>
  let made: Regularized<Element>

  var inputShape: Shape { input.shape }
  var mask: any Source { made.mask }
  var firstTrace: DrawTrace? { mask.shape.count > 0 ? made.trace(0) : nil }

  func element(_ index: [Int]) throws -> ElementTrace {
    let shape = made.output.shape
    guard index.count == shape.rank, zip(index, shape.extents).allSatisfy({ 0..<$1 ~= $0 }) else {
      throw Failure(
        "--at '\(index.map(String.init).joined(separator: ","))': is no element of a result of"
          + " shape \(shape)")
    }
    let place = zip(index, shape.strides).reduce(0) { $0 + $1.0 * $1.1 }
    let noise = noisePlace(index)
    let (x, mask, factor, y) = (
      try input[place..<place + 1][0], try made.mask[noise..<noise + 1][0],
      try made.noise[noise..<noise + 1][0], try made.output[place..<place + 1][0]
    )
    return ElementTrace(
      index: index, noiseIndex: noise, draw: made.trace(noise), input: value(x),
      mask: value(mask), noise: value(factor), output: value(y),
      arithmetic: arithmetic(x, mask, factor, y))
  }

  /// The place in the noise of the draw that decides about an element.
  private func noisePlace(_ index: [Int]) -> Int {
    let noise = made.mask.shape
    // What is drawn for one plane or in another rank broadcasts along the axes of extent 1.
    let aligned = index.suffix(noise.rank)
    return zip(zip(aligned, noise.extents), noise.strides).reduce(0) { place, axis in
      let ((i, extent), stride) = axis
      return place + (extent == 1 ? 0 : i * stride)
    }
  }

  private func value(_ element: Element) -> ElementTrace.Value {
    ElementTrace.Value(text: shortestDecimal(element), bits: bitPattern(element))
  }

  /// The formulas of the layer's order of arithmetic, with the numbers that were rounded.
  private func arithmetic(
    _ x: Element, _ mask: Element, _ noise: Element, _ y: Element
  ) -> [String] {
    let quotient = Element(
      rounding: x.compute / Element.Compute(layer.parts?.keep.value ?? 1))
    let (x, mask, noise, y) = (
      shortestDecimal(x), shortestDecimal(mask), shortestDecimal(noise), shortestDecimal(y)
    )
    guard let parts = layer.parts, layer.training, parts.shortcut == MaskParts.Shortcut.none else {
      return ["output = \(y) from x = \(x)"]
    }
    let keep = shortest(parts.keep.value)
    switch parts.scaling {
    case .none:
      return ["output = x * mask = \(x) * \(mask) = \(y)"]
    case .noise:
      return [
        "noise = mask / keep = \(mask) / \(keep) = \(noise)",
        "output = x * noise = \(x) * \(noise) = \(y)",
      ]
    case .input:
      let quotient = shortestDecimal(quotient)
      return [
        "quotient = x / keep = \(x) / \(keep) = \(quotient)",
        "output = quotient * mask = \(quotient) * \(mask) = \(y)",
      ]
    case .output:
      return [
        "product = x * mask = \(x) * \(mask)",
        "output = product / keep = \(y)",
      ]
    }
  }
}

/// The element in the fewest digits that read back to the same bits.
func shortestDecimal<Element: FloatingScalar>(_ element: Element) -> String {
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { buffer in
    let count = shortestDecimal(element, into: buffer.baseAddress!)
    return String(decoding: buffer[..<count], as: UTF8.self)
  }
}

/// The element's bits in hex, as `--format hex` prints them.
func bitPattern<Element: Scalar>(_ element: Element) -> String {
  withUnsafeBytes(of: element) { bytes in
    bytes.reversed().map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
