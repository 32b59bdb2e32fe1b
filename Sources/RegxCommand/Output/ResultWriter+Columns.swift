// Tensors next to each other, as a person compares them.
// SPDX-License-Identifier: Apache-2.0

import TensorCore
import TensorFormats

extension ResultWriter {
  /// Refuses columns that would not fit in memory: lines are held until all columns are there.
  private func refuseLongColumns(_ tensors: [NamedTensor]) throws {
    let limit = 1 << 22
    for tensor in tensors {
      let count = tensor.source.shape.count
      guard count > limit,
        !request.format.isPrinted || request.print.torch.threshold >= Double(count)
      else {
        continue
      }
      throw Failure(
        "--side-by-side: takes up to \(limit) printed elements a tensor, not \(count); print them"
          + " one under another")
    }
  }

  /// The tensors next to each other, each column as wide as its widest line.
  func writeColumns(_ tensors: [NamedTensor], to writer: inout ByteWriter) throws {
    try refuseLongColumns(tensors)
    let columns = try tensors.map { tensor in
      let buffer = ByteBuffer()
      var text = ByteWriter(to: buffer)
      try write(tensor, to: &text)
      try text.flush()
      return buffer.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        .dropLast()
    }
    let widths = columns.map { $0.map(visibleCount).max() ?? 0 }
    for row in 0..<(columns.map(\.count).max() ?? 0) {
      var pending = 0
      for (column, width) in zip(columns, widths) {
        let line = row < column.count ? column[row] : []
        if !line.isEmpty {
          try writer.write(UInt8(ascii: " "), count: pending)
          try line.withUnsafeBytes { try writer.write($0) }
          pending = 0
        }
        // Three blanks apart; none at the end of a line.
        pending += width - visibleCount(line) + 3
      }
      try writer.write(UInt8(ascii: "\n"))
    }
  }
}

/// The bytes of a line that take room on a terminal: all but escape sequences.
private func visibleCount(_ line: some Sequence<UInt8>) -> Int {
  var count = 0
  var escaped = false
  for byte in line {
    if byte == 0x1b { escaped = true }
    if !escaped { count += 1 }
    if escaped, byte == UInt8(ascii: "m") { escaped = false }
  }
  return count
}
