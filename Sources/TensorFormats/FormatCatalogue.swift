// The formats that tensors are written in: one row each, for flags, help and file endings.

/// A format of output.
public struct OutputFormat: Sendable, Equatable {
  /// What `--format` calls it.
  public let name: String
  /// One line for the help.
  public let summary: String
  /// The endings of file names that choose it, without the point.
  public let endings: [String]
  /// Whether it is text that a terminal can show.
  public let isText: Bool

  /// All formats, the default first.
  public static let all: [OutputFormat] = [
    OutputFormat(
      name: "torch", summary: "the bytes of Python's print(tensor)", endings: ["txt"],
      isText: true),
    OutputFormat(
      name: "compact", summary: "the same without blank lines between a sample's channels",
      endings: [], isText: true),
    OutputFormat(
      name: "numpy", summary: "the bytes of Python's print(array)", endings: [], isText: true),
    OutputFormat(
      name: "json", summary: "nested arrays with dtype and shape, exact", endings: ["json"],
      isText: true),
    OutputFormat(
      name: "csv", summary: "one line for each innermost row, exact", endings: ["csv"],
      isText: true),
    OutputFormat(
      name: "npy", summary: "the file that numpy.save writes", endings: ["npy"], isText: false),
    OutputFormat(
      name: "safetensors", summary: "the file that safetensors writes", endings: ["safetensors"],
      isText: false),
    OutputFormat(
      name: "raw", summary: "the elements' little-endian bytes", endings: ["raw", "bin"],
      isText: false),
    OutputFormat(
      name: "hex", summary: "one bit pattern a line, fixed width", endings: ["hex"], isText: true),
  ]

  /// The format of this name.
  public static func named(_ name: String) -> OutputFormat? { all.first { $0.name == name } }

  /// The format that the ending of a file's name chooses.
  public static func forFile(_ path: String) -> OutputFormat? {
    let ending = ending(of: path)
    return all.first { $0.endings.contains(ending) }
  }
}
