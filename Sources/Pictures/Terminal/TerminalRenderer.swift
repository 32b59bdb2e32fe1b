// Pictures as text for a terminal, a pipe or a log.
// SPDX-License-Identifier: Apache-2.0

/// Draws pictures as lines of text.
package struct TerminalRenderer: Sendable {
  package let capabilities: TerminalCapabilities
  private var marks: TerminalMarks { TerminalMarks(isUnicode: capabilities.isUnicode) }

  /// The lines that a picture has where the text may scroll.
  private static let standardHeight = 60
  /// Below this width panels stand one under another.
  private static let narrow = 60

  package init(_ capabilities: TerminalCapabilities) { self.capabilities = capabilities }

  /// The picture as text, each line ended.
  package func text(_ picture: Picture) -> String {
    canvas(picture).text(capabilities.colours, isUnicode: capabilities.isUnicode)
  }

  /// The picture as a sheet of characters, as high as the terminal lets it be.
  func canvas(_ picture: Picture) -> Canvas {
    // The line below is for what is typed next.
    canvas(picture, lines: capabilities.height.map { max($0 - 1, 8) } ?? Self.standardHeight)
  }

  /// The picture as a sheet of at most so many lines, if it can be drawn in so few.
  package func canvas(_ picture: Picture, lines limit: Int) -> Canvas {
    let isGrids = picture.panels.allSatisfy { $0.grid != nil }
    // What surrounds the panels: parameters, a legend, notes, the finding.
    let around = frame(picture, notes: [""], hasShares: true).lines
    let room = max(4, limit - around)
    if isGrids {
      let grids = picture.panels.compactMap(\.grid)
      let canBeBeside = capabilities.width >= Self.narrow
      for stage in Reduction.stages(for: grids) {
        for perRow in Reduction.panelsPerRow(grids, canBeBeside: canBeBeside) {
          let rows = (grids.count + perRow - 1) / perRow
          for reduction in stage {
            let isLast = reduction == .corner
            let grids = TerminalGrids(
              picture: picture, capabilities: capabilities, marks: marks, reduction: reduction,
              perRow: perRow, lines: isLast ? max(room / rows - 4, 4) : limit / rows)
            guard let (panels, notes, hasShares) = grids.draw() else { continue }
            var picture = picture
            if case .groups = reduction { picture.legend.removeAll { $0.isOfMask } }
            let drawn = sheet(picture, panels, frame(picture, notes: notes, hasShares: hasShares))
            if isLast || drawn.height <= limit { return drawn }
          }
        }
      }
    }
    let charts = TerminalCharts(picture: picture, width: capabilities.width, marks: marks)
    var picture = picture
    let panels = charts.draw(lines: room)
    if panels.contains(marks.both) {
      picture.legend.append(LegendEntry(.meeting, "where two meet"))
    }
    return sheet(picture, panels, frame(picture, notes: [], hasShares: false))
  }

  // MARK: Around the panels

  private struct Frame {
    var head: [String]
    var legend: [[(text: String, role: Role)]]
    var notes: [String]
    var finding: [String]
    var lines: Int { head.count + legend.count + notes.count + finding.count + 3 }
  }

  private func frame(_ picture: Picture, notes: [String], hasShares: Bool) -> Frame {
    let width = capabilities.width
    var entries = picture.legend.compactMap { TerminalLegend.parts($0, marks) }
    if hasShares { entries.append(TerminalLegend.shares(marks)) }
    return Frame(
      head: TextWrap.lines(of: picture.parameters, separator: "  ", width: width),
      legend: TerminalLegend.lines(entries, width: width),
      notes: (notes + picture.notes).flatMap { TextWrap.lines($0 + ".", width: width) },
      finding: picture.finding.isEmpty
        ? [] : TextWrap.lines(picture.finding + ".", width: width))
  }

  private func sheet(_ picture: Picture, _ panels: Canvas, _ frame: Frame) -> Canvas {
    var canvas = Canvas()
    var y = 0
    func put(_ line: [(text: String, role: Role)], x: Int = 0) {
      var x = x
      for part in line {
        canvas.put(part.text, x: x, y: y, part.role)
        x += part.text.count
      }
    }
    for line in frame.head {
      put([(line, .mute)])
      y += 1
    }
    // A short legend stands at the right of a short head.
    let legendWidth = frame.legend.first?.map(\.text.count).reduce(0, +) ?? 0
    let headWidth = frame.head.last?.count ?? 0
    let isBeside =
      frame.legend.count == 1 && frame.head.count == 1 && legendWidth <= 40
      && headWidth + 3 + legendWidth <= capabilities.width
    if isBeside {
      y -= 1
      put(frame.legend[0], x: max(headWidth + 3, min(44, capabilities.width - legendWidth)))
      y += 1
    }
    canvas.put(panels, x: 0, y: y)
    y = canvas.height + 1
    if !isBeside, !frame.legend.isEmpty {
      for line in frame.legend {
        put(line)
        y += 1
      }
    }
    for line in frame.notes + frame.finding {
      put([(line, .ink)])
      y += 1
    }
    return canvas
  }
}
