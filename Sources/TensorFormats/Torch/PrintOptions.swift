// How PyTorch prints: the numbers that torch.set_printoptions takes.
// SPDX-License-Identifier: Apache-2.0

/// The settings of `torch.set_printoptions`, with PyTorch's defaults.
///
/// Any value is safe to print with: a printer takes precision from 0 to 2^31 - 1 (Python's own
/// bound), edge items from 0, and a line that is too short still holds one element.
public struct PrintOptions: Equatable, Sendable {
  /// Digits after the point.
  public var precision = 4
  /// A tensor with more elements than this is summarized; may be infinite.
  public var threshold = 1000.0
  /// The elements shown at both ends of an axis of a summarized tensor.
  public var edgeItems = 3
  /// The characters after which a line is broken.
  public var lineWidth = 80
  /// Whether to use scientific notation; decided by the elements if `nil`.
  public var sciMode: Bool?

  /// PyTorch's named settings.
  public enum Profile: String, CaseIterable, Sendable {
    /// The names that `set_printoptions(profile=...)` takes.
    case `default`, short, full
  }

  /// The settings of a profile, with those that are given in place of its own.
  ///
  /// - `sciMode` is no part of a profile: as in `torch.set_printoptions`, leaving it out means `nil`.
  public init(
    profile: Profile = .default, precision: Int? = nil, threshold: Double? = nil,
    edgeItems: Int? = nil, lineWidth: Int? = nil, sciMode: Bool? = nil
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
    self.sciMode = sciMode
  }

  /// Whether a tensor of `count` elements is summarized.
  func summarizes(_ count: Int) -> Bool {
    guard threshold < 0x1p62 else { return false }  // Also for NaN, which nothing exceeds.
    return threshold < 0 || count > Int(threshold)
  }

  /// What the printers compute with: within bounds where no sum or product overflows.
  var bounded: PrintOptions {
    var options = self
    options.precision = min(max(precision, 0), Int(Int32.max))
    options.edgeItems = min(max(edgeItems, 0), 1 << 60)
    options.lineWidth = min(max(lineWidth, -(1 << 60)), 1 << 60)
    return options
  }
}
