// What `diff` says: in the words of torch.testing.assert_close where it has words.
// SPDX-License-Identifier: Apache-2.0

import Comparison
import TensorCore
import TensorFormats

extension DiffReport {
  /// The lines to print; none where the tensors are the same.
  var text: String {
    if succeeds { return "" }
    guard let comparison else {
      return attribute("shape", torchSize(a.shape), torchSize(b.shape))
    }
    let types =
      comparison.sharesType
      ? "" : attribute("dtype", "torch.\(a.dtype.rawValue)", "torch.\(b.dtype.rawValue)")
    if comparison.holds {
      return types + "The values are equal: compared in float64, \(counted(a.shape.count)).\n"
    }
    let mismatch = a.shape.rank == 0 ? scalarText(comparison) : tensorText(comparison)
    return types + mismatch + "\n" + details(comparison)
  }

  private func attribute(_ name: String, _ a: String, _ b: String) -> String {
    "The values for attribute '\(name)' do not match: \(a) != \(b).\n"
  }

  // MARK: - What assert_close says

  private func tensorText(_ comparison: Comparison) -> String {
    let tally = comparison.tally
    let share = percent(tally.mismatched, of: tally.count)
    var text = "Tensor-likes are not \(word(comparison))!\n\n"
    text += "Mismatched elements: \(tally.mismatched) / \(tally.count) (\(share))\n"
    for (name, extreme, allowed) in [
      ("absolute", tally.maxAbsolute, comparison.tolerance?.absolute),
      ("relative", tally.maxRelative, comparison.tolerance?.relative),
    ] {
      guard let extreme else { continue }
      let value = extreme.whole.map { "\($0)" } ?? pythonText(extreme.value)
      text += "Greatest \(name) difference: \(value) at index \(tuple(extreme.index))"
      text += limit(allowed, comparison) + "\n"
    }
    return text
  }

  /// A scalar is compared as Python's numbers are.
  private func scalarText(_ comparison: Comparison) -> String {
    guard let first = comparison.tally.first else { return "" }
    let (absolute, relative) = scalarDistances(first)
    return """
      Scalars are not \(word(comparison))!

      Expected \(item(first.b)) but got \(item(first.a)).
      Absolute difference: \(absolute)\(limit(comparison.tolerance?.absolute, comparison))
      Relative difference: \(relative)\(limit(comparison.tolerance?.relative, comparison))

      """
  }

  private func scalarDistances(_ first: Sighting) -> (absolute: String, relative: String) {
    if let tally = comparison?.tally, let whole = tally.maxAbsolute?.whole {
      let divisor = a.dtype.kind == .signed ? Int64(bitPattern: first.b).magnitude : first.b
      let relative = divisor == 0 ? Double.infinity : Double(whole) / Double(divisor)
      return ("\(whole)", pythonText(relative))
    }
    let (x, y) = (wide(first.a), wide(first.b))
    let absolute = (x - y).magnitude
    return (pythonText(absolute), pythonText(y == 0 ? .infinity : absolute / y.magnitude))
  }

  /// The element as `tensor.item()` gives it: a Python number, which is a float64.
  private func item(_ bits: UInt64) -> String {
    comparison?.dtype.kind == .floating ? pythonText(wide(bits)) : python(bits)
  }

  private func word(_ comparison: Comparison) -> String {
    comparison.tolerance?.isExact ?? true ? "equal" : "close"
  }

  private func limit(_ allowed: Double?, _ comparison: Comparison) -> String {
    guard let allowed, comparison.tolerance?.isExact == false else { return "" }
    return " (up to \(shortest(allowed)) allowed)"
  }

  // MARK: - What else helps

  private func details(_ comparison: Comparison) -> String {
    let tally = comparison.tally
    var text = ""
    if let first = tally.first {
      let bits = { comparison.sharesType ? " (\(hexadecimal($0)))" : "" }
      text += "First difference: at index \(tuple(first.index))"
      text += " A has \(python(first.a))\(bits(first.a)), B \(python(first.b))\(bits(first.b))\n"
    }
    if tally.maskMismatch > 0 {
      let share = percent(tally.maskMismatch, of: tally.count)
      text += "Zero in one of the two: \(tally.maskMismatch) / \(tally.count) (\(share))\n"
    }
    let bins = comparison.sharesType ? tally.ulps.bins : []
    if !bins.isEmpty {
      // A few lines' worth; JSON has all.
      var counts = bins.prefix(8).map { bin in
        let range = bin.ulps == bin.upTo ? "\(bin.ulps)" : "\(bin.ulps) to \(bin.upTo)"
        return "\(counted(bin.count)) by \(range)"
      }
      let rest = bins.dropFirst(8).reduce(0) { $0 + $1.count }
      if rest > 0 { counts.append("\(counted(rest)) by more") }
      text += "Units in the last place: \(counts.joined(separator: ", "))\n"
    }
    for (name, pair) in [("NaN", tally.nan), ("-0", tally.negativeZero)]
    where pair.a + pair.b > 0 {
      text += "\(name): \(counted(pair.a)) in A, \(counted(pair.b)) in B\n"
    }
    if let pattern = comparison.pattern {
      text += "Pattern: \(pattern.words(of: comparison))\n"
    }
    return text
  }

  /// The index as Python writes a tuple.
  private func tuple(_ place: Int) -> String {
    let indices = index(place).map(String.init)
    return "(\(indices.joined(separator: ", "))\(indices.count == 1 ? "," : ""))"
  }
}

private func torchSize(_ shape: Shape) -> String {
  "torch.Size([\(shape.extents.map(String.init).joined(separator: ", "))])"
}

/// As Python's `:.1%`.
private func percent(_ part: Int, of whole: Int) -> String {
  CNotation.fixed.text(Double(part) / Double(whole) * 100, precision: 1) + "%"
}
