// The one JSON object that a command's results make.

import TensorCore
import TensorFormats

extension Presentation {
  /// `{"schema": 1, ..., "results": [{..., "dtype": ..., "shape": ..., "data": ...}, ...]}`.
  func writeObject(
    _ figures: [Figure], facts: [(key: String, value: String)], to writer: inout ByteWriter
  ) throws {
    try writer.write("{\"schema\": 1")
    for (key, value) in facts { try writer.write(",\n \(JSON.string(key)): \(value)") }
    try writer.write(",\n \"results\": [")
    for (i, figure) in figures.enumerated() {
      try writer.write(i == 0 ? "\n  {" : ",\n  {")
      for (key, value) in figure.properties() {
        try writer.write("\(JSON.string(key)): \(JSON.string(value)), ")
      }
      if let position = figure.position {
        for (key, value) in [("before", position.before), ("after", position.after)] {
          try writer.write("\"position_\(key)\": \(value.map { "\($0)" } ?? "null"), ")
        }
      }
      let extents = figure.source.shape.extents.map(String.init).joined(separator: ", ")
      try writer.write(
        "\"dtype\": \"\(figure.source.dtype.rawValue)\", \"shape\": [\(extents)],\n   \"data\": ")
      try JSON.writeNested(figure.source, to: &writer, indent: 3)
      try writer.write("}")
    }
    try writer.write("\n ]}\n")
  }
}
