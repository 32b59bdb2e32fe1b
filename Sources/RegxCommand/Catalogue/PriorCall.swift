// Calls made with the generator before the input is drawn, as `--after` takes them.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import RandomStreams
import Regularization
import TensorCore

/// A call of a program that drew from the generator before.
struct PriorCall: Sendable, Equatable {
  enum Call: Sendable, Equatable {
    case rand(Shape)
    case randn(Shape)
    case bernoulli(Probability, Shape)
    /// A mode's name, so that it means on an engine what it means there.
    case mode(String, Probability, Shape)
    case words(UInt64)
  }

  let call: Call
  /// How often it is made, one call after the other.
  var count = 1
  /// As it was typed, without the number in front.
  let text: String

  /// Makes the call, whose values nobody looks at.
  func make(
    on engine: Engine, _ arguments: ModeArguments, using generator: inout any FrameworkGenerator
  ) throws {
    guard let type = engine.framework.defaultDtype.drawableType else { return }
    for _ in 0..<count { try make(type, on: engine, arguments, using: &generator) }
  }

  private func make<Element: DrawableScalar>(
    _ type: Element.Type, on engine: Engine, _ arguments: ModeArguments,
    using generator: inout any FrameworkGenerator
  ) throws {
    switch call {
    case .rand(let shape):
      _ = try type.rand(count: shape.count, using: &generator)
    case .randn(let shape):
      _ = try type.normal(mean: 0, std: 1, count: shape.count, using: &generator)
    case .bernoulli(let p, let shape):
      _ = try generator.bernoulli(p.value, count: shape.count)
    case .words(let count):
      try generator.skip(count)
    case .mode(let name, let p, let shape):
      guard let mode = Mode.named(name)?.on(engine.framework) else { return }
      guard mode.frameworks.contains(engine.framework) else {
        throw Failure("--after \(quoted(text)): engine '\(engine.name)' has no '\(mode.name)'")
      }
      var arguments = arguments
      (arguments.p, arguments.typedKeep) = (p, nil)
      do throws(RegularizationError) {
        let ones = Constant(Element(rounding: 1 as Double), shape: shape)
        _ = try mode.regularizer(arguments).applied(to: ones, using: &generator)
      } catch {
        throw Failure("--after \(quoted(text)): \(error)")
      }
    }
  }
}

extension PriorCall {
  /// The most calls that one list may come to.
  private static let limit = 1_000_000

  /// Calls separated by `;`: `rand SHAPE`, `randn SHAPE`, `bernoulli P SHAPE`, `MODE P SHAPE`,
  /// `words N`; `N *` in front repeats one.
  static func parsed(_ text: String) throws(ValueError) -> [PriorCall] {
    var calls: [PriorCall] = []
    for part in text.split(separator: ";") {
      var words = spaced(part).split(whereSeparator: { $0 == " " || $0 == "\t" })
      if words.isEmpty { continue }
      var count = 1
      if words.count > 2, words[1] == "*" {
        guard let times = Int(words[0]), (1...limit).contains(times) else {
          throw ValueError("'\(words[0])' times is no number of calls from 1 to \(limit)")
        }
        count = times
        words.removeFirst(2)
      }
      calls.append(
        PriorCall(call: try call(words), count: count, text: words.joined(separator: " ")))
    }
    guard !calls.isEmpty else { throw ValueError(form) }
    return calls
  }

  /// A call as Python writes it, `torch.randn(64, 100)`, as a name and what follows it.
  private static func spaced(_ text: Substring) -> Substring {
    guard let end = text.lastIndex(where: { $0 != " " }), text[end] == ")",
      let opening = text.firstIndex(of: "("), opening > text.startIndex,
      text[text.index(before: opening)] != " "
    else { return text }
    return text[..<opening] + " " + text[opening..<end].dropFirst()
  }

  private static let form =
    "takes calls like 'randn 64,100; dropout 0.5 32,128; words 3', separated by ';'"

  private static func call(_ words: [Substring]) throws(ValueError) -> Call {
    let prefix = "torch."
    let name = String(words[0].hasPrefix(prefix) ? words[0].dropFirst(prefix.count) : words[0])
    // A shape may be typed with blanks, as Python prints it.
    func shape(from first: Int) throws(ValueError) -> Shape {
      guard words.count > first else { throw ValueError("'\(name)' lacks a shape; \(form)") }
      return try parsedShape(words[first...].joined(separator: " "))
    }
    func probability() throws(ValueError) -> Probability {
      guard words.count > 1 else { throw ValueError("'\(name)' lacks p and a shape; \(form)") }
      return try Probability.parsed(String(words[1]))
    }
    switch name {
    case "rand": return .rand(try shape(from: 1))
    case "randn": return .randn(try shape(from: 1))
    case "bernoulli": return .bernoulli(try probability(), try shape(from: 2))
    case "words":
      guard words.count == 2, let count = UInt64(words[1]) else {
        throw ValueError("'words' takes a number from 0 to 2^64 - 1")
      }
      return .words(count)
    default:
      let modes = Mode.values.choices(called: name)
      guard modes.count == 1, let mode = Mode.named(modes[0].name) else {
        throw ValueError("'\(name)' is neither rand, randn, bernoulli, words nor one mode; \(form)")
      }
      return .mode(mode.name, try probability(), try shape(from: 2))
    }
  }
}
