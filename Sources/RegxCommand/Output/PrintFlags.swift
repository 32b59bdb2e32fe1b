// The print flags as they were typed; what they mean depends on whose text is printed.
// SPDX-License-Identifier: Apache-2.0

import TensorFormats

/// The options of `torch.set_printoptions`, each `nil` where only the profile speaks.
struct PrintFlags: Sendable {
  enum SciMode: String, CaseIterable, Sendable { case auto, on, off }

  var profile = PrintOptions.Profile.default
  var precision: Int?
  var threshold: Double?
  var edgeItems: Int?
  var lineWidth: Int?
  var sciMode = SciMode.auto
  /// NumPy's `repr(array)` rather than `print(array)`.
  var isRepr = false

  /// Why a format cannot do what was asked for; `nil` if it can.
  func refusal(by format: TensorFormat) -> String? {
    if isRepr, format != .numpy {
      return "--repr: is for --format numpy, not for '\(format.name)'"
    }
    let asked: [(flag: String, isGiven: Bool)] = [
      ("precision", precision != nil), ("threshold", threshold != nil),
      ("edgeitems", edgeItems != nil), ("linewidth", lineWidth != nil),
      ("sci-mode", sciMode != .auto), ("print-profile", profile != .default),
    ]
    guard let flag = asked.first(where: \.isGiven)?.flag else { return nil }
    guard format.isPrinted else {
      return
        "--\(flag): is for --format torch, compact or numpy; '\(format.name)' is exact and whole"
    }
    return format == .numpy && sciMode == .on
      ? "--sci-mode 'on': is for --format torch; NumPy's printer chooses by itself" : nil
  }

  /// What `torch.set_printoptions` makes of them: the profile first, whatever the order of flags.
  var torch: PrintOptions {
    PrintOptions(
      profile: profile, precision: precision, threshold: threshold, edgeItems: edgeItems,
      lineWidth: lineWidth, sciMode: sciMode == .auto ? nil : sciMode == .on)
  }
  /// What the printed formats need of them.
  var writing: WritingOptions {
    var writing = WritingOptions()
    (writing.torch, writing.numPy) = (torch, numPy)
    writing.numPyStyle = isRepr ? .repr : .str
    return writing
  }

  /// What `numpy.set_printoptions` makes of them.
  var numPy: NumPyPrintOptions {
    NumPyPrintOptions(
      profile: profile, precision: precision, threshold: threshold, edgeItems: edgeItems,
      lineWidth: lineWidth, suppress: sciMode == .off)
  }
}
