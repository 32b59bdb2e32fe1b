// regx compare and regx apply: modes, applied to one input.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Regularization
import TensorFormats

extension Subcommand {
  static let compare = Subcommand(
    Command(
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
      defaults: { $0.mode.modes = Framework.torch.comparedModes }),
    CompareRequest.self)

  static let apply = Subcommand(
    Command(
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
      defaults: { $0.mode.modes = [.dropout] }),
    CompareRequest.self)

  private static func experimentFlags(
    _ mode: RegxFlag, _ engine: RegxFlag, _ seed: RegxFlag
  ) -> [FlagGroup<RawFlags>] {
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
}

/// The runs of a line of compare or apply: one for each engine and seed.
struct CompareRequest: CommandRequest {
  private let command: String
  private let engines: [Engine]
  private let seeds: [Seed]
  private let runs: [ExperimentRequest]
  private let output: OutputRequest

  init(_ line: RawLine) throws {
    command = line.command
    let engines = line.options.engine.engines
    let seeds = try line.options.engine.comparedSeeds()
    let modes = ExperimentRequest.modes(of: line, on: engines)
    runs = try engines.flatMap { engine in
      try seeds.map { try ExperimentRequest(line, engine, $0, modes: modes) }
    }
    (self.engines, self.seeds) = (engines, seeds)
    output = try OutputRequest(line)
    if runs.count > 1, output.format.isPrinted, output.part != nil || output.shared != nil {
      throw Failure("--slice and --shard: are parts of one run's tensors; name one engine and seed")
    }
  }

  func run(on console: Console) throws {
    let writer = try ResultWriter(output, to: console)
    guard runs.count == 1 else {
      let runs = try ComparedRuns(
        runs, manyEngines: engines.count > 1, manySeeds: seeds.count > 1, console)
      return try writer.write(rows: runs.rows(), facts: facts)
    }
    var tensors = try Experiment(runs[0], console).tensors()
    if command == "apply", tensors.count == 1 { tensors[0].heading = nil }
    try writer.write(tensors, facts: facts)
  }

  /// What a JSON object says of the command before its results.
  private var facts: [(key: String, value: String)] {
    [
      ("command", JSON.string(command)),
      ("engine", JSON.string(engines.map(\.name).joined(separator: ","))),
      ("seed", JSON.string(seeds.map(\.decimal).joined(separator: ","))),
      ("p", "\(runs[0].arguments.p.value)"),
    ]
  }
}
