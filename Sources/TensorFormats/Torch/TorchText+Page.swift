// What of a tensor's text does not depend on its elements.
// SPDX-License-Identifier: Apache-2.0

import TensorCore

/// The frame of one printed tensor: which elements, which indentation, which suffixes.
struct TorchPage {
  let options: PrintOptions
  let layout: TorchText.Layout
  let prefix: String
  /// The width of the prefix, its last line.
  let indent: Int
  let elements: PrintedElements
  /// What follows the elements, in order.
  let suffixes: [String]
  /// The text of a tensor that shows no element.
  let constantText: String?

  init(
    shape: Shape, dtype: DType, options: PrintOptions, layout: TorchText.Layout, prefix: String,
    suffixes: [String]
  ) {
    self.options = options
    self.layout = layout
    self.prefix = prefix
    indent = prefix.unicodeScalars.reduce(0) { $1 == "\n" ? 0 : $0 + 1 }
    let isSummarized = options.summarizes(shape.count)
    elements = PrintedElements(shape, edge: isSummarized ? options.edgeItems : nil)
    let isEmpty = shape.count == 0
    let hidesAll = isSummarized && options.edgeItems == 0 && shape.rank > 0
    constantText = isEmpty ? "[]" : hidesAll ? "[...]" : nil

    var all: [String] = []
    if isEmpty ? shape.rank != 1 : options.edgeItems == 0 {
      all.append("size=" + Self.tuple(shape.extents))
    }
    // An empty tensor has no elements that would show an int64 or a bool for what it is.
    let isTypeKnown =
      dtype == .float32 || !isEmpty && (dtype == .int64 || dtype == .bool)
    if !isTypeKnown { all.append("dtype=torch." + dtype.rawValue) }
    self.suffixes = all + suffixes
  }

  /// The line breaks between blocks that are neighbours along `axis`.
  func lineBreaks(along axis: Int) -> Int {
    let rank = elements.extents.count
    switch layout {
    case .torch: return rank - 1 - axis
    case .compact: return axis == 0 && rank >= 4 ? 2 : 1
    }
  }

  /// Writes the suffixes, each on a new line if the last line, `column` characters long, has no room
  /// for it, and the closing parenthesis.
  func writeEnd(column: Int, to writer: inout ByteWriter) throws {
    // PyTorch counts two characters more than the first line has.
    var length = column + 2
    for suffix in suffixes {
      let count = suffix.unicodeScalars.count
      if length + count + 2 > options.lineWidth {
        try writer.write(",\n")
        try writer.write(0x20, count: indent)
        length = indent + count
      } else {
        try writer.write(", ")
        length += count + 2
      }
      try writer.write(suffix)
    }
    try writer.write(0x29)
  }

  /// Extents as Python shows a tuple.
  static func tuple(_ extents: [Int]) -> String {
    let list = extents.map(String.init).joined(separator: ", ")
    return extents.count == 1 ? "(\(list),)" : "(\(list))"
  }
}
