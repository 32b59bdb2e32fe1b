// Stands in until the real printer of shortest decimals is there.

import TensorCore

func shortestDecimal<Element: FloatingScalar>(
  _ value: Element, into buffer: UnsafeMutablePointer<UInt8>
) -> Int {
  var text = "\(value.compute)"
  if let e = text.firstIndex(of: "e") {
    var mantissa = text[..<e]
    var exponent = text[text.index(after: e)...]
    if mantissa.hasSuffix(".0") { mantissa = mantissa.dropLast(2) }
    let sign = exponent.first!
    exponent = exponent.dropFirst()
    text = "\(mantissa)e\(sign)\(exponent.count < 2 ? "0" : "")\(exponent)"
  }
  for (i, byte) in text.utf8.enumerated() { buffer[i] = byte }
  return text.utf8.count
}
