// The picture of identify: what of Y is dropped, in the units that fall together, and beside it X
// where the zeros follow it.
// SPDX-License-Identifier: Apache-2.0

import Identification
import Pictures
import Regularization
import TensorCore
import TensorFormats

extension Drawing {
  static let identify = Drawing(
    command: "identify", summary: "what is dropped, in the units that fall together"
  ) { line, _ in
    let request = try IdentifyRequest(line)
    return { _ in
      let asked = try IdentifyQuestion(request)
      return try IdentifyPicture(asked, try Identification.identify(asked.question)).picture()
    }
  }
}

/// A question and its answer.
struct IdentifyPicture {
  private let asked: IdentifyQuestion
  private let answer: Explanation
  private let y: Cells
  /// The input, where it is a tensor.
  private let x: Cells?

  init(_ asked: IdentifyQuestion, _ answer: Explanation) throws {
    self.asked = asked
    self.answer = answer
    let source = asked.question.output.source
    let limits = Cells.limits(source.shape.extents)
    y = try Cells(source, within: limits)
    if case .tensor(let input) = asked.question.input {
      x = try Cells(input.source, within: limits)
    } else {
      x = nil
    }
  }

  func picture() throws -> Picture {
    let words = answer.because
    let finding =
      words.prefix(1).uppercased()
      + (words.hasSuffix(".") ? words.dropFirst().dropLast() : words.dropFirst())
    var picture = Picture(
      title: "What turned X into Y", finding: String(finding),
      description: "\(finding). " + facts.map { "\($0). " }.joined(),
      parameters: ["identify", answer.verdict.rawValue, Words.shape(y.whole)],
      panels: panels)
    picture.legend = [
      LegendEntry(.mark(.kept), "kept"), LegendEntry(.mark(.dropped), "dropped"),
    ]
    if showsInput, let x { picture.legend.append(LegendEntry(.scale(ValueScale(x.values)), "")) }
    if let command = IdentifyReport(asked, answer).firstCommand {
      let count = answer.candidates.count
      picture.legend.append(
        LegendEntry(.none, (count > 1 ? "One of \(count) candidates: " : "Try: ") + command))
    }
    picture.notes = facts + (y.isCut ? [y.note] : [])
    return picture
  }

  // MARK: Panels

  /// Whether X stands beside the mask: where no mask explains Y, X may.
  private var showsInput: Bool { x != nil && answer.verdict == .unexplained }

  private var panels: [Panel] {
    var grid = Grid(.mask, y, dropped.map { $0 ? .dropped : .kept })
    grid.drawnAxes = drawnAxes
    if answer.granularity == .sample, grid.rank == 4 { grid.unitNote = "sample dropped" }
    let mask = Panel("Y", subtitle: unit, .grid(grid))
    guard showsInput, let x else { return [mask] }
    let values = Grid(.values(ValueScale(x.values)), x, x.values.map { .value($0) })
    return [Panel("X", .grid(values)), mask]
  }

  /// Which elements are dropped: zeros, or after alpha dropout those of the most frequent value.
  private var dropped: [Bool] {
    var value = 0.0
    if answer.rule == .affine {
      var counts: [Double: Int] = [:]
      for element in y.values { counts[element, default: 0] += 1 }
      value = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0
    }
    return y.values.map { $0 == value }
  }

  private var drawnAxes: Int {
    switch answer.granularity {
    case .batch: 0
    case .sample: min(1, y.extents.count)
    case .channel: min(2, y.extents.count)
    case .element, .block, nil: y.extents.count
    }
  }

  private var unit: String {
    answer.granularity.map { $0 == .batch ? "one draw in all" : "one draw per \($0.rawValue)" }
      ?? ""
  }

  // MARK: Words

  /// What was read from the data, in sentences without a period.
  private var facts: [String] {
    var facts: [String] = []
    if let granularity = answer.granularity, let dropped = answer.dropped {
      facts.append(
        "By \(granularity.rawValue): \(NumberText.count(dropped.count)) of"
          + " \(NumberText.count(dropped.of)) dropped, \(NumberText.share(dropped.fraction))")
    }
    if let p = answer.p {
      let parts =
        (p.fromScale.map { ["\(NumberText.plain($0)) from the scale"] } ?? [])
        + (p.fromZeros.map {
          ["\(NumberText.fixed($0.low, 4)) to \(NumberText.fixed($0.high, 4)) from the zeros"]
        } ?? [])
      if !parts.isEmpty { facts.append("p is \(parts.joined(separator: ", "))") }
    }
    if let rule = answer.rule {
      facts.append(
        "The rule is \(rule.rawValue)"
          + (answer.order.map { ", rounded in the \($0.rawValue)" } ?? ""))
    }
    return facts
  }
}
