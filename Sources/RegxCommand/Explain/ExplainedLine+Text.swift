// The ledger for people to read.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import Regularization
import TensorCore
import TensorFormats

extension ExplainedLine {
  func writeText(to writer: inout ByteWriter) throws {
    try writer.write("\(engine.name), seed \(seed.text): \(engine.summary)\n")
    for (number, step) in steps.enumerated() {
      try writer.write("\n\(number + 1)  \(step.name)\n")
      try write(try step.lines(), to: &writer)
    }
    for trace in elements {
      let place = trace.index.map(String.init).joined(separator: ",")
      try writer.write("\nelement [\(place)] of \(trace.step)\n")
      try write(trace.lines, to: &writer)
    }
    if let comparison {
      try writer.write("\nagainst \(comparison.engine.name)\n")
      try write(comparison.lines(engine), to: &writer)
    }
  }

  private func write(_ lines: [(String, String)], to writer: inout ByteWriter) throws {
    for (key, value) in lines {
      let space = String(repeating: " ", count: max(1, 10 - key.count))
      try writer.write("   \(key)\(space)\(value)\n")
    }
  }
}

extension LedgerStep {
  /// What there is to say, a name and a text each.
  fileprivate func lines() throws -> [(String, String)] {
    var lines: [(String, String)] = []
    if let draw { lines.append(("draws", "\(draw), \(count) value\(count == 1 ? "" : "s")")) }
    if let result {
      let shape = result.mask.shape
      lines.append(("noise", "\(shape), \(unit(result))"))
      if draw != nil { lines.append(("rule", try rule() ?? "")) }
      if let scale, let factor = result.layer.parts?.scaleText {
        lines.append(("scale", "\(factor) = \(shortest(scale))"))
      }
      lines.append(("order", mode?.formula ?? ""))
      if let dropped = try result.dropped() {
        lines.append(("dropped", "\(dropped) of \(shape.count)"))
      }
    }
    if let words, let start = before.position, let end = after.position {
      lines.append(
        ("words", words == 0 ? "none, at \(start)" : "\(words), from \(start) to \(end)"))
      if let next = nextWords {
        lines.append(("next", next.map(hex).joined(separator: " ")))
      }
    } else if let key {
      lines.append(("key", key.joined(separator: " ")))
    }
    return lines
  }

  /// What one draw decides about.
  private func unit(_ result: any LedgerResult) -> String {
    switch result.layer.noiseShape(rank: result.inputShape.rank) {
    case .element: "one draw per element"
    case .channel, .lastAxis: "one draw per channel"
    case .sampleAndLastAxis: "one draw per sample and channel"
    case .sample: "one draw per sample"
    case .batch: "one draw for all"
    case .block: "one draw per block's centre"
    }
  }

  /// The rule in words; `nil` for a step that draws no mask.
  func rule() throws -> String? {
    guard draw != nil, let result else { return nil }
    guard let trace = result.firstTrace else { return mode?.noise }
    let uniform = "u = \(trace.rule)"
    if let comparison = trace.comparison {
      return "1 where u \(comparison.relation) \(shortest(comparison.bound)), \(uniform)"
    }
    return result.layer.parts.map { "floor(\(shortest($0.threshold.value)) + u), \(uniform)" }
      ?? uniform
  }

  /// What survivors are multiplied by; `nil` where the method has no such number.
  var scale: Double? {
    guard draw != nil, let parts = result?.layer.parts, parts.scaling != .none,
      parts.keep.value > 0
    else { return nil }
    return 1 / parts.keep.value
  }

  /// Where the scale is applied, as JSON says it.
  var order: String? {
    guard draw != nil else { return nil }
    return switch result?.layer.parts?.scaling {
    case .noise: "noise"
    case .input: "input"
    case .output: "output"
    case .some(.none), nil: nil
    }
  }
}

extension MaskParts {
  /// The scale as a formula with its number.
  fileprivate var scaleText: String { "1 / \(shortest(keep.value))" }
}

extension ElementTrace {
  fileprivate var lines: [(String, String)] {
    var lines: [(String, String)] = []
    if let draw {
      let place = position.map { ", from word \($0)" } ?? ""
      lines.append(("draw", "number \(noiseIndex)\(place)"))
      lines.append(("words", draw.words.map(hex).joined(separator: " ")))
      lines.append(("u", "\(shortest(draw.uniform)), \(draw.rule)"))
      if let comparison = draw.comparison {
        let holds = mask.text != "0.0" ? "holds: kept" : "does not hold: dropped"
        lines.append(
          (
            "compared",
            "\(shortest(draw.uniform)) \(comparison.relation) \(shortest(comparison.bound))"
              + " \(holds)"
          ))
      }
    } else {
      lines.append(("draw", "number \(noiseIndex)"))
    }
    lines.append(("x", "\(input.text)  \(input.bits)"))
    lines.append(("mask", "\(mask.text)  \(mask.bits)"))
    for step in arithmetic { lines.append(("rounds", step)) }
    lines.append(("output", "\(output.text)  \(output.bits)"))
    return lines
  }
}

extension EngineComparison {
  fileprivate func lines(_ own: Engine) -> [(String, String)] {
    var lines: [(String, String)] = []
    if let first = firstDiffering {
      lines.append(("parts at", first.name))
    } else {
      lines.append(("parts at", "nothing: both draw the same words"))
    }
    for step in steps {
      var text = ""
      if let a = step.positions.0, let b = step.positions.1 {
        text = a == b ? "both at \(a)" : "at \(a), \(engine.name) at \(b)"
      } else {
        text = "keys and streams have no place in common"
      }
      if step.isInStep { text += ", in step" }
      if let share = step.differingShare {
        text += "; masks differ in \(percent(share)) of draws"
      }
      lines.append((step.name, text))
    }
    guard steps.contains(where: { !$0.isInStep }) else { return lines }
    lines.append(
      (
        "after it",
        meeting.map { "in step again after \($0.name)" } ?? "the generators are not in step again"
      ))
    return lines
  }

  private func percent(_ share: Double) -> String {
    "\(CNotation.fixed.text(100 * share, precision: 1)) %"
  }
}
