// regx network: small networks that show what dropout and DropPath are for.

import CommandTable
import Experiments
import RandomStreams
import Regularization
import TensorCore
import TensorFormats

extension Subcommand {
  static let network = Subcommand(
    command: Command(
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
      defaults: { $0.shape = try! Shape([1, 64, 28, 28]) }),
    run: { try runNetwork($0, $1) })

  /// What a line of network asks for, checked as a whole.
  static func networkOptions(_ invocation: Invocation<Options>) throws -> Options {
    var options = invocation.options
    try checkFlags(invocation)
    // Text carries no element type; a network computes in the framework's default one.
    options.textDtype = options.engine.framework.defaultDtype
    return options
  }

  private static func runNetwork(_ invocation: Invocation<Options>, _ console: Console) throws {
    let options = try networkOptions(invocation)
    let presentation = try Presentation(invocation, options, to: console)
    do {
      switch options.network.kind {
      case .mlp: try MLPCommand(options).run(presentation)
      case .bottleneck: try BottleNeckCommand(options).run(presentation)
      }
    } catch let error as NetworkError {
      throw Failure("\(options.network.kind.rawValue): \(error)")
    }
  }

  /// Refuses flags that do not go together, or mean nothing to the network.
  private static func checkFlags(_ invocation: Invocation<Options>) throws {
    func refuse(_ message: String) -> UsageError {
      Program.regx.usageError(message, in: invocation)
    }
    let options = invocation.options
    let kind = options.network.kind
    try refuseTwoProbabilities(invocation)
    try checkEngineFlags(invocation, on: [invocation.options.engine])
    for other in NetworkKind.allCases where other != kind {
      if let flag = other.flags.first(where: invocation.isGiven) {
        throw refuse(
          "--\(flag): means nothing to '\(kind.rawValue)'; it is for \(other.rawValue)")
      }
    }
    if let part = options.network.shown.first(where: { !kind.parts.contains($0) }) {
      throw refuse(
        "--show '\(part.rawValue)': '\(kind.rawValue)' has none; it has"
          + " \(kind.parts.map(\.rawValue).joined(separator: ", "))")
    }
    if options.networkParts == [.blocks] {
      for flag in ["slice", "shard", "into", "side-by-side"] where invocation.isGiven(flag) {
        throw refuse("--\(flag): is for tensors; add one, as in --show output")
      }
    }
    try refuseIdleInputFlags(invocation)
    let missing = parameterNames.filter { !invocation.isGiven($0) }
    guard missing.count < parameterNames.count else { return }
    if let name = missing.first {
      throw refuse("--\(name): is missing; give all four of --w1 --b1 --w2 --b2, or none")
    }
    for flag in ["layers", "columns"]
    where invocation.isGiven(flag) && (flag == "layers" || !options.input.isMade) {
      throw refuse("--\(flag): files have their own sizes; leave it out")
    }
  }
}

extension Options {
  /// The parts of the network that are printed.
  var networkParts: Set<NetworkPart> {
    Set(network.shown.isEmpty ? network.kind.defaultParts : network.shown)
  }

  /// Refuses an engine whose framework the network is not written in.
  func check(engineIn families: [Framework]) throws {
    guard !families.contains(engine.framework) else { return }
    let engines = Engine.catalogue.filter { families.contains($0.framework) && $0.sameAs == nil }
    throw Failure(
      "--engine '\(engine.name)': '\(network.kind.rawValue)' is not written for it; take one of"
        + " \(engines.map(\.name).joined(separator: ", "))")
  }

  /// What a JSON object says of the network before its results.
  func networkFacts(_ more: [(key: String, value: String)]) -> [(key: String, value: String)] {
    facts(of: "network") + [
      ("network", JSON.string(network.kind.rawValue)), ("p", "\(p.value)"),
    ] + more
  }
}
