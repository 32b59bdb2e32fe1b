// Numbers as they are typed.
// SPDX-License-Identifier: Apache-2.0

import CommandTable

/// A number as it is typed: Swift's own parser takes what Python's float() takes, but for blanks.
private func number(_ text: String) throws(ValueError) -> Double {
  guard let value = Double(text), !value.isNaN else {
    throw ValueError("must be a number")
  }
  return value
}

func finite(_ text: String) throws(ValueError) -> Double {
  let value = try number(text)
  guard value.isFinite else { throw ValueError("must be a finite number") }
  return value
}
