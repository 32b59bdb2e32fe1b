// The screen of explore as a sheet of characters: a function of the state, the results and the size.
// SPDX-License-Identifier: Apache-2.0

import Pictures
import Regularization

/// What stands on the screen.
struct ExploreView {
  let state: ExploreState
  let results: ExploreResults
  let capabilities: TerminalCapabilities
  private let height: Int

  /// The least size of a terminal.
  static let least = (columns: 60, rows: 16)
  /// The fewest lines that tensors are drawn in.
  private static let fewest = 5

  init(
    _ state: ExploreState, _ results: ExploreResults, on capabilities: TerminalCapabilities
  ) {
    self.state = state
    self.results = results
    self.capabilities = capabilities
    height = capabilities.height ?? 24
  }

  private var width: Int { capabilities.width }
  private typealias Parts = [(text: String, role: Role)]

  /// The lines of the screen, no more and no wider than the terminal has.
  var canvas: Canvas {
    guard width >= Self.least.columns, height >= Self.least.rows else { return tooSmall }
    if state.showsHelp { return help }
    // Tensors come first: help has the keys, and a larger terminal the figures.
    return screen(figures, keys) ?? screen(figures, shortKeys) ?? screen(Canvas(), shortKeys)
      ?? tooSmall
  }

  /// The screen with these figures and keys; `nil` where they leave no room for the tensors.
  private func screen(_ figures: Canvas, _ keys: [Parts]) -> Canvas? {
    let head = head
    let command = TextWrap.lines("$ " + state.command, width: width - 1)
    let room = height - head.count - figures.height - command.count - keys.count
    guard room >= Self.fewest else { return nil }
    let body = body(room)
    guard body.height <= room else { return nil }
    // What tensors leave free stands between the parts.
    let blanks = room - body.height
    var canvas = Canvas()
    for (y, line) in head.enumerated() { put(line, on: &canvas, y: y) }
    canvas.put(body, x: 0, y: head.count + min(blanks, 1))
    // The rest stands at the foot, so that nothing jumps while tensors grow.
    var y = height - keys.count
    for (place, line) in keys.enumerated() { put(line, on: &canvas, y: y + place) }
    y -= command.count + (blanks >= 3 ? 1 : 0)
    for (place, line) in command.enumerated() {
      put([(" " + line, .strong)], on: &canvas, y: y + place)
    }
    y -= figures.height + (blanks >= 4 ? 1 : 0)
    canvas.put(figures, x: 0, y: y)
    return canvas
  }

  private func put(_ line: Parts, on canvas: inout Canvas, y: Int) {
    var x = 0
    for part in line {
      let text = String(part.text.prefix(max(width - x, 0)))
      canvas.put(text, x: x, y: y, part.role)
      x += text.count
    }
  }

  private var tooSmall: Canvas {
    var canvas = Canvas()
    let text =
      "\(width) x \(height) is too small. Make the terminal larger, press x for one mode less, or q"
      + " to quit."
    for (y, line) in TextWrap.lines(text, width: width).prefix(height).enumerated() {
      canvas.put(line, x: 0, y: y)
    }
    return canvas
  }

  // MARK: Controls

  /// The title, and the controls with the chosen one marked.
  private var head: [Parts] {
    let title = " regx explore"
    let engine = state.engine.summary.prefix { $0 != "," && $0 != ":" }
    let gap = width - title.count - engine.count - 1
    let lines: [Parts] = [
      [(title, .strong)]
        + (gap > 1 ? [(String(repeating: " ", count: gap) + engine, .mute)] : [])
    ]
    return lines + flowed(controlParts)
  }

  /// Each group of controls with its name.
  private var controlParts: [Parts] {
    var groups: [(name: String, controls: [ExploreControl])] = []
    for control in state.controls {
      let name = name(control)
      if groups.last?.name == name {
        groups[groups.count - 1].controls.append(control)
      } else {
        groups.append((name, [control]))
      }
    }
    return groups.map { group in
      // The extents of a shape stand as they are typed, the modes apart.
      let separator = group.name == "shape" ? "," : "  "
      var parts: Parts = [(group.name + " ", .mute)]
      for (place, control) in group.controls.enumerated() {
        if place > 0 { parts.append((separator, .ink)) }
        parts.append(part(control))
      }
      return parts
    }
  }

  private func part(_ control: ExploreControl) -> (text: String, role: Role) {
    guard control == state.control else { return (state.text(of: control), .ink) }
    if let typed = state.typed { return (typed + "_", .chosen) }
    let (left, right) = capabilities.isUnicode ? ("‹", "›") : ("<", ">")
    return (left + state.text(of: control) + right, .chosen)
  }

  private func name(_ control: ExploreControl) -> String {
    switch control {
    case .p: "p"
    case .seed: "seed"
    case .extent: "shape"
    case .blockSize: "block"
    case .input: "input"
    case .shown: "show"
    case .engine: "engine"
    case .mode: "modes"
    }
  }

  /// Groups in lines, broken between groups.
  private func flowed(_ groups: [Parts], gap: Int = 3) -> [Parts] {
    var lines: [Parts] = []
    var used = 0
    for group in groups {
      let length = group.map(\.text.count).reduce(0, +)
      if !lines.isEmpty, used + gap + length <= width {
        lines[lines.count - 1] += [(String(repeating: " ", count: gap), .ink)] + group
        used += gap + length
      } else {
        lines.append([(" ", .ink)] + group)
        used = 1 + length
      }
    }
    return lines
  }

  // MARK: Tensors and figures

  private func body(_ room: Int) -> Canvas {
    var canvas = Canvas()
    switch results {
    case .refused(let reason):
      for (y, line) in TextWrap.lines(reason, width: width - 2).prefix(room).enumerated() {
        canvas.put(line, x: 1, y: y)
      }
    case .made(let request, let input, let results):
      do {
        canvas = TerminalRenderer(capabilities).canvas(
          try state.picture(request, input, results), lines: room)
      } catch {
        canvas.put("\(error)", x: 1, y: 0)
      }
    }
    return canvas
  }

  /// A line for each mode: what was drawn, and what came of it.
  private var figures: Canvas {
    var canvas = Canvas()
    guard case .made(_, let input, let results) = results else { return canvas }
    let header = ["", "dropped", "zeros", "mean (input \(mean(input)))", "scale"]
    let rows = results.map { result in
      let (dropped, all) = result.counts
      let zeros = result.output.values.count { $0 == 0 }
      let count = result.output.values.count
      return [
        result.mode.heading, Words.share(dropped, of: all, result.unit),
        count == 0 ? "" : NumberText.share(Double(zeros) / Double(count)),
        mean(result.output), result.scale.map { NumberText.plain($0) } ?? "",
      ]
    }
    let widths = header.indices.map { column in
      ([header] + rows).map { $0[column].count }.max() ?? 0
    }
    for (y, row) in ([header] + rows).enumerated() {
      var x = 1
      for (column, text) in row.enumerated() where x + widths[column] <= width {
        canvas.put(text, x: x, y: y, y == 0 ? .mute : .ink)
        x += widths[column] + 3
      }
    }
    return canvas
  }

  private func mean(_ cells: Cells) -> String {
    cells.values.isEmpty
      ? "" : NumberText.plain(cells.values.reduce(0, +) / Double(cells.values.count))
  }

  // MARK: Keys

  private var keys: [Parts] {
    if let message = state.message {
      return TextWrap.lines(message, width: width - 2).prefix(3).map { [(" " + $0, .second)] }
    }
    if state.typed != nil { return keyLines(Self.typing) }
    let arrows = capabilities.isUnicode ? ["← →", "↑ ↓"] : ["left right", "up down"]
    return keyLines(zip(arrows, ["choose", "change"]).map { ($0, $1) } + Self.keys)
  }

  private var shortKeys: [Parts] {
    state.message == nil && state.typed == nil ? keyLines(Self.keys.suffix(2)) : keys
  }

  private func keyLines(_ keys: [(String, String)]) -> [Parts] {
    flowed(keys.map { [($0, .ink), (" \($1)", .mute)] }, gap: 2)
  }

  private static let typing = [("Enter", "takes it"), ("Esc", "leaves it as it was")]

  private static let keys = [
    ("m x", "modes"), ("e", "engine"), ("v", "values"), ("r", "seed"), ("?", "help"),
    ("q", "quit"),
  ]

  private var help: Canvas {
    var canvas = Canvas()
    canvas.put(" The keys of regx explore", x: 0, y: 0, .strong)
    let rows = [
      ("left, right, Tab", "choose what to change"),
      ("up, down", "change it by a step"),
      ("Page Up, Page Down", "change it by ten steps"),
      ("a number", "type p, a seed, an extent or a shape; Enter takes it"),
      ("m, x", "one mode more, one less"),
      ("e", "the next engine"),
      ("v", "mask, noise, output, input"),
      ("r", "a random seed"),
      ("Ctrl-Z", "stop for a while; fg goes on"),
      ("q", "quit and print the command"),
    ]
    for (place, row) in rows.enumerated() {
      canvas.put(row.0, x: 1, y: place + 2)
      canvas.put(String(row.1.prefix(max(width - 21, 0))), x: 21, y: place + 2, .mute)
    }
    canvas.put("Any key goes back.", x: 1, y: rows.count + 3)
    return canvas
  }
}
