// regx identify: what turned one tensor into another, from the data alone.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Identification
import TensorFormats

extension Subcommand {
  static let identify = Subcommand(
    Command(
      "identify", summary: "Find what turned X into Y: the mode, p, the engine and the seed",
      description:
        "Reads the relation of two tensors from their bits: what is dropped together, by what rule"
        + " the rest is scaled, in which order it was rounded, and p. That needs no engine, and"
        + " holds for a GPU's mask, too. Then it searches the engines' draws for those that make Y"
        + " bit for bit, or to the printed digits.\n\n"
        + "X is a file, or how the input was made where only that is known: ones, arange, rand or"
        + " randn, the last two drawn by the unknown seed itself. With Y alone, Y is a mask or a"
        + " masked tensor: zero or not is all that is used.\n\n"
        + "Exit code 0: identified, or ambiguous, with every explanation listed. 1: unexplained or"
        + " undetermined, and it says why. A run that nobody seeded can be found, too: only 32 bits"
        + " of PyTorch's random seed reach the CPU's generator (--seeds all).",
      examples: [
        Example("regx identify x.npy y.npy", shows: "What made y of x, and at which seed"),
        Example("regx identify mask.npy", shows: "Which seed draws this mask"),
        Example(
          "regx identify rand y.txt --p 0.33",
          shows: "An output printed with four digits, of an input that nobody kept"),
        Example(
          "regx identify mask.npy --engine torch --seeds all",
          shows: "The mask of a run that nobody seeded"),
      ],
      groups: [
        FlagGroup("What is known", [.knownModes, .knownProbability, .tensor]),
        FlagGroup(
          "What is searched", [.searchedEngines, .searchedSeeds, .searchedPositions, .searchedGaps]),
        FlagGroup(
          "The generator's state", [.state, .noState, .stateWithin, .then, .wordsBefore]),
        FlagGroup("What is printed", [.reportFormat, .output, .threads, .quiet]),
      ],
      operands: [
        Operand("X", help: "The input, or the mask where it stands alone", values: .file),
        Operand("Y", help: "What was made of it", count: .optional, values: .file),
      ]),
    IdentifyRequest.self)
}

/// Two tensors or a mask, and what is searched.
struct IdentifyRequest: CommandRequest {
  /// X as it was typed; `nil` for Y alone.
  let input: String?
  let output: String
  let flags: IdentifyFlags
  let tensorName: String?
  let destination: OutputFlags
  private let format: ReportFormat

  init(_ line: RawLine) throws {
    try line.refuseTwoPipes(
      "both operands are '-', and standard input holds one tensor", among: line.operands)
    output = line.operands[line.operands.count - 1]
    input = line.operands.count == 2 ? line.operands[0] : nil
    (flags, tensorName) = (line.options.identify, line.options.input.tensorName)
    (format, destination) = (line.options.answer.format, line.options.output)
  }

  func run(on console: Console) throws {
    let output = try Output(destination, to: console)
    let asked = try IdentifyQuestion(self)
    // An interrupt ends the search, and what was found so far is printed.
    try Interruption.withoutInterruption({ try answer(asked, to: output, on: console) }, then: "")
  }

  private func answer(
    _ asked: IdentifyQuestion, to output: Output, on console: Console
  ) throws {
    let answer = try SearchProgress.shown(on: console, isQuiet: destination.quiet) { monitor in
      try Identification.identify(asked.question, monitor: monitor)
    }
    let report = IdentifyReport(asked, answer)
    try output.write { writer in
      try writer.write(format == .json ? report.json : report.text)
    }
    switch answer.verdict {
    case .identified, .ambiguous: return
    case .undetermined, .unexplained: throw CheckFailed()
    }
  }
}
