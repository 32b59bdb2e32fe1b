// What SVG needs of texts and numbers.
// SPDX-License-Identifier: Apache-2.0

/// Texts and numbers as they stand in a file.
enum SVGText {
  /// At most two decimals, no zeros at the end, no exponent, no minus zero.
  static func number(_ value: Double) -> String { NumberText.short(value, 2) }

  /// Text between tags or in an attribute. What XML has no sign for becomes U+FFFD.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n", "\t": result += " "
      default:
        let isAllowed =
          scalar.value >= 0x20 && scalar.value != 0x7f && scalar.value != 0xfffe
          && scalar.value != 0xffff
        result.unicodeScalars.append(isAllowed ? scalar : "\u{fffd}")
      }
    }
    return result
  }

  /// With the typographic signs: a minus before a digit or a symbol, a cross between numbers.
  static func typographic(_ text: String) -> String {
    var result = ""
    let characters = Array(text)
    for (place, character) in characters.enumerated() {
      let before = place > 0 ? characters[place - 1] : " "
      let after = place + 1 < characters.count ? characters[place + 1] : " "
      if character == "-", before == " " || before == "(", after.isNumber || after == " " {
        result.append("\u{2212}")
      } else if character == "x", before == " ", after == " ", place >= 2,
        characters[place - 2].isNumber
      {
        result.append("\u{d7}")
      } else {
        result.append(character)
      }
    }
    return result
  }

  /// How wide a text is at most, in pixels.
  static func width(_ text: String, _ style: SVGTextStyle) -> Int {
    Int((Double(text.count) * style.size * (style.isBold ? 0.72 : 0.68)).rounded(.up))
  }
}

/// The styles of text, by the classes that the style sheet has.
enum SVGTextStyle: String, CaseIterable, Sendable {
  case heading = "h"
  case bold = "b"
  case body = ""
  case muted = "m"
  case code = "c"
  case small = "m s"
  /// The names of series, in their colours.
  case first = "b t1"
  case second = "b t2"
  case third = "b t3"

  var size: Double {
    switch self {
    case .heading: 16
    case .bold, .body, .first, .second, .third: 13
    case .muted, .code: 12
    case .small: 11
    }
  }

  var isBold: Bool { [.heading, .bold, .first, .second, .third].contains(self) }

  /// The style of a series, by its place.
  static func series(_ place: Int) -> SVGTextStyle { [.first, .second, .third][place % 3] }
}
