// Routes in a terminal: a line each, with blocks where something is computed.
// SPDX-License-Identifier: Apache-2.0

/// Which steps each thing took.
struct TerminalRoutes {
  private let routes: Routes
  private let marks: TerminalMarks

  init(_ routes: Routes, marks: TerminalMarks) {
    self.routes = routes
    self.marks = marks
  }

  func draw(width: Int, lines: Int) -> Canvas {
    let labels = max(routes.routes.map(\.label.count).max() ?? 0, 4)
    let left = labels + 2
    let notes = (routes.routes.map(\.note.count) + [routes.noteName.count]).max() ?? 0
    // A step has five columns, three, or one with no wire between.
    let room = width - left - notes - 3
    let step = [5, 3, 1].first { routes.steps * $0 <= room } ?? 1
    let steps = min(routes.steps, max(room / step, 1))
    let shown = min(routes.routes.count, max(lines - (routes.parts.isEmpty ? 4 : 7), 1))
    var canvas = Canvas()
    canvas.put(routes.stepName, x: 0, y: 0, .mute)
    let end = left + steps * step
    canvas.put(routes.noteName, x: end + 2, y: 0, .mute)
    var free = routes.stepName.count + 1
    for place in 0..<steps {
      let text = String(place + 1)
      let x = left + place * step + step / 2 - (text.count - 1) / 2
      guard x >= free, x + text.count <= end + 1 else { continue }
      canvas.put(text, x: x, y: 0, .mute)
      free = x + text.count + 1
    }
    for (place, route) in routes.routes.prefix(shown).enumerated() {
      canvas.put(route.label, x: labels - route.label.count, y: place + 1, .mute)
      for index in 0..<steps {
        put(route.isComputed[index], step, x: left + index * step, y: place + 1, on: &canvas)
      }
      canvas.put(route.note, x: end + 2, y: place + 1)
    }
    var y = shown + 1
    if step >= 3 {
      canvas.put("skip", x: 0, y: y, .mute)
      for (place, count) in routes.skipped.prefix(steps).enumerated() {
        let text = String(count)
        canvas.put(
          text, x: left + place * step + step / 2 - (text.count - 1) / 2, y: y,
          count > 0 ? .strong : .mute)
      }
      y += 1
    }
    y = putParts(on: &canvas, y: y, width: width)
    var cuts: [String] = []
    if shown < routes.routes.count {
      cuts.append("lines 1 to \(shown) of \(NumberText.count(routes.routes.count))")
    }
    if steps < routes.steps {
      cuts.append("\(routes.stepName)s 1 to \(steps) of \(NumberText.count(routes.steps))")
    }
    if !cuts.isEmpty { canvas.put(cuts.joined(separator: ", "), x: 0, y: y) }
    return canvas
  }

  /// What a step is made of, with the way round it below; says where it ends.
  private func putParts(on canvas: inout Canvas, y: Int, width: Int) -> Int {
    guard !routes.parts.isEmpty else { return y }
    let name = "each \(routes.stepName):  x "
    let signs =
      marks.isUnicode ? (fork: "┬", left: "└", right: "┘") : (fork: "+", left: "+", right: "+")
    let wire = marks.wire
    let line =
      wire + signs.fork + wire + " " + routes.parts.joined(separator: " \(wire)\(wire) ")
      + " \(wire)\(wire) + \(wire)"
    guard name.count + line.count <= width else { return y }
    canvas.put(name, x: 0, y: y + 1, .mute)
    canvas.put(line, x: name.count, y: y + 1)
    let plus = name.count + line.count - 3
    let start = name.count + 1
    canvas.put(
      signs.left + String(repeating: wire, count: plus - start - 1) + signs.right, x: start,
      y: y + 2)
    return y + 3
  }

  private func put(_ isComputed: Bool, _ step: Int, x: Int, y: Int, on canvas: inout Canvas) {
    let block = String(marks.computed.prefix(1))
    switch (step, isComputed) {
    case (5, true):
      canvas.put(marks.wire, x: x, y: y, .mute)
      canvas.put(marks.computed, x: x + 1, y: y, .kept)
      canvas.put(marks.wire, x: x + 4, y: y, .mute)
    case (3, true):
      canvas.put(String(repeating: block, count: 2), x: x, y: y, .kept)
      canvas.put(marks.wire, x: x + 2, y: y, .mute)
    case (_, true): canvas.put(block, x: x, y: y, .kept)
    case (_, false): canvas.put(String(repeating: marks.wire, count: step), x: x, y: y, .mute)
    }
  }
}
