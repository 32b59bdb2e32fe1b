// The formats that tensors are written in, for flags, help and file endings.

/// A format of output, under the name that `--format` takes; the default first.
public enum OutputFormat: String, CaseIterable, Sendable {
  case torch, compact, numpy, json, csv, npy, safetensors, raw, hex

  /// One line for the help.
  public var summary: String {
    switch self {
    case .torch: "the bytes of Python's print(tensor)"
    case .compact: "the same without blank lines between a sample's channels"
    case .numpy: "the bytes of Python's print(array)"
    case .json: "nested arrays with dtype and shape, exact"
    case .csv: "one line for each innermost row, exact"
    case .npy: "the file that numpy.save writes"
    case .safetensors: "the file that safetensors writes"
    case .raw: "the elements' little-endian bytes"
    case .hex: "one bit pattern a line, fixed width"
    }
  }

  /// The endings of file names that choose it, without the point.
  public var endings: [String] {
    switch self {
    case .torch: ["txt"]
    case .raw: ["raw", "bin"]
    case .json, .csv, .npy, .safetensors, .hex: [rawValue]
    case .compact, .numpy: []
    }
  }

  /// Whether it is text that a terminal can show.
  public var isText: Bool {
    switch self {
    case .npy, .safetensors, .raw: false
    case .torch, .compact, .numpy, .json, .csv, .hex: true
    }
  }

  /// Whether its writer reads a tensor once and in order. The printers read the corners that they
  /// show, and those twice: for the columns' width, and for the text.
  package var readsOnce: Bool {
    switch self {
    case .json, .csv, .npy, .safetensors, .raw, .hex: true
    case .torch, .compact, .numpy: false
    }
  }

  /// The format that the ending of a file's name chooses.
  public static func forFile(_ path: String) -> OutputFormat? {
    let ending = ending(of: path)
    return allCases.first { $0.endings.contains(ending) }
  }
}
