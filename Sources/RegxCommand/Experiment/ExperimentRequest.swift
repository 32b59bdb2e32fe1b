// What one run of `compare` and `apply` is asked to do.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Regularization

/// One input, and modes applied to it one after the other with one generator.
struct ExperimentRequest {
  /// The weights that drop-connect masks.
  struct Weight {
    let input: Input
    /// The rows, where the weights are made.
    let outFeatures: Int
  }

  /// How the input lies in memory.
  enum Layout { case contiguous, channelsLast, transposed }

  let command: String
  let engine: EngineRequest
  let input: InputRequest
  let modes: [Mode]
  let arguments: ModeArguments
  let weight: Weight?
  let layout: Layout
  /// Calls of the first mode before the ones that are shown.
  let calls: Int
  let shown: [Shown]
  let isQuiet: Bool

  /// The one run of a line.
  ///
  /// - Throws: for what does not go together, and a line of several runs.
  init(_ line: RawLine) throws {
    let flags = line.options.engine
    guard try flags.engines.count == 1 && flags.comparedSeeds().count == 1 else {
      throw line.error(
        "--engine and --seed: take one each here; regx compare by itself takes several")
    }
    try self.init(
      line, flags.engine, flags.seed, modes: Self.modes(of: line, on: [flags.engine]))
  }

  /// One of several runs of a line.
  init(_ line: RawLine, _ engine: Engine, _ seed: Seed, modes: [Mode]) throws {
    let flags = line.options.mode
    try EngineRequest.refuseIdleFlags(of: line, on: [engine])
    input = try InputRequest(line, on: engine.framework)
    if line.isGiven("out-features"), flags.weight?.isMade != true {
      throw line.error("--out-features: is for weights that are made, like --weight randn")
    }
    let request = try ModeRequest(line, modes: modes, on: engine)
    (self.modes, arguments) = (request.modes, request.arguments)
    weight = flags.weight.map { Weight(input: $0, outFeatures: flags.outFeatures) }
    let isChannelsLast = flags.memoryFormat == .channelsLast
    if flags.transposed, isChannelsLast {
      throw Failure("--transpose: does not go with --memory-format; give one of them")
    }
    layout = flags.transposed ? .transposed : isChannelsLast ? .channelsLast : .contiguous
    self.engine = try EngineRequest(engine, seed, line.options.engine)
    (command, calls) = (line.command, line.options.engine.calls)
    (shown, isQuiet) = (line.options.tensors.shown, line.options.output.quiet)
  }

  /// The modes that are typed, else the command's own of those that all engines have.
  static func modes(of line: RawLine, on engines: [Engine]) -> [Mode] {
    if line.isGiven("mode") { return line.options.mode.modes }
    guard line.command == Subcommand.compare.command.name else { return [.dropout] }
    let own = engines[0].framework.comparedModes
    if engines.count == 1 { return own }
    let shared = own.filter { mode in
      engines.allSatisfy { mode.frameworks.contains($0.framework) }
    }
    return shared.isEmpty ? [.dropout] : shared
  }
}
