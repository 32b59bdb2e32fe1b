// Shapes as the data of paths: one path for all marks of a kind.
// SPDX-License-Identifier: Apache-2.0

/// A path that grows.
struct PathData: Sendable {
  private(set) var text = ""

  /// A square or another rectangle.
  mutating func rectangle(_ x: Int, _ y: Int, _ width: Int, _ height: Int) {
    text += "M\(x) \(y)h\(width)v\(height)h-\(width)z"
  }

  /// A cross in a square cell.
  mutating func cross(_ x: Int, _ y: Int, size: Int) {
    let arm = size * 14 / 30 > 6 ? size * 14 / 30 / 2 * 2 : 6
    let inset = (size - arm) / 2
    text += "M\(x + inset) \(y + inset)l\(arm) \(arm)m0-\(arm)l-\(arm) \(arm)"
  }

  /// A minus in a square cell.
  mutating func minus(_ x: Int, _ y: Int, size: Int) {
    text += "M\(x + (size - 8) / 2) \(y + size / 2)h8"
  }

  /// An A or a B in a square cell.
  mutating func letter(_ isA: Bool, _ x: Int, _ y: Int, size: Int) {
    let unit = max(1, size / 12)
    let (left, top) = (x + (size - 6 * unit) / 2, y + (size - 8 * unit) / 2)
    let (half, whole) = (4 * unit, 8 * unit)
    if isA {
      text += "M\(left) \(top + whole)l\(3 * unit)-\(whole)l\(3 * unit) \(whole)"
      text += "M\(left + unit) \(top + 5 * unit)h\(half)"
    } else {
      let (stem, bow) = (3 * unit, 2 * unit)
      text += "M\(left) \(top)v\(whole)h\(stem)a\(bow) \(bow) 0 0 0 0-\(half)h-\(stem)"
      text += "m0-\(half)h\(stem)a\(bow) \(bow) 0 0 1 0 \(half)"
    }
  }

  /// A diamond in a square cell.
  mutating func diamond(_ x: Int, _ y: Int, size: Int) {
    let half = size / 2 - 2
    text += "M\(x + size / 2) \(y + 2)l\(half) \(half)l-\(half) \(half)l-\(half)-\(half)z"
  }

  /// A disc around a point.
  mutating func disc(_ x: Double, _ y: Double, radius: Double = 4) {
    let r = SVGText.number(radius)
    let d = SVGText.number(radius * 2)
    text +=
      "M\(SVGText.number(x - radius)) \(SVGText.number(y))a\(r) \(r) 0 1 0 \(d) 0a\(r) \(r) 0 1 0-\(d) 0z"
  }

  /// A marker of a series, by its place: a disc, a square, a triangle.
  mutating func marker(_ series: Int, _ x: Double, _ y: Double) {
    switch series % 3 {
    case 0: disc(x, y)
    case 1: text += "M\(SVGText.number(x - 3.5)) \(SVGText.number(y - 3.5))h7v7h-7z"
    default: text += "M\(SVGText.number(x)) \(SVGText.number(y - 5))l5 8.5h-10z"
    }
  }

  /// A line through points.
  mutating func line(_ points: [(x: Double, y: Double)], isClosed: Bool = false) {
    for (place, point) in points.enumerated() {
      text += "\(place == 0 ? "M" : "L")\(SVGText.number(point.x)) \(SVGText.number(point.y))"
    }
    if isClosed { text += "z" }
  }

  /// A cell of a stroked row: runs that touch become one. Cells must come in the order of a row.
  mutating func run(_ x: Int, _ y: Int, width: Int) {
    if y == rowY, x >= rowEnd {
      if x == rowEnd {
        runLength += width
      } else {
        endRun()
        text += "m\(x - rowEnd) 0"
        runLength = width
      }
    } else {
      endRun()
      text += "M\(x) \(y)"
      rowY = y
      runLength = width
    }
    rowEnd = x + width
  }

  /// Writes what the last run is long.
  mutating func endRun() {
    if runLength > 0 { text += "h\(runLength)" }
    runLength = 0
  }

  private var rowY: Int?
  private var rowEnd = 0
  private var runLength = 0
}
