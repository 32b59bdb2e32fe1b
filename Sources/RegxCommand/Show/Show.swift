// regx show: what a command line makes, as a picture.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Pictures
import TensorFormats

extension Subcommand {
  static let show = Subcommand(
    Command(
      "show", summary: "Draw what a command line makes, in the terminal or as SVG",
      description: "Draws the masks of compare and apply, or with --show output, noise or input"
        + " the values; the values of sample; the curves of sweep and of stats --running and"
        + " --variance-shift; the elements of stats --per-element; the rates and the depth of"
        + " schedule; who skipped which block of network bottleneck; where the two files of diff"
        + " differ; and what identify takes for dropped.\n\n"
        + "Flags of the picture stand before the command's name; after it the line is what it is"
        + " without show.",
      examples: [
        Example(
          "regx show compare --shape 3,2,2,2 --p 0.33 --seed 2021",
          shows: "What DropPath and Dropout drop of the same tensor"),
        Example(
          "regx show -o modes.svg compare --mode dropout,dropout2d --shape 4,9,8,8",
          shows: "An element and a channel, as SVG"),
        Example(
          "regx show apply --input randn --shape 2,3,7,7 --p 0.25 --show output",
          shows: "Values as a heat map"),
        Example(
          "regx show stats --mode drop-path:rand-gt --p 0.1 --running",
          shows: "How the mean settles, and on what"),
        Example(
          "regx show diff a.npy b.npy", shows: "Where the mask differs, and where the rounding"),
        Example(
          "regx show network bottleneck --shape 8,16,7,7 --blocks 12 --rates linear",
          shows: "Which sample skipped which block"),
      ],
      groups: [FlagGroup("How it is drawn", [.picture, .ascii, .width, .plane, .color])],
      operands: [
        Operand(
          "COMMAND", help: "The command line to draw", count: .line,
          values: .one(of: { Drawing.all.map { Choice($0.command, $0.summary) } }))
      ]),
    ShowRequest.self)
}

/// A line to draw, and how.
struct ShowRequest: CommandRequest {
  private let picture: (Console) throws -> Picture
  private let flags: DrawingFlags
  private let destination: OutputFlags

  init(_ line: RawLine) throws {
    picture = try Drawing.picture(line)
    (flags, destination) = (line.options.drawing, line.options.output)
  }

  func run(on console: Console) throws {
    let output = try Output(destination, to: console)
    let picture = try picture(console)
    let text =
      destination.file == nil
      ? TerminalRenderer(flags.capabilities(console, destination.color)).text(picture)
      : SVGRenderer().text(picture)
    try output.write { try $0.write(text) }
  }
}

extension DrawingFlags {
  /// What the terminal can show, and what the flags say of it.
  func capabilities(_ console: Console, _ color: ColorChoice) -> TerminalCapabilities {
    var capabilities = TerminalCapabilities(
      terminalSize: console.terminalSize(), environment: console.environment)
    if isASCII { capabilities.isUnicode = false }
    switch color {
    case .auto: if !console.outIsTerminal { capabilities.colours = .none }
    case .never: capabilities.colours = .none
    case .always: capabilities.colours = TerminalCapabilities.colours(console.environment)
    }
    if let width { capabilities.width = width }
    return capabilities
  }
}
