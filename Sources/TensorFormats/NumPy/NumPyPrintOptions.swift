// How NumPy prints: the numbers that numpy.set_printoptions takes.
// SPDX-License-Identifier: Apache-2.0

/// The settings of `numpy.set_printoptions` that tensors need, with NumPy's defaults.
///
/// The others keep their defaults: `floatmode` is `maxprec`, `sign` is `-`. Any value is safe to
/// print with: a negative precision or number of edge items counts as 0.
public struct NumPyPrintOptions: Equatable, Sendable {
  /// Digits after the point, at the most.
  public var precision = 8
  /// An array with more elements than this is summarized; may be infinite.
  public var threshold = 1000.0
  /// The elements shown at both ends of an axis of a summarized array.
  public var edgeItems = 3
  /// The characters after which a line is broken.
  public var lineWidth = 75
  /// Whether small numbers are shown as 0 rather than all numbers with an exponent.
  public var suppress = false

  /// The settings of a profile, with those that are given in place of its own.
  ///
  /// - NumPy has no profiles. These change NumPy's defaults as PyTorch's profiles change PyTorch's:
  ///   `short` has 2 digits and 2 edge items, `full` never summarizes.
  public init(
    profile: PrintOptions.Profile = .default, precision: Int? = nil, threshold: Double? = nil,
    edgeItems: Int? = nil, lineWidth: Int? = nil, suppress: Bool = false
  ) {
    switch profile {
    case .default: break
    case .short: (self.precision, self.edgeItems) = (2, 2)
    case .full: self.threshold = .infinity
    }
    if let precision { self.precision = precision }
    if let threshold { self.threshold = threshold }
    if let edgeItems { self.edgeItems = edgeItems }
    if let lineWidth { self.lineWidth = lineWidth }
    self.suppress = suppress
  }

  /// The same numbers for PyTorch's printer, within bounds where nothing overflows.
  var bounded: PrintOptions {
    PrintOptions(
      precision: precision, threshold: threshold, edgeItems: edgeItems, lineWidth: lineWidth
    ).bounded
  }
}
