// The words that stand for numbers: nan, inf, true and false.
// SPDX-License-Identifier: Apache-2.0

/// A word that stands for a number.
enum NumberWord {
  case special(SpecialNumber)
  case truth(Bool)
}

/// The `nan`, `inf`, `infinity`, `true` or `false` of any case and sign that comes next.
///
/// - Precondition: a byte that is no letter ends the text.
func numberWord(at text: UnsafePointer<UInt8>) -> (word: NumberWord, length: Int)? {
  let sign = text.pointee
  let isSigned = sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+")
  let text = text + (isSigned ? 1 : 0)
  // The letters, small, the first in the lowest byte.
  var letters: UInt64 = 0
  var length = 0
  while isWordByte(text[length]) {
    guard length < 8 else { return nil }
    letters |= UInt64(text[length] | 0x20) << UInt64(8 * length)
    length += 1
  }
  guard text[length] != UInt8(ascii: "-"), text[length] != UInt8(ascii: "+") else { return nil }
  let word: NumberWord
  switch letters {
  case 0x6e_616e: word = .special(.nan)
  case 0x66_6e69, 0x7974_696e_6966_6e69:  // "inf" and "infinity"
    word = .special(sign == UInt8(ascii: "-") ? .negativeInf : .inf)
  case 0x6575_7274 where !isSigned: word = .truth(true)
  case 0x65_736c_6166 where !isSigned: word = .truth(false)
  default: return nil
  }
  return (word, length + (isSigned ? 1 : 0))
}

/// Whether a byte can be part of a name.
func isWordByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
    true
  default: false
  }
}
