// regx explore: one screen to play with.

import CommandTable
import Pictures

extension Subcommand {
  static let explore = Subcommand(
    command: Command(
      "explore", summary: "Change p, the seed, the shape and the modes, and watch the masks",
      description: "A screen on which the arrow keys change p, the seed, the shape, the engine and"
        + " the modes: masks stand side by side and change as keys are pressed, with what was"
        + " dropped and the mean beneath, and the command line that prints the same. The keys are"
        + " named at the foot; ? lists all. q ends it, leaves the terminal as it was, and prints"
        + " that command line.\n\n"
        + "It needs a terminal of 40 columns and 16 lines, for its input and for its output. A"
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
    run: { invocation, console in
      try refuseWithoutTerminal(invocation, console)
      try checkEngineFlags(invocation, on: [invocation.options.engine])
      var state: ExploreState
      do throws(ValueError) {
        state = try ExploreState(
          invocation.options, modes: invocation.isGiven("mode") ? invocation.options.modes : nil)
      } catch {
        throw Program.regx.usageError(error.phrase ?? "", in: invocation)
      }
      // What the flags ask for must be possible; what keys make of it may be refused on the screen.
      for mode in state.wanted {
        try Experiment(options: state.options, modes: [mode], given: [], warn: { _ in })
          .check(mode)
      }
      _ = try state.made()
      try explore(&state, on: console)
      try console.print(state.command + "\n")
    })

  private static func refuseWithoutTerminal(
    _ invocation: Invocation<Options>, _ console: Console
  ) throws {
    guard console.inIsTerminal, console.outIsTerminal else {
      let what = console.inIsTerminal ? "standard output" : "standard input"
      throw Failure("needs a terminal, and \(what) is none; regx show draws into a file or a pipe")
    }
    guard !console.isDumb else {
      throw Failure(
        "TERM 'dumb': such a terminal cannot be drawn on; regx show draws line by line")
    }
  }

  /// Draws and takes keys until one of them ends it.
  private static func explore(_ state: inout ExploreState, on console: Console) throws {
    let screen = try Screen(on: console)
    defer { screen.leave() }
    var random = SystemRandomNumberGenerator()
    while !state.isDone {
      let capabilities = state.options.capabilities(console)
      try screen.draw(
        ExploreView(state, state.results(), on: capabilities).canvas
          .text(capabilities.colours, isUnicode: capabilities.isUnicode))
      // Keys that came meanwhile are taken together, before anything is drawn.
      if case .keys(let keys) = try screen.next() {
        for key in keys where !state.isDone { state.press(key, fresh: random.next()) }
      }
    }
  }
}

extension Flag where Options == RegxOptions {
  /// `input` where it must be one that is made.
  fileprivate static let madeInput = RegxFlag(
    "input", metavar: "INPUT", help: "Input of the modes",
    oneOf: { Input.made.map { Choice($0.input.description, $0.summary) } }, in: \.input,
    shown: { $0.description },
    named: { name in Input.made.first { $0.input.description == name }?.input })
}
