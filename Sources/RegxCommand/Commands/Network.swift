// regx network: small networks that show what dropout and DropPath are for.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Experiments
import RandomStreams
import Regularization
import TensorCore
import TensorFormats

extension Subcommand {
  static let network = Subcommand(
    Command(
      "network", summary: "Run a small network with dropout or DropPath and print its layers",
      description: "mlp: layers of relu(w @ x + b), a mask after each, in training and in testing,"
        + " with vanilla or inverted dropout. bottleneck: residual blocks with DropPath, which"
        + " gives a skipped block's input back.\n\n"
        + "Weights are drawn from the seed, then the input, then the masks, all by one generator."
        + " Draws are bit-identical to the framework's; matrix products and convolutions agree"
        + " but for the order of their sums.",
      examples: [
        Example(
          "regx network mlp --engine numpy --seed 2021",
          shows: "Inverted dropout in NumPy, in training and in testing"),
        Example(
          "regx network mlp --rule vanilla --p 0.2 --phase test --show output",
          shows: "What vanilla dropout must do in testing"),
        Example(
          "regx network bottleneck --shape 4,64,28,28 --seed 1",
          shows: "Which samples skipped which block"),
        Example(
          "regx network bottleneck --blocks 12 --rates linear --show blocks,output",
          shows: "p growing with the depth from 0 to 0.5, and the result"),
      ],
      groups: [
        FlagGroup(
          "What is drawn",
          [.p, .keepProbability, .seed, .engine, .networkInput, .tensor, .skip, .vectorMath]),
        FlagGroup(
          "mlp: layers with dropout", folded: true,
          [.layers, .columns, .rule, .phase] + Flag.parameterFiles),
        FlagGroup(
          "bottleneck: residual blocks with DropPath", folded: true,
          [
            .networkShape, .blocks, .reduction, .rates, .dropPath, .training, .evaluation,
            .warmup,
          ]),
      ] + .printed(.showNetwork, .sideBySide) + [.printOptions],
      operands: [
        Operand(
          "NETWORK", help: "Which network",
          values: .one(of: { NetworkKind.allCases.map { Choice($0.rawValue, $0.summary) } })
        ) { (options, text) throws(ValueError) in
          guard let kind = NetworkKind(rawValue: text) else { throw .noChoice(text) }
          options.network.kind = kind
        }
      ],
      defaults: { $0.input.shape = try! Shape([1, 64, 28, 28]) }),
    NetworkRequest.self)
}

/// A network, what it is given, and what is shown of it.
struct NetworkRequest: CommandRequest {
  let flags: NetworkFlags
  let engine: EngineRequest
  let input: InputRequest
  let arguments: ModeArguments
  /// The parts of the network that are printed.
  let parts: Set<NetworkPart>
  let output: OutputRequest

  var kind: NetworkKind { flags.kind }

  init(_ line: RawLine) throws {
    flags = line.options.network
    arguments = try line.modeArguments
    engine = try EngineRequest(line)
    let kind = flags.kind
    for other in NetworkKind.allCases where other != kind {
      if let flag = other.flags.first(where: line.isGiven) {
        throw line.error(
          "--\(flag): means nothing to '\(kind.rawValue)'; it is for \(other.rawValue)")
      }
    }
    if let part = flags.shown.first(where: { !kind.parts.contains($0) }) {
      throw line.error(
        "--show '\(part.rawValue)': '\(kind.rawValue)' has none; it has"
          + " \(kind.parts.map(\.rawValue).joined(separator: ", "))")
    }
    parts = Set(flags.shown.isEmpty ? kind.defaultParts : flags.shown)
    if parts == [.blocks] {
      for flag in ["slice", "shard", "into", "side-by-side"] where line.isGiven(flag) {
        throw line.error("--\(flag): is for tensors; add one, as in --show output")
      }
    }
    input = try InputRequest(line, on: engine.framework)
    try Self.checkParameterFiles(of: line)
    output = try OutputRequest(line)
    try checkEngine()
    if parts == [.blocks], !output.format.hasRoomForWords {
      throw Failure(
        "--format '\(output.format.name)': is for tensors, and 'blocks' is in words; add"
          + " a tensor, as in --show output, or take --format json")
    }
  }

  /// Refuses some of the parameters without the others, and sizes beside them.
  private static func checkParameterFiles(of line: RawLine) throws {
    let missing = parameterNames.filter { !line.isGiven($0) }
    guard missing.count < parameterNames.count else { return }
    if let name = missing.first {
      throw line.error("--\(name): is missing; give all four of --w1 --b1 --w2 --b2, or none")
    }
    for flag in ["layers", "columns"]
    where line.isGiven(flag) && (flag == "layers" || !line.options.input.input.isMade) {
      throw line.error("--\(flag): files have their own sizes; leave it out")
    }
  }

  /// Refuses an engine whose framework the network is not written in.
  private func checkEngine() throws {
    guard !kind.frameworks.contains(engine.framework) else { return }
    let engines = Engine.catalogue.filter {
      kind.frameworks.contains($0.framework) && $0.sameAs == nil
    }
    throw Failure(
      "--engine '\(engine.engine.name)': '\(kind.rawValue)' is not written for it; take one of"
        + " \(engines.map(\.name).joined(separator: ", "))")
  }

  func run(on console: Console) throws {
    let writer = try ResultWriter(output, to: console)
    do {
      switch kind {
      case .mlp: try MLPRun(self).write(to: writer)
      case .bottleneck: try BottleNeckRun(self).write(to: writer)
      }
    } catch let error as NetworkError {
      throw Failure("\(kind.rawValue): \(error)")
    }
  }

  /// What a JSON object says of the network before its results.
  func facts(_ more: [(key: String, value: String)]) -> [(key: String, value: String)] {
    engine.facts(of: "network") + [
      ("network", JSON.string(kind.rawValue)), ("p", "\(arguments.p.value)"),
    ] + more
  }
}

extension TensorFormat {
  /// Whether lines of words may stand among the tensors.
  var hasRoomForWords: Bool { isPrinted || self == .json }
}
