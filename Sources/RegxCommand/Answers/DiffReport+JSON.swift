// What `diff` tells programs.
// SPDX-License-Identifier: Apache-2.0

import Comparison
import TensorCore
import TensorFormats

extension DiffReport {
  /// One object, with the same keys whatever was found.
  var json: String {
    let tally = comparison?.tally
    let shares = comparison?.sharesType == true
    let members: [(key: String, value: String?)] = [
      ("schema", "1"), ("command", "\"diff\""), ("equal", "\(isEqual)"),
      ("a", side(a)), ("b", side(b)),
      ("tolerance", tolerance),
      ("count", tally.map { "\($0.count)" }),
      ("differing", tally.map { "\($0.mismatched)" }),
      ("bits_differing", shares ? tally.map { "\($0.differing)" } : nil),
      ("first", tally?.first.map { first($0, withBits: shares) }),
      ("max_absolute", extreme(tally?.maxAbsolute)),
      ("max_relative", extreme(tally?.maxRelative)),
      ("ulps", shares ? tally.map { ulps($0.ulps) } : nil),
      (
        "mask_mismatch",
        tally.map {
          let share = $0.count == 0 ? 0 : Double($0.maskMismatch) / Double($0.count)
          return "{\"count\": \($0.maskMismatch), \"fraction\": \(shortest(share))}"
        }
      ),
      ("nan", tally.map { pair($0.nan) }),
      ("negative_zero", tally.map { pair($0.negativeZero) }),
      (
        "pattern",
        comparison.flatMap { comparison in
          comparison.pattern.map { JSON.string($0.words(of: comparison)) }
        }
      ),
      ("factor", comparison?.pattern?.factor.map(shortest)),
    ]
    let lines = members.map { "\(JSON.string($0.key)): \($0.value ?? "null")" }
    return "{\(lines.joined(separator: ",\n "))}\n"
  }

  private func side(_ side: (shape: Shape, dtype: DType)) -> String {
    "{\"shape\": \(list(side.shape.extents)), \"dtype\": \"\(side.dtype.rawValue)\"}"
  }

  private var tolerance: String? {
    comparison?.tolerance.map {
      "{\"rtol\": \(shortest($0.relative)), \"atol\": \(shortest($0.absolute)),"
        + " \"equal_nan\": \($0.equalNaN)}"
    }
  }

  private func first(_ first: Sighting, withBits: Bool) -> String {
    let bits = { (word: UInt64) in withBits ? JSON.string(hexadecimal(word)) : "null" }
    return "{\"index\": \(list(index(first.index))), \"a\": \(JSON.string(python(first.a))),"
      + " \"b\": \(JSON.string(python(first.b))), \"a_bits\": \(bits(first.a)),"
      + " \"b_bits\": \(bits(first.b))}"
  }

  private func extreme(_ extreme: Extreme?) -> String? {
    extreme.map {
      let value = $0.whole.map { "\($0)" } ?? pythonJSON($0.value)
      return "{\"value\": \(value), \"index\": \(list(index($0.index)))}"
    }
  }

  private func ulps(_ histogram: UlpHistogram) -> String {
    let bins = histogram.bins.map { bin in
      let end = bin.upTo == bin.ulps ? "" : ", \"up_to\": \(bin.upTo)"
      return "{\"ulps\": \(bin.ulps)\(end), \"count\": \(bin.count)}"
    }
    return "[\(bins.joined(separator: ", "))]"
  }

  private func pair(_ pair: Pair) -> String { "{\"a\": \(pair.a), \"b\": \(pair.b)}" }

  private func list(_ numbers: [Int]) -> String {
    "[\(numbers.map(String.init).joined(separator: ", "))]"
  }
}
