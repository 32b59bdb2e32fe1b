// regx network bottleneck: which samples skip which residual block.

import CommandTable
import Experiments
import RandomStreams
import Regularization
import TensorCore
import TensorFormats

/// The residual network of a command line.
struct BottleNeckCommand {
  let options: Options
  private let parts: Set<NetworkPart>

  init(_ options: Options) {
    self.options = options
    parts = options.networkParts
  }

  func run(_ presentation: Presentation) throws {
    try options.check(engineIn: [.torch])
    if parts == [.blocks], !presentation.format.hasRoomForWords {
      throw Failure(
        "--format '\(presentation.format.name)': is for tensors, and 'blocks' is in words; add"
          + " a tensor, as in --show output, or take --format json")
    }
    var (figures, reports) = try made()
    let words = reports.map { $0.line + "\n" }.joined()
    if figures.count == 1, words.isEmpty { figures[0].heading = nil }
    let listed = reports.map(\.json).joined(separator: ",\n  ")
    try presentation.write(
      figures,
      facts: options.networkFacts(
        [
          ("drop_path", JSON.string(options.network.dropPath.rawValue)),
          ("phase", JSON.string((options.training ? Phase.train : .test).rawValue)),
        ] + (reports.isEmpty ? [] : [("blocks", "[\n  \(listed)]")])),
      preface: presentation.format.hasRoomForWords ? words : "")
  }

  /// What is shown of the network, and what is told of its blocks.
  private func made() throws -> (figures: [Figure], reports: [BlockReport]) {
    var figures: [Figure] = []
    var reports: [BlockReport] = []
    let (network, x, output) = try forward {
      figures += self.figures(of: $1, block: $0)
      if parts.contains(.blocks) { reports.append(BlockReport(block: $0 + 1, $1)) }
    }
    if parts.contains(.output) { figures.append(Figure("output", output)) }
    return (setting(network, x) + figures + statistics(of: network), reports)
  }

  /// Makes the network and its input, and passes that through; `observe` takes the number of each
  /// block, from 0, and what it made.
  func forward(
    observe: (Int, BlockPass) throws -> Void
  ) throws -> (network: BottleNeckNetwork, input: Tensor<Float>, output: Tensor<Float>) {
    try options.check(engineIn: [.torch])
    var generator = try seededGenerator(options)
    do {
      let input = try InputTensor(options.input, shape: options.shape, options)
      let shape = input.fileShape ?? options.shape
      let network = options.network
      let passes = network.warmup + 1
      let held = parts.intersection([.layer, .dropped]).count
      try BottleNeckNetwork.check(
        input: shape, reduction: network.reduction, blocks: network.blocks, passes: passes,
        held: held)
      var made = try BottleNeckNetwork(
        channels: shape.extents[1], reduction: network.reduction, form: network.dropPath,
        rates: network.rates.probabilities(
          options.p, blocks: network.blocks, fused: options.vectorMath == .avx2),
        using: &generator)
      let x = try input.source(Float.self, using: &generator).tensor()
      if options.skip > 0 { try generator.skip(options.skip) }
      for _ in 0..<network.warmup {
        _ = try made.forward(x, training: true, using: &generator)
      }
      let output = try made.forward(
        x, training: options.training, using: &generator, observe: observe)
      return (made, x, output)
    } catch let error as UnsupportedDraw {
      throw options.failure(error, remedy: "leave --dtype out")
    }
  }

  /// The parameters and the input, where they are shown; names as in PyTorch's `state_dict` of
  /// `Sequential(BottleNeck, …)`.
  private func setting(_ network: BottleNeckNetwork, _ x: Tensor<Float>) -> [Figure] {
    var figures: [Figure] = []
    if parts.contains(.parameters) {
      for (prefix, step) in network.steps {
        figures += [
          Figure("\(prefix).0.weight", step.convolution.weight),
          Figure("\(prefix).0.bias", step.convolution.bias),
          Figure("\(prefix).1.weight", step.norm.weight),
          Figure("\(prefix).1.bias", step.norm.bias),
        ]
      }
    }
    if parts.contains(.input) { figures.append(Figure("x", x)) }
    return figures
  }

  private func figures(of pass: BlockPass, block: Int) -> [Figure] {
    var figures: [Figure] = []
    func add(_ name: String, _ heading: String, _ tensor: Tensor<Float>) {
      figures.append(
        Figure("block\(block + 1).\(name)", tensor, heading: "block \(block + 1): \(heading)"))
    }
    if parts.contains(.layer) { add("layer", "layer = block(x)", pass.layer) }
    if parts.contains(.mask) { add("mask", "mask", pass.mask) }
    if parts.contains(.dropped) { add("dropped", "drop_path(layer) + x", pass.output) }
    return figures
  }

  private func statistics(of network: BottleNeckNetwork) -> [Figure] {
    guard parts.contains(.statistics) else { return [] }
    return network.steps.flatMap { prefix, step in
      let count = Tensor(shape: .scalar, elements: [step.norm.batchesTracked])
      return [
        Figure("\(prefix).1.running_mean", step.norm.runningMean),
        Figure("\(prefix).1.running_var", step.norm.runningVariance),
        Figure("\(prefix).1.num_batches_tracked", count),
      ]
    }
  }
}

extension BottleNeckNetwork {
  /// Every convolution with what follows it, under PyTorch's name.
  fileprivate var steps: [(prefix: String, step: ConvBnAct)] {
    blocks.enumerated().flatMap { i, block in
      block.block.enumerated().map { ("\(i).block.\($0)", $1) }
    }
  }
}

extension TensorFormat {
  /// Whether lines of words may stand among the tensors.
  fileprivate var hasRoomForWords: Bool { isPrinted || self == .json }
}
