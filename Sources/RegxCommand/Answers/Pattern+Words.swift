// A pattern of differences as a sentence.
// SPDX-License-Identifier: Apache-2.0

import Comparison
import TensorFormats

extension Pattern {
  /// What explains every difference, in words; `a` and `b` are what the tensors are called.
  func words(of comparison: Comparison, a: String = "A", b: String = "B") -> String {
    switch self {
    case .shifted(let draws):
      let (later, earlier) = draws > 0 ? (b, a) : (a, b)
      let count = draws.magnitude
      return "\(later) is \(earlier) shifted by \(count) draw\(count == 1 ? "" : "s")"
    case .reordered(let axes):
      if axes == [1, 0] { return "\(b) is \(a) transposed" }
      let order = axes.map(String.init).joined(separator: ", ")
      return "\(b) is \(a) in another memory order, its axes in the order (\(order))"
    case .masked(let masks, let values, let signs):
      let most = words(masks, values, comparison.tally, a, b)
      guard signs > 0 else { return most }
      let zeros = "\(counted(signs)) \(signs == 1 ? "zero differs" : "zeros differ") in sign"
      return most.isEmpty ? zeros : "\(most); \(zeros)"
    }
  }

  /// The factor between the values, if there is one.
  var factor: Double? {
    if case .masked(_, .times(let factor), _) = self { factor } else { nil }
  }

  private func words(
    _ masks: Masks, _ values: Values, _ tally: Tally, _ a: String, _ b: String
  ) -> String {
    // From a tensor without zeros to one with some: that is a mask itself.
    if case .more(let count) = masks, tally.zero.a == 0 {
      let zeroed = "\(b) is \(a) with \(counted(count)) of \(counted(tally.count)) elements zeroed"
      return zeroed + (rest(values).map { ", the rest \($0)" } ?? "")
    }
    let mask: String? =
      switch masks {
      case .none: nil
      case .same: "the same mask"
      case .more(let count): "the mask of \(a) and \(counted(count)) zeros more"
      case .fewer(let count): "the mask of \(a) without \(counted(count)) of its zeros"
      case .opposite: "opposite masks: \(b) keeps exactly what \(a) drops"
      case .independent: "other masks: independent"
      case .other: "other masks"
      }
    let inSamePlaces = masks == .same || masks == .none
    if case .rounding = values, masks == .same, let value = rest(values) {
      return "the same mask, \(value)"
    }
    let value: String? =
      switch values {
      case .equal: nil
      case .rounding: rest(values)
      case .times: "\(b) is \(a) \(rest(values) ?? "")"
      }
    guard let value else { return mask ?? "" }
    return (mask.map { "\($0); \(inSamePlaces ? "" : "where both keep, ")" } ?? "") + value
  }

  /// What is to be said of the values; `nil` where they are equal.
  private func rest(_ values: Values) -> String? {
    switch values {
    case .equal: nil
    case .rounding(let count, let whole, let ulps):
      "rounded in another order: \(counted(count)) of \(counted(whole)) elements by"
        + " \(ulps == 1 ? "1 ulp" : "1 or 2 ulps")"
    case .times(let factor): "times \(fiveDigits(factor))"
    }
  }
}

/// A count with commas between thousands.
func counted(_ count: Int) -> String {
  var digits = String(count)
  var end = digits.utf8.count - 3
  while end > 0 {
    digits.insert(",", at: digits.utf8.index(digits.startIndex, offsetBy: end))
    end -= 3
  }
  return digits
}

/// A number in five significant digits, without zeros at its end.
private func fiveDigits(_ number: Double) -> String {
  let rounded = Double(CNotation.scientific.text(number, precision: 4)) ?? number
  let text = shortest(rounded)
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
