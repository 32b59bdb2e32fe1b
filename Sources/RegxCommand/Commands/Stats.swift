// regx stats: what a mode does on average, against what it should do.

import CommandTable
import Experiments
import RandomStreams
import Regularization
import TensorFormats

extension Subcommand {
  static let stats = Subcommand(
    command: Command(
      "stats", summary: "Count over many trials: zeros, mean, variance, against theory",
      description: "Draws one input, applies the mode to it N times with one generator, as the"
        + " calls of a training loop follow each other, and tells what came of it beside what the"
        + " mode's definition says. The first trial is what 'regx apply' prints. On engine jax"
        + " trial t, from 0 on, has the key fold_in(key(seed), t), for a key does not change by"
        + " being used.\n\n"
        + "An interval is the exact one of Clopper and Pearson, over draws and not over elements:"
        + " the elements of one dropped sample are one draw. An error is a standard error, from the"
        + " spread of the trials.",
      examples: [
        Example(
          "regx stats --mode dropout --p 0.3 --trials 10000",
          shows: "Fraction of zeros, mean and variance, measured and in theory"),
        Example(
          "regx stats --p 0.25 --rule inverted,vanilla,none,twice",
          shows: "What evaluation makes of a scale that is forgotten or applied twice"),
        Example(
          "regx stats --mode drop-path:rand-gt --p 0.1 --running",
          shows: "How the mean settles, and on what"),
        Example(
          "regx stats --variance-shift --shape 64,100 --input randn",
          shows: "The variance that a batch norm learns and does not meet"),
        Example(
          "regx stats --per-element --shape 2,3 --format csv -o stats.csv",
          shows: "A row for each element"),
      ],
      groups: [
        FlagGroup(
          "What is drawn",
          [
            .shape, .probabilities, .keepProbability, .seed, .mode, .engine, .input, .tensor,
            .dtype, .skip, .foldIn,
          ]),
        FlagGroup(
          "What is counted",
          [.trialCount, .confidence, .rules, .perElement, .running, .varianceShift]),
        .applied, .written,
      ],
      operands: [Operand("MODE", help: "Mode, as --mode takes it", count: .optional, for: .mode)],
      defaults: {
        $0.modes = [.dropout]
        $0.statistics.probabilities = [$0.p]
      }),
    run: { invocation, console in
      try checkEngineFlags(invocation, on: [invocation.options.engine])
      let run = try StatisticsRequest(invocation, console).run()
      let options = run.options
      let output = try Output(options, to: console)
      let table = try run.table(invocation)
      try ResultTable.write(
        [table], of: "stats",
        facts: [
          ("engine", JSON.string(options.engine.name)), ("seed", JSON.string(options.seed.decimal)),
          ("mode", JSON.string(run.mode.name)), ("p", shortest(options.p.value)),
          ("trials", "\(options.statistics.trials)"),
          ("confidence", shortest(options.statistics.confidence)),
        ], options, to: output, console)
    })
}

extension StatisticsRun {
  /// Which table of its own the flags ask for; `nil` for the figures of all trials.
  func view(_ invocation: Invocation<Options>) throws -> String? {
    let views = ["rule", "per-element", "running", "variance-shift"].filter(invocation.isGiven)
    if views.count > 1 {
      throw Program.regx.usageError(
        "--\(views[0]) and --\(views[1]) are tables of their own; give one of them",
        in: invocation)
    }
    if options.statistics.probabilities.count > 1, !options.statistics.isVarianceShift {
      throw Program.regx.usageError(
        "--p: takes one p here; 'regx sweep' goes over several", in: invocation)
    }
    return views.first
  }

  /// The table that the flags ask for.
  fileprivate func table(_ invocation: Invocation<Options>) throws -> ResultTable {
    switch try view(invocation) {
    case "rule": return try ruleTable()
    case "per-element": return try elementTable()
    case "running": return try runningTable()
    case "variance-shift": return try shiftTable()
    default: return try figureTable()
    }
  }
}
