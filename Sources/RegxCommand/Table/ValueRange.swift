// Lists and ranges as they are typed: `0:0.9:0.1`, `0.1,0.5`, `0:9`.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import RandomStreams
import Regularization

/// The most values that a list may come to.
private let listLimit = 100_000

/// Probabilities in a list of numbers and of ranges start:stop:step.
func probabilityList(_ text: String) throws(ValueError) -> [Probability] {
  var list: [Probability] = []
  for item in text.split(separator: ",", omittingEmptySubsequences: false) {
    let parts = item.split(separator: ":", omittingEmptySubsequences: false)
    if parts.count == 1 {
      do { list.append(try Probability.parsed(String(item))) } catch {
        throw item == text ? error : ValueError("\(quoted(String(item))): must be between 0 and 1")
      }
    } else {
      list += try probabilities(in: parts.map(String.init))
    }
    guard list.count <= listLimit else {
      throw ValueError("comes to more than \(listLimit) values; take a larger step")
    }
  }
  return list
}

private func probabilities(in parts: [String]) throws(ValueError) -> [Probability] {
  guard parts.count == 3 else {
    throw ValueError("a range is start:stop:step, like 0:0.9:0.1")
  }
  let numbers = parts.compactMap(Decimal.init)
  guard numbers.count == 3 else {
    throw ValueError("a range is of plain decimal numbers, like 0:0.9:0.1")
  }
  // In units of the last place typed everything is an integer, and nothing is rounded.
  let places = numbers.reduce(0) { max($0, $1.places) }
  let (start, stop, step) = (
    numbers[0].units(places), numbers[1].units(places), numbers[2].units(places)
  )
  let one = Decimal(units: 1, places: 0).units(places)
  guard step != 0 else { throw ValueError("the step is 0; it must be above 0") }
  guard step > 0 else { throw ValueError("the step is below 0; give start and stop in order") }
  guard start <= stop else {
    throw ValueError("the range runs backwards; \(parts[1]):\(parts[0]):\(parts[2]) does not")
  }
  guard start >= 0, stop <= one else { throw ValueError("must stay between 0 and 1") }
  guard (stop - start) / step < listLimit else {
    throw ValueError("comes to more than \(listLimit) values; take a larger step")
  }
  return stride(from: start, through: stop, by: step).compactMap {
    Probability(Double($0) / Double(one))
  }
}

/// Seeds in a list of seeds and of ranges first:last or first:last:step.
func seedList(_ text: String) throws(ValueError) -> [Seed] {
  var list: [Seed] = []
  for item in text.split(separator: ",", omittingEmptySubsequences: false) {
    let parts = item.split(separator: ":", omittingEmptySubsequences: false)
    if parts.count == 1 {
      list.append(Seed(String(item)))
    } else {
      let numbers = parts.compactMap { Int64($0) }
      guard numbers.count == parts.count, parts.count <= 3 else {
        throw ValueError("a range of seeds is first:last or first:last:step, like 0:9")
      }
      let step = numbers.count == 3 ? numbers[2] : 1
      guard step > 0 else { throw ValueError("the step is \(step); it must be above 0") }
      guard numbers[0] <= numbers[1] else {
        throw ValueError("the range runs backwards; \(parts[1]):\(parts[0]) does not")
      }
      let (span, overflow) = numbers[1].subtractingReportingOverflow(numbers[0])
      guard !overflow, span / step < listLimit else {
        throw ValueError("comes to more than \(listLimit) seeds; take a larger step")
      }
      list += stride(from: numbers[0], through: numbers[1], by: Int64.Stride(step)).map {
        Seed("\($0)")
      }
    }
    guard list.count <= listLimit else {
      throw ValueError("comes to more than \(listLimit) seeds; take fewer")
    }
  }
  return list
}

/// A number of few digits, exactly as it is typed.
private struct Decimal {
  var units: Int
  /// The digits behind the point that `units` counts in.
  var places: Int

  init(units: Int, places: Int) {
    self.units = units
    self.places = places
  }

  /// `nil` unless the text is an optional minus, digits and a point, nine digits behind it at most.
  init?(_ text: String) {
    let negative = text.hasPrefix("-")
    let parts = text.dropFirst(negative ? 1 : 0)
      .split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.contains(where: { !$0.isEmpty }),
      parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      parts[0].utf8.count <= 6
    else { return nil }
    let fraction = parts.count == 2 ? String(parts[1]) : ""
    guard fraction.utf8.count <= 9, let digits = Int("0" + parts[0] + fraction) else { return nil }
    units = negative ? -digits : digits
    places = fraction.utf8.count
  }

  /// The number in units of the digit `places` behind the point.
  func units(_ places: Int) -> Int {
    (self.places..<max(places, self.places)).reduce(units) { sum, _ in sum * 10 }
  }
}
