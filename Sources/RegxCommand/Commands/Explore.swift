// regx explore: one screen to play with.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Pictures

extension Subcommand {
  static let explore = Subcommand(
    Command(
      "explore", summary: "Change p, the seed, the shape and the modes, and watch the masks",
      description: "A screen on which the arrow keys change p, the seed, the shape, the engine and"
        + " the modes: masks stand side by side and change as keys are pressed, with what was"
        + " dropped and the mean beneath, and the command line that prints the same. The keys are"
        + " named at the foot; ? lists all. q ends it, leaves the terminal as it was, and prints"
        + " that command line.\n\n"
        + "It needs a terminal of 60 columns and 16 lines, for its input and for its output. A"
        + " tensor may have up to 65,536 elements along up to 6 axes.",
      examples: [
        Example("regx explore", shows: "DropPath and Dropout of one tensor"),
        Example(
          "regx explore --shape 4,8,6,6 dropout dropout2d drop-block:timm",
          shows: "An element, a channel and a block"),
      ],
      groups: [
        FlagGroup(
          "What it begins with",
          [.shape, .p, .seed, .modes, .engine, .madeInput, .blockSize, .gpu]),
        FlagGroup("How it is drawn", [.ascii, .color]),
      ],
      operands: [Operand("MODE", help: "Modes, as --mode takes them", count: .any, for: .modes)]),
    ExploreRequest.self)
}

/// What a screen begins with, and how it is drawn.
struct ExploreRequest: CommandRequest {
  private let start: ExploreState
  private let flags: DrawingFlags
  private let color: ColorChoice

  init(_ line: RawLine) throws {
    let engine = line.options.engine.engine
    try EngineRequest.refuseIdleFlags(of: line, on: [engine])
    let modes =
      line.isGiven("mode") ? line.options.mode.modes : engine.framework.comparedModes
    _ = try ModeRequest(line, modes: modes, on: engine)
    do throws(ValueError) {
      start = try ExploreState(line.options, modes: modes)
    } catch {
      throw line.error(error.phrase ?? "")
    }
    _ = try start.request()
    (flags, color) = (line.options.drawing, line.options.output.color)
  }

  func run(on console: Console) throws {
    guard console.inIsTerminal, console.outIsTerminal else {
      let what = console.inIsTerminal ? "standard output" : "standard input"
      throw Failure("needs a terminal, and \(what) is none; regx show draws into a file or a pipe")
    }
    guard !console.isDumb else {
      throw Failure(
        "TERM 'dumb': such a terminal cannot be drawn on; regx show draws line by line")
    }
    // What the flags ask for must be possible; what keys make of it is refused on the screen.
    if case .refused(let reason) = start.results(console) { throw Failure(reason) }
    try console.print(try explored(on: console).command + "\n")
  }

  /// Draws and takes keys until one of them ends it.
  private func explored(on console: Console) throws -> ExploreState {
    let screen = try Screen(on: console)
    defer { screen.leave() }
    var state = start
    var random = SystemRandomNumberGenerator()
    while !state.isDone {
      let capabilities = flags.capabilities(console, color)
      try screen.draw(
        ExploreView(state, state.results(console), on: capabilities).canvas
          .text(capabilities.colours, isUnicode: capabilities.isUnicode))
      // Keys that came meanwhile are taken together, before anything is drawn.
      if case .keys(let keys) = try screen.next() {
        for key in keys where !state.isDone { state.press(key, fresh: random.next()) }
      }
    }
    return state
  }
}

extension Flag where Options == RawFlags {
  /// `input` where it must be one that is made.
  fileprivate static let madeInput = RegxFlag(
    "input", metavar: "INPUT", help: "Input of the modes",
    oneOf: { Input.made.map { Choice($0.input.description, $0.summary) } }, in: \.input.input,
    shown: { $0.description },
    named: { name in Input.made.first { $0.input.description == name }?.input })
}
