// regx compare and regx apply: modes, applied to one input.

import CommandTable
import RandomStreams
import Regularization
import TensorCore
import TensorFormats

extension Subcommand {
  static let compare = Subcommand(
    command: Command(
      "compare", summary: "Apply several modes in turn to one input and print each",
      description: "Draws one input, applies the modes to it one after the other with one"
        + " generator, as a script does, and prints each result under a heading.",
      examples: [
        Example(
          "regx compare --shape 3,2,2,2 --p 0.33 --seed 2021",
          shows: "What DropPath and Dropout do to the same tensor"),
        Example(
          "regx compare --mode drop-path:bernoulli,drop-path:prescaled --format hex",
          shows: "Where two DropPaths differ in the last bit"),
        Example(
          "regx compare --seed 2021 --engine torch,torch-2.6",
          shows: "The masks of two versions in columns, and how far they agree"),
      ],
      groups: experimentFlags(.modes, .comparedEngines, .comparedSeeds)
        + .printed(.show, .sideBySide) + [.printOptions],
      operands: [Operand("MODE", help: "Modes, as --mode takes them", count: .any, for: .modes)],
      defaults: { $0.modes = defaultModes(of: "compare", on: .torch) }),
    run: { try runExperiment($0, $1) })

  static let apply = Subcommand(
    command: Command(
      "apply", summary: "Apply one mode to an input and print the result",
      description: "The same as compare for one mode, without a heading.",
      examples: [
        Example(
          "regx apply --mode dropout --p 0.2 --input x.npy -o y.npy",
          shows: "Dropout of a file, exactly as PyTorch does it"),
        Example(
          "regx apply --input ones --mode drop-path:bernoulli --show mask,output",
          shows: "The mask beside the result"),
      ],
      groups: experimentFlags(.mode, .engine, .seed) + .printed(.show, .sideBySide) + [
        .printOptions
      ],
      operands: [Operand("MODE", help: "Mode, as --mode takes it", count: .optional, for: .mode)],
      defaults: { $0.modes = defaultModes(of: "apply", on: .torch) }),
    run: { try runExperiment($0, $1) })

  /// What is applied where no --mode is given.
  private static func defaultModes(of command: String, on framework: Framework) -> [Mode] {
    command == "compare" ? framework.comparedModes : [.dropout]
  }

  private static func experimentFlags(
    _ mode: RegxFlag, _ engine: RegxFlag, _ seed: RegxFlag
  ) -> [FlagGroup<Options>] {
    [
      FlagGroup(
        "What is drawn",
        [
          .shape, .p, .keepProbability, seed, mode, engine, .input, .tensor, .dtype, .after,
          .skip,
        ]),
      FlagGroup(
        "How it is applied", folded: true,
        [
          .evaluation, .noScaleByKeep, .blockSize, .gammaScale, .noCoupleChannels, .withNoise,
          .weight, .outFeatures, .memoryFormat, .transpose, .jit, .vectorMath, .foldIn,
          .opSeed, .call, .gpu, .multiprocessors, .threadsPerMultiprocessor,
        ]),
    ]
  }

  /// Refuses a probability that is said both ways.
  static func refuseTwoProbabilities(_ invocation: Invocation<Options>) throws {
    guard invocation.isGiven("p"), invocation.isGiven("keep-prob") else { return }
    throw Program.regx.usageError(
      "--keep-prob: is --p said the other way; give one of them", in: invocation)
  }

  /// Refuses what is said of an input that is made, or of one from a file, and is for the other.
  static func refuseIdleInputFlags(_ invocation: Invocation<Options>) throws {
    let input = invocation.options.input
    if invocation.isGiven("tensor"), input.isMade {
      throw Program.regx.usageError(
        "--tensor: is for a file, and --input is '\(input)'", in: invocation)
    }
    if invocation.isGiven("shape"), !input.isMade {
      throw Program.regx.usageError(
        "--shape: \(quoted("\(input)")) has its own shape; leave one of them out", in: invocation)
    }
  }

  private static func runExperiment(_ invocation: Invocation<Options>, _ console: Console) throws {
    let all = invocation.options
    let seedCount = try all.seeds().count
    if invocation.command == "compare", all.engines.count > 1 || seedCount > 1 {
      let presentation = try Presentation(invocation, all, to: console)
      let facts = try all.runFacts(of: invocation.command)
      let rows = try ComparedRuns(invocation, console).rows()
      return try presentation.write(rows: rows, facts: facts + [("p", "\(all.p.value)")])
    }
    let experiment = try experiment(invocation, console)
    let options = experiment.options
    let presentation = try Presentation(invocation, options, to: console)
    var figures = try experiment.figures()
    if invocation.command == "apply", figures.count == 1 { figures[0].heading = nil }
    try presentation.write(
      figures, facts: options.facts(of: invocation.command) + [("p", "\(options.p.value)")])
  }

  /// What a line of compare or apply asks for, checked as a whole.
  ///
  /// - `modes`: what is applied; by default what was typed, or the command's own.
  static func experiment(
    _ invocation: Invocation<Options>, _ console: Console, modes: [Mode]? = nil
  ) throws -> Experiment {
    var options = invocation.options
    let seedCount = try options.seeds().count
    guard modes != nil || options.engines.count <= 1 && seedCount == 1 else {
      throw Program.regx.usageError(
        "--engine and --seed: take one each here; regx compare by itself takes several",
        in: invocation)
    }
    try refuseTwoProbabilities(invocation)
    try checkEngineFlags(invocation, on: [invocation.options.engine])
    try refuseIdleInputFlags(invocation)
    if invocation.isGiven("out-features"), options.weight?.isMade != true {
      throw Program.regx.usageError(
        "--out-features: is for weights that are made, like --weight randn", in: invocation)
    }
    // Text carries no element type; the modes compute in the framework's default one.
    options.textDtype = options.engine.framework.defaultDtype
    let given = invocation.givenModeParameters
    let framework = options.engine.framework
    let modes =
      modes
      ?? (invocation.isGiven("mode")
        ? options.modes : defaultModes(of: invocation.command, on: framework))
    return Experiment(options: options, modes: modes.map { $0.on(framework) }, given: given) {
      console.say("regx: \(invocation.command): warning: \($0)")
    }
  }
}

extension Options {
  /// The same for a command that makes several runs: all engines, all seeds.
  func runFacts(of command: String) throws -> [(key: String, value: String)] {
    let seeds = try seeds().map(\.decimal).joined(separator: ",")
    let engines = engines.isEmpty ? [engine] : engines
    return [
      ("command", JSON.string(command)),
      ("engine", JSON.string(engines.map(\.name).joined(separator: ","))),
      ("seed", JSON.string(seeds)),
    ]
  }

  /// The seeds that are compared: a list or range of them, unless a list is one seed, as NumPy
  /// takes it.
  func seeds() throws -> [Seed] {
    let isListed = seed.text.contains(where: { $0 == "," || $0 == ":" })
    let engines = engines.isEmpty ? [engine] : engines
    guard isListed, !engines.contains(where: { $0.framework == .numpy }) else { return [seed] }
    do throws(ValueError) {
      return try seedList(seed.text)
    } catch {
      throw Failure("--seed \(quoted(seed.text)): \(error.phrase ?? "")")
    }
  }

  /// What a JSON object says of the command before its results.
  func facts(of command: String) -> [(key: String, value: String)] {
    [
      ("command", JSON.string(command)), ("engine", JSON.string(engine.name)),
      ("seed", JSON.string(seed.decimal)),
    ]
  }
}
