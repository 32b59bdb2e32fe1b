// The picture of an experiment: a panel for each mode and each tensor that is shown of it.
// SPDX-License-Identifier: Apache-2.0

import Pictures
import Regularization

/// An experiment's results as panels on one scale.
struct ExperimentPicture {
  let request: ExperimentRequest
  let shown: [Shown]
  let input: Cells
  let results: [ModeResult]
  let plane: [Int]?

  func picture() throws -> Picture {
    let panels = try panels()
    let isCut = input.isCut || results.contains { $0.output.isCut }
    let findings = results.map { "\($0.mode.heading) \($0.finding)" }
    var finding = findings.joined(separator: "; ")
    if let first = results.first, results.count == 1, let scale = first.scale,
      first.counts.dropped > 0
    {
      finding += " and scaled the rest by \(NumberText.plain(scale))"
    }
    if isCut { finding = "In the part that is looked at, \(finding)" }
    if shown == [.input] {
      finding = "The input has \(NumberText.count(input.values.count)) elements"
    }
    var picture = Picture(
      title: title, finding: finding, description: description, parameters: parameters,
      panels: panels)
    picture.legend = legend(panels)
    picture.notes = isCut ? [(results.first?.output ?? input).note] : []
    return picture
  }

  private var names: String { Words.list(results.map(\.mode.heading)) }

  private var title: String {
    let what = Words.list(shown.map { $0 == .mask ? "Masks" : $0.rawValue.capitalizedFirst })
    return "\(what) of \(names), seed \(request.engine.seed.text)"
  }

  private var parameters: [String] {
    [
      Words.shape(input.whole),
      "p \(NumberText.plain(request.arguments.p.value))",
    ]
      + (plane.map { ["plane [\($0.map(String.init).joined(separator: ","))]"] } ?? [])
      + Words.setting(
        request.engine, input: request.input.input, training: request.arguments.training)
  }

  // MARK: Panels

  private func panels() throws -> [Panel] {
    // Values of all panels stand on one scale.
    let scale = ValueScale(
      (shown.contains(.input) ? input.values : [])
        + results.flatMap { result in
          (shown.contains(.output) ? result.output.values : [])
            + (shown.contains(.noise) ? result.noise.values : [])
        })
    var panels: [Panel] = []
    if shown.contains(.input) {
      panels.append(
        Panel(
          "Input",
          .grid(
            try Grid(.values(scale), input, input.values.map { .value($0) }, plane: plane))))
    }
    for result in results {
      for part in shown where part != .input { panels.append(try panel(part, of: result, scale)) }
    }
    return panels
  }

  private func panel(_ part: Shown, of result: ModeResult, _ scale: ValueScale) throws -> Panel {
    let (cells, mask) = result.spread
    var grid: Grid
    switch part {
    case .input, .mask:
      grid = try Grid(.mask, cells, mask.map { $0 == 0 ? .dropped : .kept }, plane: plane)
    case .noise, .output:
      let own = part == .noise ? result.noise : result.output
      let values = own.broadcast(to: cells) ?? own.values
      let isSpread = values.count == mask.count
      let marks = values.enumerated().map { place, value -> Mark in
        isSpread && mask[place] == 0 ? .dropped : .value(value)
      }
      grid = try Grid(.values(scale), isSpread ? cells : own, marks, plane: plane)
    }
    if plane == nil || grid.rank == cells.extents.count {
      grid.drawnAxes = min(result.drawnAxes, grid.rank)
    }
    if part == .mask, plane == nil { annotate(&grid, result) }
    let title = shown.count > 1 ? "\(result.mode.heading): \(part.rawValue)" : result.mode.heading
    var panel = Panel(title, subtitle: part == .mask ? result.drawn : "", .grid(grid))
    let (dropped, all) = result.counts
    let share = NumberText.share(all == 0 ? 0 : Double(dropped) / Double(all))
    panel.figures = [
      "\(share): \(Words.share(dropped, of: all, result.unit)) dropped",
      "\(share): \(NumberText.count(dropped)) of \(NumberText.count(all))", "\(share) dropped",
    ]
    return panel
  }

  /// What is said beside rows of planes, and across a dropped sample.
  private func annotate(_ grid: inout Grid, _ result: ModeResult) {
    guard grid.rank <= 4, !grid.marks.isEmpty else { return }
    let rows = grid.rank == 4 ? grid.extents[0] : 1
    let size = grid.marks.count / rows
    if result.unit == "sample", grid.rank == 4 { grid.unitNote = "sample dropped" }
    grid.rowNotes = (0..<rows).map { row in
      let dropped = grid.marks[row * size..<(row + 1) * size].count { $0 == .dropped }
      if dropped == 0 { return "" }
      if dropped == size, !grid.unitNote.isEmpty { return grid.unitNote }
      return "\(NumberText.count(dropped)) of \(NumberText.count(size)) dropped"
    }
    if grid.rowNotes.allSatisfy(\.isEmpty) { grid.rowNotes = [] }
  }

  // MARK: Words

  private func legend(_ panels: [Panel]) -> [LegendEntry] {
    let kinds = panels.compactMap { panel -> Grid.Kind? in
      if case .grid(let grid) = panel.content { return grid.kind }
      return nil
    }
    var legend: [LegendEntry] = []
    if kinds.contains(.mask) {
      legend += [LegendEntry(.mark(.kept), "kept"), LegendEntry(.mark(.dropped), "dropped")]
    }
    if let values = kinds.first(where: { $0 != .mask }), case .values(let scale) = values {
      legend.append(LegendEntry(.scale(scale), ""))
      if results.contains(where: { $0.counts.dropped > 0 }) {
        legend.append(LegendEntry(.crossed, "dropped"))
      }
      let all = results.flatMap { $0.output.values + $0.noise.values }
      if all.contains(where: { !$0.isFinite }) {
        legend.append(LegendEntry(.notFinite, "not finite"))
      }
    }
    return legend
  }

  private var description: String {
    let shape = input.whole.map(String.init).joined(separator: ", ")
    var sentences = [
      "One input of shape \(shape.isEmpty ? "()" : shape) at p = \(NumberText.plain(request.arguments.p.value))."
    ]
    for result in results {
      var sentence = "\(result.mode.heading) \(result.finding)"
      let (dropped, all) = result.counts
      if dropped > 0, dropped <= 20, all > 1 {
        let extents =
          result.unit == "element"
          ? result.spread.cells.extents : Array(result.mask.extents.prefix(result.drawnAxes))
        let values = result.unit == "element" ? result.spread.mask : result.mask.values
        let places = values.indices.filter { values[$0] == 0 }.map { Self.index($0, extents) }
        sentence += ": \(Words.list(places))"
      }
      sentences.append(sentence + ".")
      if shown.contains(.output) {
        let kept = result.output.values.filter(\.isFinite)
        if let low = kept.min(), let high = kept.max() {
          sentences.append("Values from \(NumberText.plain(low)) to \(NumberText.plain(high)).")
        }
        if result.output.values.count <= 20 {
          let values = result.output.values.map { NumberText.plain($0) }
          sentences.append("In order: \(values.joined(separator: ", ")).")
        }
      }
    }
    return sentences.joined(separator: " ")
  }

  private static func index(_ place: Int, _ extents: [Int]) -> String {
    var rest = place
    var indices: [String] = []
    for extent in extents.reversed() {
      indices.insert(String(rest % extent), at: 0)
      rest /= extent
    }
    return "[" + indices.joined(separator: ",") + "]"
  }
}

extension String {
  /// With a capital first letter.
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
