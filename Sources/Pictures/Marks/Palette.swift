// The colours of all pictures, chosen so that a colour-blind reader and a grey printer lose nothing.
// SPDX-License-Identifier: Apache-2.0

/// What a colour is for. A picture names roles; only the palette knows colours.
package enum Role: Hashable, Sendable {
  case ink, mute, kept, second, third
  /// Bold ink.
  case strong
  /// What is chosen on a screen: ground and ink changed over.
  case chosen
  /// A class of a scale: digits on a ground of its colour.
  case diverging(Int)
  case sequential(Int)

  /// The role of a series of a chart, by its place.
  static func series(_ place: Int) -> Role { [.kept, .second, .third][place % 3] }
}

/// The colours of each role, by medium.
enum Palette {
  /// Variables of a style sheet: name, on a light ground, on a dark ground.
  static let variables: [(name: String, light: String, dark: String)] =
    [
      ("bg", "#ffffff", "#15181c"), ("plane", "#e9edf1", "#262b31"), ("ink", "#1b1f24", "#e8eaed"),
      ("mute", "#5a626b", "#a0a8b1"), ("rule", "#dde1e5", "#31373e"),
      ("frame", "#88919b", "#707a85"), ("kept", "#0b6fae", "#4fa3dc"),
      ("second", "#c24e00", "#ef8d4a"), ("third", "#1c7d5c", "#45b58c"),
    ]

  /// From negative to positive.
  static let diverging = (
    light: [
      0x7a2f00, 0xb05200, 0xde8a3c, 0xf2c497, 0xe4e4e4, 0xa9cbe6, 0x5d9fd0, 0x1a69a8, 0x08386b,
    ],
    dark: [
      0xffd0a3, 0xf79f55, 0xc56d25, 0x7d4a23, 0x3c4248, 0x2b5577, 0x3a82b8, 0x72b5e6, 0xcfe8fd,
    ],
    // By hand: the nearest colours are yellow and green.
    indexed: [52, 130, 173, 223, 254, 153, 74, 25, 18]
  )

  /// From zero up.
  static let sequential = (
    light: [0xdbe8f3, 0xb3d0e8, 0x80b1d8, 0x4a8fc3, 0x1f6ba8, 0x0c4a82, 0x082f5c],
    dark: [0x21374c, 0x274f73, 0x2d6b9f, 0x3f8ac6, 0x66a9df, 0x9accf0, 0xd6ecfd],
    indexed: [189, 153, 110, 68, 25, 24, 17]
  )

  /// The colours of text in a terminal, readable on either ground; `nil` is the terminal's own.
  static func foreground(_ role: Role) -> (rgb: Int, indexed: Int, basic: Int?)? {
    switch role {
    case .ink, .strong, .chosen, .diverging, .sequential: nil
    case .mute: (0x808080, 244, nil)
    case .kept: (0x2a84c6, 32, nil)
    case .second: (0xd5661a, 166, 31)
    case .third: (0x2f8f6b, 29, nil)
    }
  }

  /// The ground of a class in a terminal, and whether ink on it is light.
  static func ground(_ role: Role) -> (rgb: Int, indexed: Int, isDark: Bool)? {
    switch role {
    case .diverging(let place):
      (diverging.light[place], diverging.indexed[place], [0, 1, 7, 8].contains(place))
    case .sequential(let place):
      (sequential.light[place], sequential.indexed[place], place >= 4)
    case .ink, .strong, .chosen, .mute, .kept, .second, .third: nil
    }
  }

  /// `#0b6fae`.
  static func hex(_ rgb: Int) -> String {
    let digits = String(rgb, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }
}
