// What `check` says.
// SPDX-License-Identifier: Apache-2.0

import Experiments
import TensorFormats

/// The tests of a claim, judged.
struct CheckReport {
  let tests: [CheckTest]
  let level: Double

  var holds: Bool { tests.allSatisfy(\.holds) }

  /// A line for each test, and one for all.
  var text: String {
    let width = tests.map(\.name.utf8.count).max() ?? 0
    let lines = tests.map { test in
      let blanks = String(repeating: " ", count: width - test.name.utf8.count)
      let chance = test.pValue.map { "; p-value \(threeDigits($0))" } ?? ""
      return "\(test.holds ? "holds" : "FAILS")  \(test.name)\(blanks)  \(test.detail)\(chance)\n"
    }
    let failed = tests.count { !$0.holds }
    let verdict =
      failed == 0 ? "The claim holds" : "The claim fails: \(failed) of \(tests.count) tests"
    let note =
      tests.contains { $0.pValue != nil }
      ? "; an honest pair fails with a chance of \(shortest(level)) at the most" : ""
    return lines.joined() + "\(verdict)\(note).\n"
  }

  /// One object with a list of the tests.
  var json: String {
    let items = tests.map { test in
      "{\"test\": \(JSON.string(test.name)), \"holds\": \(test.holds),"
        + " \"p_value\": \(test.pValue.map(shortest) ?? "null"),"
        + " \"detail\": \(JSON.string(test.detail))}"
    }
    return "{\"schema\": 1,\n \"command\": \"check\",\n \"holds\": \(holds),\n"
      + " \"level\": \(shortest(level)),\n"
      + " \"tests\": [\n  \(items.joined(separator: ",\n  "))\n ]}\n"
  }
}

/// A chance in three digits.
private func threeDigits(_ number: Double) -> String {
  guard number > 0, number < 1 else { return number == 0 ? "0" : "1" }
  let rounded = Double(CNotation.scientific.text(number, precision: 2)) ?? number
  return shortest(rounded)
}
