// Lines of dots, eight to a character.
// SPDX-License-Identifier: Apache-2.0

/// A raster of two by four dots to a character, as braille has them.
struct Dots: Sendable {
  private var bits: [Int: UInt8] = [:]
  private let columns: Int
  private let rows: Int

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }

  /// A straight line between two points, each a fraction of the width and of the height, from the
  /// left and from the bottom. Characters are points of the plot, so their middles are its ends.
  mutating func line(from start: (x: Double, y: Double), to end: (x: Double, y: Double)) {
    func place(_ point: (x: Double, y: Double)) -> (Double, Double) {
      (point.x * Double(columns - 1) * 2 + 0.5, (1 - point.y) * Double(rows - 1) * 4 + 1.5)
    }
    let (a, b) = (place(start), place(end))
    let steps = max(Int(max((b.0 - a.0).magnitude, (b.1 - a.1).magnitude).rounded(.up)), 1)
    for step in 0...steps {
      let part = Double(step) / Double(steps)
      set(
        Int((a.0 + (b.0 - a.0) * part).rounded()), Int((a.1 + (b.1 - a.1) * part).rounded()))
    }
  }

  private mutating func set(_ x: Int, _ y: Int) {
    guard x >= 0, y >= 0, x < columns * 2, y < rows * 4 else { return }
    let bit: UInt8 = y % 4 == 3 ? (x % 2 == 0 ? 64 : 128) : 1 << UInt8(y % 4 + (x % 2) * 3)
    bits[y / 4 * columns + x / 2, default: 0] |= bit
  }

  /// The characters that have dots, by column and row.
  func characters(isUnicode: Bool) -> [(column: Int, row: Int, text: String)] {
    bits.keys.sorted().map { key in
      let scalar = Unicode.Scalar(0x2800 + UInt32(bits[key] ?? 0)) ?? " "
      return (key % columns, key / columns, isUnicode ? String(Character(scalar)) : ".")
    }
  }
}
