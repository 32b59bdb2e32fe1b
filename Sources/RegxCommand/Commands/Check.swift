// regx check: whether one tensor follows from another by a mode.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Experiments
import TensorFormats

extension Subcommand {
  static let check = Subcommand(
    Command(
      "check", summary: "Test whether Y is what a mode made of X",
      description:
        "Tests the claim that Y came from X by the mode at this p. With --seed it computes"
        + " the output and compares bit for bit. Without a seed it reads the draws off the pair and"
        + " tests what any seed has in common: how many were dropped (an exact binomial test), one"
        + " draw for each element, channel or sample as the mode has it, the scale, kept elements"
        + " that changed, and whether neighbouring draws agree more or less often than independent"
        + " ones, over elements, channels and samples. With --eval it tests what evaluation does,"
        + " for most modes nothing.\n\n"
        + "--level is how often an honest pair may fail, over all tests together: it is split evenly"
        + " over those that chance decides, and each of them is exact. A test that holds is no proof,"
        + " least of all of a few draws.",
      examples: [
        Example(
          "regx check x.npy y.npy --mode dropout --p 0.1", shows: "Rate, scale, independence"),
        Example(
          "regx check x.npy y.npy --p 0.2 --seed 7 --engine torch-2.6",
          shows: "Whether y.npy has the bits of PyTorch 2.6 at seed 7"),
        Example(
          "regx check x.npy y1.npy --repeat y2.npy --p 0.5", shows: "Whether two calls share a mask"
        ),
        Example(
          "regx check x.npy y.npy --p 0.5 --eval", shows: "Whether the model was in evaluation"),
      ],
      groups: [
        FlagGroup(
          "What is claimed", [.mode, .p, .keepProbability, .claimedSeed, .engine, .skip, .foldIn]),
        FlagGroup("What is read", [.tensor, .otherTensor, .dtype, .repeats]),
        FlagGroup(
          "How it is applied", folded: true,
          [
            .evaluation, .noScaleByKeep, .blockSize, .gammaScale, .noCoupleChannels, .withNoise,
            .memoryFormat, .jit, .vectorMath,
          ]),
        FlagGroup("What is printed", [.level, .reportFormat, .threads, .quiet]),
      ],
      operands: [
        Operand("X", help: "The input; '-' is standard input", values: .file),
        Operand("Y", help: "The output; '-' is standard input", values: .file),
      ],
      defaults: { $0.mode.modes = [.dropout] }),
    CheckRequest.self)
}

/// The claim that these outputs came from this input by a mode.
struct CheckRequest: CommandRequest {
  /// The input, the output, and the outputs of further calls.
  let input: String
  let output: String
  let repeats: [String]
  let engine: EngineRequest
  let mode: Mode
  let arguments: ModeArguments
  let isChannelsLast: Bool
  /// Whether the draws are known.
  let isSeeded: Bool
  let reading: Reading
  /// The tensor in the files of outputs.
  let outputTensor: String?
  let destination: OutputFlags
  private let level: Double
  private let format: ReportFormat

  init(_ line: RawLine) throws {
    let flags = line.options.answer
    (input, output, repeats) = (line.operands[0], line.operands[1], flags.repeats)
    engine = try EngineRequest(line)
    try line.refuseTwoPipes(
      "standard input holds one tensor, and '-' stands more than once; give files for the others",
      among: line.operands + repeats)
    isSeeded = line.isGiven("seed")
    if !isSeeded, let flag = ["skip", "fold-in"].first(where: line.isGiven) {
      throw line.error("--\(flag): is for a --seed; give one")
    }
    let modes = try ModeRequest(line, on: engine.engine)
    (mode, arguments) = (modes.modes[0], modes.arguments)
    isChannelsLast = line.options.mode.memoryFormat == .channelsLast
    let tensor = line.options.input.tensorName
    reading = Reading(
      tensorName: tensor, dtype: line.options.input.dtype,
      textDtype: engine.framework.defaultDtype, framework: engine.framework)
    outputTensor = flags.tensor(ofSecondAfter: tensor)
    (level, format, destination) = (flags.level, flags.format, line.options.output)
  }

  func run(on console: Console) throws {
    let tests = try Claim(self, console).tests().judged(at: level)
    let report = CheckReport(tests: tests, level: level)
    try Output(destination, to: console).write { writer in
      try writer.write(format == .json ? report.json : report.text)
    }
    guard report.holds else { throw CheckFailed() }
  }
}
