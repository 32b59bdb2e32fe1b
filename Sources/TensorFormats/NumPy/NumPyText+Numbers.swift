// Printing the elements of an array, once their form is known.
// SPDX-License-Identifier: Apache-2.0

import TensorCore

/// Prints floating elements in the form that suits all of them.
struct NumPyFloats: ElementConsumer {
  private let form: Form
  var lines: NumPyLines

  enum Form {
    case whole(FlushedWord<FloatText>)
    case positional(PositionalWord)
    case exponent(ExponentWord)
    case scalar(ShortestWord)
    case general
  }

  init(_ form: Form, _ page: NumPyPage) {
    self.form = form
    lines = NumPyLines(page)
  }

  mutating func consume(_ block: Span<Double>, to writer: inout ByteWriter) throws {
    switch form {
    case .whole(let word): try lines.write(block, as: word, to: &writer)
    case .positional(let word): try lines.write(block, as: word, to: &writer)
    case .exponent(let word): try lines.write(block, as: word, to: &writer)
    case .scalar(let word): try lines.write(block, as: word, to: &writer)
    case .general: try lines.write(block, as: GeneralWord(), to: &writer)
    }
  }
}

/// Prints integers, `True` and `False`, as wide as the longest; truth values of any rank but 0 as
/// wide as `False`.
struct NumPyIntegers: ElementConsumer {
  private let integer: FlushedWord<IntegerText>
  private let boolean: FlushedWord<BooleanText>?
  var lines: NumPyLines

  init(_ statistics: IntegerStatistics, _ page: NumPyPage) {
    integer = FlushedWord(text: statistics.integer)
    let width = page.rank == 0 ? statistics.boolean.width : 5
    boolean =
      statistics.kind == .boolean ? FlushedWord(text: BooleanText(width: width)) : nil
    lines = NumPyLines(page)
  }

  mutating func consume(_ block: Span<Int64>, to writer: inout ByteWriter) throws {
    if let boolean {
      try lines.write(block, as: boolean, to: &writer)
    } else {
      try lines.write(block, as: integer, to: &writer)
    }
  }
}
