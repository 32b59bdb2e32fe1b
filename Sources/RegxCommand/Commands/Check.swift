// regx check: whether one tensor follows from another by a mode.

import CommandTable
import Experiments
import Regularization
import TensorCore
import TensorFormats

extension Subcommand {
  static let check = Subcommand(
    command: Command(
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
      defaults: { $0.modes = [.dropout] }),
    run: { invocation, console in
      var options = invocation.options
      try refuseTwoProbabilities(invocation)
      try checkEngineFlags(invocation, on: [options.engine])
      if (invocation.operands + options.answers.repeats).count(where: { $0 == "-" }) > 1 {
        throw Program.regx.usageError(
          "standard input holds one tensor, and '-' stands more than once; give files for the others",
          in: invocation)
      }
      if !invocation.isGiven("seed") {
        for flag in ["skip", "fold-in"] where invocation.isGiven(flag) {
          throw Program.regx.usageError("--\(flag): is for a --seed; give one", in: invocation)
        }
      }
      options.modes = options.modes.map { $0.on(options.engine.framework) }
      let claim = Claim(
        options: options, mode: options.modes[0], isSeeded: invocation.isGiven("seed"),
        given: invocation.givenModeParameters, console: console)
      let tests = try claim.tests(invocation.operands).judged(at: options.answers.level)
      let report = CheckReport(tests: tests, level: options.answers.level)
      try Output(options, to: console).write { writer in
        try writer.write(options.answers.format == .json ? report.json : report.text)
      }
      guard report.holds else { throw CheckFailed() }
    })
}
