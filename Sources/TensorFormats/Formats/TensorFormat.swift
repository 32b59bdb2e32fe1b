// A file format as a value: its facts, how it is written, and how it is recognized and read.
// SPDX-License-Identifier: Apache-2.0

public import TensorCore

/// A format of tensor files and printed tensors.
///
/// A format is one file, which ends in its row, and one place in `catalogue`.
public struct TensorFormat: Sendable {
  /// The name that it is chosen by, such as `npy`.
  public let name: String
  /// What it is, in one line.
  public let summary: String
  /// The endings of file names that choose it, without the point.
  public let endings: [String]
  /// Whether it is text that a terminal can show.
  public let isText: Bool
  /// The dtypes that it cannot hold.
  public let lacks: [DType]
  /// Whether a file holds one tensor, so that a reader would find only the first of several.
  public let holdsOne: Bool
  /// Whether it is what a person prints, of a large tensor a summary. Such a writer reads the
  /// corners that it shows, and those twice: for the columns' width, and for the text. Every other
  /// reads a tensor once and in order.
  public let isPrinted: Bool

  /// Writes one tensor; `nil` if the format is only read.
  let write: Writer?
  /// Writes the tensors of a result as one document; `nil` if they follow one another.
  let writeDocument: DocumentWriter?
  /// Recognizes and reads it; `nil` if another format's reader does, or none can.
  let reader: Reader?

  typealias Writer =
    @Sendable (
      _ source: any Source, _ options: WritingOptions, _ writer: inout ByteWriter
    ) throws -> Void
  typealias DocumentWriter =
    @Sendable (_ document: ResultDocument, _ writer: inout ByteWriter) throws -> Void

  init(
    _ name: String, summary: String, endings: [String] = [], isText: Bool, lacks: [DType] = [],
    holdsOne: Bool = false, isPrinted: Bool = false, write: Writer? = nil,
    writeDocument: DocumentWriter? = nil, reader: Reader? = nil
  ) {
    self.name = name
    self.summary = summary
    self.endings = endings
    self.isText = isText
    self.lacks = lacks
    self.holdsOne = holdsOne
    self.isPrinted = isPrinted
    self.write = write
    self.writeDocument = writeDocument
    self.reader = reader
  }

  /// All formats: those that are written in the order in which help lists them, the default first.
  public static let catalogue: [TensorFormat] = [
    .torch, .compact, .numpy, .json, .csv, .npy, .safetensors, .raw, .hex, .npz, .torchFile,
  ]

  /// The formats that are written.
  public static var written: [TensorFormat] { catalogue.filter { $0.write != nil } }

  /// The format of this name that is written.
  public init?(named name: String) {
    guard let format = Self.written.first(where: { $0.name == name }) else { return nil }
    self = format
  }

  /// The format that the ending of a file's name chooses for writing.
  public static func forFile(_ path: String) -> TensorFormat? {
    let ending = ending(of: path)
    return written.first { $0.endings.contains(ending) }
  }

  /// Writes one tensor, with the line break at the end that the format has.
  ///
  /// - Throws: `FormatError`, before anything is written, if the format is only read or cannot hold
  ///   the dtype; what the source or the sink throws.
  public func write(
    _ source: any Source, options: WritingOptions = WritingOptions(), to writer: inout ByteWriter
  ) throws {
    guard let write else { throw FormatError("\(name) is only read, not written") }
    if lacks.contains(source.dtype) { throw FormatError(format: self, lacks: source.dtype) }
    try write(source, options, &writer)
  }

  /// Whether the tensors of a result make one document, which `write(_:to:)` writes.
  public var writesDocuments: Bool { writeDocument != nil }

  /// Writes the tensors of a result as one document.
  ///
  /// - Precondition: the format `writesDocuments`.
  public func write(_ document: ResultDocument, to writer: inout ByteWriter) throws {
    guard let writeDocument else { preconditionFailure("tensors follow one another in \(name)") }
    try writeDocument(document, &writer)
  }
}

extension TensorFormat: Equatable {
  /// Formats are told apart by their names.
  public static func == (a: TensorFormat, b: TensorFormat) -> Bool { a.name == b.name }
}

/// What printed text depends on beside the tensor.
public struct WritingOptions: Sendable {
  /// The settings of `torch.set_printoptions`.
  public var torch = PrintOptions()
  /// The settings of `numpy.set_printoptions`.
  public var numPy = NumPyPrintOptions()
  /// Which of NumPy's two texts.
  public var numPyStyle = NumPyText.Style.str

  /// The frameworks' own settings.
  public init() {}
}

/// A result of several tensors, or of one with something to say about it.
public struct ResultDocument {
  /// What is said of the whole, as names with values that are JSON.
  public var facts: [(key: String, value: String)]
  /// The tensors, under names that differ.
  public var tensors: [NamedTensor]

  /// A document of these tensors.
  public init(facts: [(key: String, value: String)] = [], tensors: [NamedTensor]) {
    self.facts = facts
    self.tensors = tensors
  }
}

/// One tensor of a result.
public struct NamedTensor {
  /// Its name, which no other tensor of the result has.
  public var name: String
  /// What stands over it in text; `nil` for a result that stands alone.
  public var heading: String?
  /// What is said of it before its dtype, shape and elements, where a format has room for it: names
  /// with values that are JSON.
  public var properties: () -> [(key: String, value: String)]
  /// The tensor.
  public var source: any Source

  /// A tensor under a name.
  public init(
    _ name: String, heading: String? = nil,
    properties: @escaping () -> [(key: String, value: String)] = { [] }, _ source: any Source
  ) {
    self.name = name
    self.heading = heading
    self.properties = properties
    self.source = source
  }
}

/// What stands after the last point of a file's name, in lower case.
func ending(of path: String) -> String {
  let name = path.split(separator: "/").last ?? ""
  guard let point = name.lastIndex(of: ".") else { return "" }
  return name[name.index(after: point)...].lowercased()
}
