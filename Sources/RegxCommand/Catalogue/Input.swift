// Where the input of a mode comes from.
// SPDX-License-Identifier: Apache-2.0

/// Where the input of a mode comes from.
enum Input: Hashable, Sendable, CustomStringConvertible {
  case rand, randn, ones, zeros, arange
  case file(String)
  /// A list in brackets, as JSON and Python write it.
  case literal(String)
  case standardInput

  /// The inputs that are made, by name.
  static let made: [(input: Input, summary: String)] = [
    (.rand, "uniform in 0..<1, drawn before anything else"),
    (.randn, "standard normal, drawn before anything else"),
    (.ones, "1 everywhere"),
    (.zeros, "0 everywhere"),
    (.arange, "0, 1, 2, ... in row-major order"),
  ]

  /// What `--input` names: one of the made ones, `-`, a list, else a file.
  init(_ text: String) {
    if let made = Self.made.first(where: { $0.input.description == text }) {
      self = made.input
    } else if text == "-" {
      self = .standardInput
    } else {
      self = text.utf8.first == UInt8(ascii: "[") ? .literal(text) : .file(text)
    }
  }

  /// Whether it comes from the generator.
  var isDrawn: Bool { self == .rand || self == .randn }

  /// Whether it needs no file.
  var isMade: Bool {
    switch self {
    case .file, .literal, .standardInput: false
    case .rand, .randn, .ones, .zeros, .arange: true
    }
  }

  var description: String {
    switch self {
    case .rand: "rand"
    case .randn: "randn"
    case .ones: "ones"
    case .zeros: "zeros"
    case .arange: "arange"
    case .file(let path): path
    case .literal(let text): text
    case .standardInput: "-"
    }
  }
}
