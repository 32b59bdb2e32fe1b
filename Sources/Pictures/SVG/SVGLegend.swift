// The legend of an SVG.
// SPDX-License-Identifier: Apache-2.0

/// Marks with what they mean, in lines.
struct SVGLegend {
  let picture: Picture
  let hasShares: Bool
  /// Whether dropped cells are empty places on the tile of their plane.
  var isDense = false

  /// Draws the legend from `y` down, and says where it ends.
  func draw(on page: inout SVGPage, y: Int, width: Int) -> Int {
    var entries = picture.legend
    if hasShares {
      entries.append(LegendEntry(.mark(.share(0.5)), "share kept: the larger, the more"))
    }
    guard !entries.isEmpty else { return y }
    var (x, y) = (SVGRenderer.margin, y)
    for entry in entries {
      if case .scale(let scale) = entry.sample {
        if x > SVGRenderer.margin { y += 24 }
        drawScale(scale, on: &page, y: y)
        (x, y) = (SVGRenderer.margin, y + 48)
        continue
      }
      let sample = Self.width(entry.sample)
      let needed = sample + SVGText.width(entry.text, .body)
      if x > SVGRenderer.margin, x + needed > SVGRenderer.margin + width {
        (x, y) = (SVGRenderer.margin, y + 24)
      }
      draw(entry.sample, on: &page, x: x, y: y)
      let lines = TextWrap.lines(entry.text) { SVGText.width($0, .body) <= width - sample }
      for (place, line) in lines.enumerated() {
        page.text(line, x: x + sample, y: y + 13 + place * 18)
      }
      y += (lines.count - 1) * 18
      x += needed + 20
    }
    return x > SVGRenderer.margin ? y + 26 : y
  }

  private static func width(_ sample: LegendEntry.Sample) -> Int {
    switch sample {
    case .mark, .crossed, .bar, .notFinite: 20
    case .markers(let count): 4 + count * 16
    case .theory, .point, .curve: 30
    case .computed: 32
    case .skipped: 54
    case .scale, .none, .meeting: 0
    }
  }

  private func draw(_ sample: LegendEntry.Sample, on page: inout SVGPage, x: Int, y: Int) {
    var path = PathData()
    let (left, middle) = (Double(x), Double(y + 9))
    switch sample {
    case .mark(.kept):
      path.rectangle(x, y + 3, 12, 12)
      page.path(path.text, "k")
    case .mark(.onlyFirst), .mark(.onlySecond):
      let isFirst = sample == .mark(.onlyFirst)
      path.rectangle(x, y + 2, 14, 14)
      page.path(path.text, isFirst ? "k" : "k2")
      path = PathData()
      path.letter(isFirst, x, y + 2, size: 14)
      page.path(path.text, "nb")
    case .mark(.equal):
      path.rectangle(x, y + 3, 12, 12)
      page.path(path.text, "e")
    case .mark(.share):
      path.rectangle(x, y + 3, 12, 12)
      page.path(path.text, "p")
      path = PathData()
      path.rectangle(x + 3, y + 6, 6, 6)
      page.path(path.text, "k")
    case .mark(.apart), .notFinite:
      path.diamond(x - 2, y + 1, size: 16)
      page.path(path.text, "pt")
    case .mark(.neither): page.box(Box(x: x, y: y + 3, width: 12, height: 12), "o")
    case .mark(.value), .none, .scale: break
    case .mark(.dropped) where isDense:
      path.rectangle(x, y + 3, 12, 12)
      page.path(path.text, "p")
    case .mark(.dropped), .crossed:
      page.path("M\(x + 2) \(y + 5)l8 8m0-8l-8 8", "x")
    case .markers(let count):
      for series in 0..<count {
        path = PathData()
        path.marker(series, left + 6 + Double(series) * 16, middle)
        page.path(path.text, series % 3 == 0 ? "k" : "k\(series % 3 + 1)")
      }
    case .curve:
      path.rectangle(x, y + 2, 22, 14)
      page.path(path.text, "f1")
      page.path("M\(x) \(y + 9)h22", "l1")
    case .meeting: break
    case .theory: page.path("M\(x) \(y + 9)h22", "l")
    case .bar:
      path.rectangle(x, y + 3, 12, 12)
      page.path(path.text, "th")
    case .point:
      page.path("M\(x) \(y + 9)h22", "l")
      path.disc(left + 11, middle, radius: 3.5)
      page.path(path.text, "pt")
    case .computed:
      path.rectangle(x, y + 2, 24, 14)
      page.path(path.text, "k")
    case .skipped: page.path("M\(x) \(y + 14)h8\(SVGRoutes.detour)h8", "w")
    }
  }

  /// The classes of a scale, with their bounds below.
  private func drawScale(_ scale: ValueScale, on page: inout SVGPage, y: Int) {
    let width = 36
    for place in 0..<scale.classCount {
      let x = SVGRenderer.margin + place * width
      page.box(
        Box(x: x, y: y, width: width, height: 18), "\(scale.isDiverging ? "d" : "q")\(place)")
      if scale.isDiverging, place < 4 {
        page.path("M\(x + 14) \(y + 9)h8", place <= 1 ? "nb" : "n")
      }
    }
    // Every second bound where they are long.
    let texts = scale.bounds.map { NumberText.plain($0) }
    let every = texts.contains { SVGText.width($0, .small) > width - 2 } ? 2 : 1
    for (place, text) in texts.enumerated() where place % every == 0 {
      page.text(text, x: SVGRenderer.margin + (place + 1) * width, y: y + 31, .small, .middle)
    }
  }
}
