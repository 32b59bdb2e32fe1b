// What of an array's text does not depend on its elements.
// SPDX-License-Identifier: Apache-2.0

import TensorCore

/// The frame of one printed array.
struct NumPyPage {
  let options: PrintOptions
  /// What stands before the elements, and what follows each but the last of a row.
  let opening: String
  let separator: StaticString
  /// The elements that are shown, and those that decide on their format.
  let elements: PrintedElements
  let measured: PrintedElements
  /// What stands after the elements in a `repr`; `nil` in a `str`.
  private let extras: String?

  init(
    shape: Shape, dtype: DType, options: PrintOptions, style: NumPyText.Style, prefix: String
  ) {
    self.options = options
    let isSummarized = options.summarizes(shape.count)
    let edge = isSummarized ? options.edgeItems : nil
    // With no edge items the last element of an axis is still shown, and a[-0:] is all of it.
    elements = PrintedElements(shape, edge: edge, trailing: edge.map { max($0, 1) })
    measured = PrintedElements(shape, edge: edge == 0 ? nil : edge)
    guard style == .repr else {
      (opening, separator, extras) = ("", "", nil)
      return
    }
    (opening, separator) = (prefix, ",")
    var extras: [String] = []
    if shape.count == 0 && shape.extents != [0] || isSummarized {
      extras.append("shape=" + TorchPage.tuple(shape.extents))
    }
    let isTypeKnown = dtype == .int64 || dtype == .float64 || dtype == .bool
    if !isTypeKnown || shape.count == 0 { extras.append("dtype=" + dtype.rawValue) }
    self.extras = extras.joined(separator: ", ")
  }

  var rank: Int { elements.extents.count }

  /// The column of the elements of an array of rank 1: after its bracket.
  var indent: Int { opening.unicodeScalars.count + 1 }

  /// The column that the last character of a row may reach: brackets and a comma, or the
  /// parenthesis, still fit after it.
  var rowWidth: Int { options.lineWidth - (extras == nil ? 0 : 1) - rank }

  /// Writes shape and type, on a new line if the last line, `column` characters long, has no room.
  func writeEnd(column: Int, to writer: inout ByteWriter) throws {
    guard let extras else { return }
    if !extras.isEmpty {
      try writer.write(0x2c)
      if column + 1 + extras.utf8.count + 2 > options.lineWidth {
        try writer.write(0x0a)
        try writer.write(0x20, count: indent - 1)
      } else {
        try writer.write(0x20)
      }
      try writer.write(extras)
    }
    try writer.write(0x29)
  }
}
