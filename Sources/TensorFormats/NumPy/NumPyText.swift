// What `print(array)` and `repr(array)` show in NumPy, byte for byte.
//
// Follows numpy/_core/arrayprint.py and dragon4.c of NumPy 2.4 (BSD-3-Clause).
// SPDX-License-Identifier: Apache-2.0

public import TensorCore

/// NumPy's text of an array.
public enum NumPyText {
  /// Which of the two texts.
  public enum Style: Sendable {
    /// `str(array)`, which `print` shows: `[1. 2.]`; an array of rank 0 as NumPy's scalars.
    case str
    /// `repr(array)`: `array([1., 2.], dtype=float32)`.
    case repr
  }

  /// Writes `source` as NumPy shows it, without a line break at the end.
  ///
  /// - bfloat16 is no type of NumPy's own: it is shown as the package `ml_dtypes` adds it, each
  ///   element for itself with up to 6 significant digits and without padding.
  /// - `prefix` stands in front of a `repr`, and lines are indented by its width.
  /// - The source is asked for the elements that are shown alone, by ranges in rising order: once
  ///   for the text, once more for the width of integers, twice more for floating types, the second
  ///   time until the number of digits is known. Told to show no edge items NumPy lets all elements
  ///   decide on the format, and so does this. Memory is constant.
  /// - Throws: what the source or the sink throws.
  public static func write<S: Source>(
    _ source: S, options: NumPyPrintOptions = NumPyPrintOptions(), style: Style = .str,
    prefix: String = "array(", to writer: inout ByteWriter
  ) throws {
    let dtype = S.Element.dtype
    let page = NumPyPage(
      shape: source.shape, dtype: dtype, options: options.bounded, style: style, prefix: prefix)
    if source.shape.count == 0 {
      try writer.write(page.opening + "[]")
      return try page.writeEnd(column: page.opening.unicodeScalars.count + 2, to: &writer)
    }
    var reader = BlockReader(source)
    if dtype.kind == .floating {
      let form: NumPyFloats.Form
      if dtype == .bfloat16 {
        form = .general
      } else if source.shape.rank == 0, style == .str {
        form = .scalar(ShortestWord(dtype))
      } else {
        var statistics = NumPyFloatStatistics()
        try reader.read(page.measured, into: &statistics, to: &writer)
        var measure = NumPyFloatMeasure(
          statistics, dtype, precision: page.options.precision, suppress: options.suppress)
        try reader.read(page.measured, into: &measure, to: &writer)
        form = measure.form
      }
      var printer = NumPyFloats(form, page)
      try printer.lines.begin(to: &writer)
      try reader.read(page.elements, into: &printer, to: &writer)
      try page.writeEnd(column: printer.lines.column, to: &writer)
    } else {
      var statistics = IntegerStatistics(dtype.kind)
      try reader.read(page.measured, into: &statistics, to: &writer)
      var printer = NumPyIntegers(statistics, page)
      try printer.lines.begin(to: &writer)
      try reader.read(page.elements, into: &printer, to: &writer)
      try page.writeEnd(column: printer.lines.column, to: &writer)
    }
  }
}

extension TensorFormat {
  /// What NumPy prints.
  public static let numpy = TensorFormat(
    "numpy", summary: "the bytes of Python's print(array)", isText: true, isPrinted: true
  ) { source, options, writer in
    try NumPyText.write(source, options: options.numPy, style: options.numPyStyle, to: &writer)
    try writer.write(UInt8(ascii: "\n"))
  }
}
