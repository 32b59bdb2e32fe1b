// The state of explore's screen, and what each key makes of it: no terminal, no drawing.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import RandomStreams
import Regularization
import TensorCore

/// What is explored, which control is chosen, and what is being typed.
struct ExploreState: Sendable {
  private(set) var shape: Shape
  var p: Probability
  var seed: Seed
  var engine: Engine
  var input: Input
  /// The side of the blocks that drop-block drops.
  var blockSize: Int
  /// The GPU that is drawn on, where the command line named one.
  let gpu: GPUModel?
  /// The modes that were chosen, whatever the engine has of them.
  private var wanted: [Mode]
  /// What is drawn of each mode.
  var shown = Shown.mask
  /// The place of the chosen control.
  private(set) var place = 0
  /// What is being typed for it; `nil` where nothing is.
  private(set) var typed: String?
  /// Why the last key did nothing.
  private(set) var message: String?
  private(set) var showsHelp = false
  private(set) var isDone = false

  /// More would make a key press slow, and could not be told apart.
  static let mostElements = 1 << 16
  static let mostAxes = 6
  static let mostModes = 6
  /// The longest text that is typed.
  private static let mostTyped = 60

  /// What a command line begins with.
  ///
  /// - Parameter modes: What it named, or what `compare` takes by itself.
  /// - Throws: `ValueError` for a shape that no screen holds.
  init(_ flags: RawFlags, modes: [Mode]) throws(ValueError) {
    (shape, input) = (flags.input.shape, flags.input.input)
    (engine, seed, gpu) = (flags.engine.engine, flags.engine.seed, flags.engine.gpuModel)
    (p, blockSize) = (flags.mode.arguments.p, flags.mode.arguments.blockSize)
    wanted = modes
    try setShape(shape.extents)
    guard wanted.count <= Self.mostModes else {
      throw ValueError("a screen holds at most \(Self.mostModes) modes")
    }
  }

  /// The modes as the engine has them: those of the chosen ones that it knows, else its own.
  var modes: [Mode] {
    let framework = engine.framework
    let known = wanted.filter { $0.frameworks.contains(framework) }.map { $0.on(framework) }
    return known.isEmpty ? framework.comparedModes.map { $0.on(framework) } : known
  }

  /// Every mode that the engine has.
  var availableModes: [Mode] {
    let framework = engine.framework
    let all = Mode.catalogue.filter { $0.frameworks.contains(framework) }.map { $0.on(framework) }
    return all.enumerated().filter { place, mode in
      all.firstIndex { $0.name == mode.name } == place
    }.map(\.element)
  }

  var control: ExploreControl { controls[min(place, controls.count - 1)] }

  /// Takes a key. A random seed is `fresh`.
  mutating func press(_ key: Key, fresh: @autoclosure () -> UInt32) {
    message = nil
    if showsHelp {
      showsHelp = false
      if key != .sign("q") && key != .endOfInput { return }
    }
    if typed != nil, takesTyping(key) { return }
    switch key {
    case .left, .backTab: choose(place - 1)
    case .right, .tab: choose(place + 1)
    case .home: choose(0)
    case .end: choose(controls.count - 1)
    case .up: change(by: 1)
    case .down: change(by: -1)
    case .pageUp: change(by: 10)
    case .pageDown: change(by: -10)
    case .sign("e"): change(.engine, by: 1)
    case .sign("v"): change(.shown, by: 1)
    case .sign("r"): seed = Seed(fresh() % 1_000_000)
    case .sign("m"): addMode()
    case .sign("x"), .backspace: removeMode()
    case .sign("?"): showsHelp = true
    case .sign("q"), .endOfInput: isDone = true
    case .sign(let sign): begin(sign)
    case .enter, .escape: break
    }
    place = min(place, controls.count - 1)
  }

  private mutating func choose(_ wanted: Int) {
    place = (wanted + controls.count) % controls.count
  }

  private mutating func change(by steps: Int) { change(control, by: steps) }

  private mutating func change(_ control: ExploreControl, by steps: Int) {
    do throws(ValueError) {
      try step(control, by: steps)
    } catch {
      message = error.phrase
    }
  }

  /// Takes a shape that can be looked at while keys are pressed.
  mutating func setShape(_ extents: [Int]) throws(ValueError) {
    guard let shape = try? Shape(extents), shape.count <= Self.mostElements else {
      throw ValueError(
        "a screen holds at most \(counted(Self.mostElements)) elements; regx show draws more")
    }
    guard shape.rank <= Self.mostAxes else {
      throw ValueError("a screen holds at most \(Self.mostAxes) axes")
    }
    self.shape = shape
  }

  // MARK: Modes

  /// Takes modes as the engine has them, under the names by which other engines know them.
  mutating func setModes(_ modes: [Mode]) {
    wanted = modes.map { Mode.named($0.name) ?? $0 }
  }

  /// One mode more: the first that is not there yet.
  private mutating func addMode() {
    let now = modes
    guard now.count < Self.mostModes,
      let next = availableModes.first(where: { mode in !now.contains { $0.name == mode.name } })
    else {
      message = "there is no room for more modes, or no other mode on this engine"
      return
    }
    setModes(now + [next])
    place = controls.count - 1
  }

  /// One mode less: the chosen one, else the last.
  private mutating func removeMode() {
    var rest = modes
    guard rest.count > 1 else {
      message = "one mode must stay"
      return
    }
    if case .mode(let chosen) = control { rest.remove(at: chosen) } else { rest.removeLast() }
    setModes(rest)
  }

  // MARK: Typing

  private mutating func begin(_ sign: Character) {
    guard sign.isNumber || sign == "-" || sign == "." else {
      message = "'\(sign)' means nothing here; ? lists the keys"
      return
    }
    guard isTyped(control) else {
      message = "this is chosen by the arrow keys"
      return
    }
    typed = String(sign)
  }

  /// Takes a key while a value is typed; `false` where it means what it always does.
  private mutating func takesTyping(_ key: Key) -> Bool {
    switch key {
    case .sign(let sign):
      if typed!.count < Self.mostTyped { typed!.append(sign) }
      return true
    case .backspace:
      typed!.removeLast()
      if typed!.isEmpty { typed = nil }
      return true
    case .escape:
      typed = nil
      return true
    case .enter:
      takeTyped()
      return true
    case .endOfInput:
      typed = nil
      return false
    // What moves on takes what was typed first, and stays where that is refused.
    default:
      takeTyped()
      return message != nil
    }
  }

  private mutating func takeTyped() {
    let text = typed ?? ""
    typed = nil
    do throws(ValueError) {
      try set(control, to: text)
    } catch {
      message = "\(quoted(text)): \(error.phrase ?? "")"
    }
  }
}
