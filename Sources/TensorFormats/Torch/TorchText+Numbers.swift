// How PyTorch decides between `1.`, `1.0000` and `1.0000e+00`.
// SPDX-License-Identifier: Apache-2.0

import TensorCore

/// Prints floating elements in the form that suits all of them.
struct TorchFloats: ElementConsumer {
  private let text: FloatText
  var lines: TorchLines

  init(_ statistics: FloatStatistics, _ page: TorchPage) {
    text = FloatText(suiting: statistics, page.options)
    lines = TorchLines(page, width: text.width)
  }

  mutating func consume(_ block: Span<Double>, to writer: inout ByteWriter) throws {
    try lines.write(block, as: text, to: &writer)
  }
}

extension FloatText {
  /// The form of all floating elements of one printed tensor.
  ///
  /// - Scientific: the largest magnitude is over 1000 times the smallest, over 1e8, or the smallest
  ///   is under 1e-4, unless `options` say otherwise.
  /// - Otherwise integers and a point if all are integers.
  /// - Zeros, infinities and NaN are not asked; if there is nothing else, integers of width 1.
  /// - The width is that of the longest among the elements asked.
  fileprivate init(suiting statistics: FloatStatistics, _ options: PrintOptions) {
    guard let range = statistics.magnitudes else {
      self.init(.fixed, precision: 0, keepsPoint: true, width: 1)
      return
    }
    let (least, greatest) = (range.lowerBound, range.upperBound)
    let isScientific =
      options.sciMode ?? (greatest / least > 1000 || greatest > 1e8 || least < 1e-4)
    if isScientific {
      self.init(.scientific, precision: options.precision, fitting: statistics)
    } else {
      let isIntegral = statistics.isIntegral
      let precision = isIntegral ? 0 : options.precision
      self.init(.fixed, precision: precision, keepsPoint: isIntegral, fitting: statistics)
    }
  }
}

/// Prints integers, `True` and `False`, as wide as the longest.
struct TorchIntegers: ElementConsumer {
  private let statistics: IntegerStatistics
  var lines: TorchLines

  init(_ statistics: IntegerStatistics, _ page: TorchPage) {
    self.statistics = statistics
    let width = statistics.kind == .boolean ? statistics.boolean.width : statistics.integer.width
    lines = TorchLines(page, width: width)
  }

  mutating func consume(_ block: Span<Int64>, to writer: inout ByteWriter) throws {
    if statistics.kind == .boolean {
      try lines.write(block, as: statistics.boolean, to: &writer)
    } else {
      try lines.write(block, as: statistics.integer, to: &writer)
    }
  }
}
