// Shapes as they are typed, and as Python prints them.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import TensorCore

/// The text without the blanks at its ends.
private func trimmed(_ text: Substring) -> Substring {
  let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") }
  var bytes = text.utf8.drop(while: isBlank)
  while bytes.last.map(isBlank) == true { bytes.removeLast() }
  return Substring(bytes)
}

private func isSeparator(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: ",") || byte == UInt8(ascii: "x") || byte == UInt8(ascii: "X")
}

func parsedShape(_ text: String) throws(ValueError) -> Shape {
  if text == "scalar" { return .scalar }
  var text = trimmed(Substring(text))
  // As Python prints a shape: (3, 2), [3, 2], torch.Size([3, 2]).
  for opening in ["torch.Size(", "(", "["]
  where text.hasPrefix(opening) && text.hasSuffix(opening == "[" ? "]" : ")") {
    text = trimmed(Substring(text.utf8.dropFirst(opening.utf8.count).dropLast()))
    if text.hasSuffix(",") { text = trimmed(text.dropLast()) }
    if text.isEmpty { return .scalar }
  }
  var extents: [Int] = []
  for part in text.utf8.split(omittingEmptySubsequences: false, whereSeparator: isSeparator) {
    let part = trimmed(Substring(part))
    if let extent = Int(part) {
      extents.append(extent)
    } else if !part.isEmpty, part.utf8.allSatisfy({ (48...57).contains($0) }) {
      throw ValueError("an extent is past what 64 bits count")
    } else if part.utf8.contains(UInt8(ascii: "*")) {
      throw ValueError("nothing is multiplied here; must be extents like 3,2,2,2, or 'scalar'")
    } else {
      throw ValueError("must be extents like 3,2,2,2, or 'scalar'")
    }
  }
  do throws(ShapeError) {
    return try Shape(extents)
  } catch {
    switch error {
    case .negativeExtent(let extent):
      throw ValueError("an extent is a count, not \(extent)")
    case .tooManyExtents(let count):
      throw ValueError("has \(count) extents; PyTorch and regx take up to \(Shape.rankLimit)")
    case .tooManyElements:
      throw ValueError("holds more elements than 64 bits can count the bytes of")
    }
  }
}
