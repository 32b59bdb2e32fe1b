// One grid in the form in which it is drawn, with the labels that fit.
// SPDX-License-Identifier: Apache-2.0

/// A grid with its form and its layout.
struct GridPiece: Sendable {
  let grid: Grid
  let form: GridForm
  let layout: GridLayout
  /// What stands at the left of the first line in place of the names of rows.
  let label: String?
  let marks: TerminalMarks
  private let planeLabels: [GridLabel]

  init(
    _ grid: Grid, _ form: GridForm, label: String? = nil, marks: TerminalMarks, within width: Int
  ) {
    self.grid = grid
    self.form = form
    self.label = label
    self.marks = marks
    let layout = form.layout(grid.extents, breaks: grid.breaks, marks, within: width)
    let names = label == nil ? layout.planeLabels(of: grid) : []
    let labels = Self.fitting(names, gap: layout.metrics.planeGap)
    planeLabels = labels
    // Where no name fits there is no line for them.
    if labels.isEmpty, layout.extents.count < 5 {
      var metrics = layout.metrics
      metrics.labelHeight = 0
      self.layout = GridLayout(grid.extents, metrics, breaks: grid.breaks)
    } else {
      self.layout = layout
    }
  }

  private var line: Int { form.isHalved(marks) ? 2 : 1 }
  var width: Int { layout.width }
  var height: Int { (layout.height + line - 1) / line }

  /// The names above planes: all where each has room, the first and the last where those have, else
  /// none.
  private static func fitting(_ groups: [[GridLabel]], gap: Int) -> [GridLabel] {
    guard let group = groups.first, let first = group.first, let last = group.last else {
      return []
    }
    if group.allSatisfy({ $0.text.count <= $0.box.width + gap - 1 }) {
      return groups.flatMap { $0 }
    }
    guard group.count > 2 else { return [] }
    // Of a name like `channel 15` the number, of `[15]` all.
    let end = String(last.text.split(separator: " ").last ?? "")
    let room = last.box.x + last.box.width - first.box.x
    guard first.text.count + 2 + end.count <= room else { return [] }
    return groups.flatMap { group in
      var last = group[group.count - 1]
      last.box.x += last.box.width - end.count
      last.text = end
      return [group[0], last]
    }
  }

  /// The names at the left.
  var rowLabels: [GridLabel] {
    if let label { return [GridLabel(text: label, box: layout.bounds([]))] }
    return layout.rowLabels(of: grid, every: form.isHalved(marks) && grid.rank != 1 ? 10 : 1)
  }

  /// Draws the cells and the names above them with their left edge at `x`, and says at which line
  /// each row of planes begins.
  func draw(on canvas: inout Canvas, x: Int, y: Int) {
    for label in planeLabels {
      canvas.put(
        label.text, x: x + label.box.x + form.inset, y: y + label.box.y / line - 1, .mute)
    }
    for label in layout.groupLabels(of: grid) {
      let above = planeLabels.isEmpty ? 1 : 2
      canvas.put(
        label.text, x: x + label.box.x + form.inset, y: y + label.box.y / line - above, .strong)
    }
    if form.isHalved(marks) { return drawHalves(on: &canvas, x: x, y: y) }
    layout.forEachCell { place, cellX, cellY in
      var (text, role) = marks.text(grid.marks[place], in: grid.kind)
      switch form {
      case .values: text = String(repeating: " ", count: 3 - text.count) + text
      case .dense: text = String(text.prefix(1))
      case .shares(let width): text = String(repeating: text, count: width)
      case .small, .letters: break
      }
      canvas.put(text, x: x + cellX, y: y + cellY, role)
    }
  }

  private func drawHalves(on canvas: inout Canvas, x: Int, y: Int) {
    var above: [Int: [Int: Bool]] = [:]
    var below: [Int: [Int: Bool]] = [:]
    layout.forEachCell { place, cellX, cellY in
      let isKept = grid.marks[place] != .dropped
      if cellY % 2 == 0 {
        above[cellY / 2, default: [:]][cellX] = isKept
      } else {
        below[cellY / 2, default: [:]][cellX] = isKept
      }
    }
    for (line, cells) in above {
      for (column, isKept) in cells {
        let under = below[line]?[column]
        canvas.put(
          marks.half(isKept, under), x: x + column, y: y + line,
          isKept || under == true ? .kept : .mute)
      }
    }
  }
}
