// regx network bottleneck: which samples skip which residual block.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Experiments
import RandomStreams
import Regularization
import TensorCore
import TensorFormats

/// The residual network of a command line.
struct BottleNeckRun {
  private let request: NetworkRequest

  init(_ request: NetworkRequest) { self.request = request }

  func write(to writer: ResultWriter) throws {
    var (tensors, reports) = try made()
    let words = reports.map { $0.line + "\n" }.joined()
    if tensors.count == 1, words.isEmpty { tensors[0].heading = nil }
    let listed = reports.map(\.json).joined(separator: ",\n  ")
    let phase: Phase = request.arguments.training ? .train : .test
    try writer.write(
      tensors,
      facts: request.facts(
        [
          ("drop_path", JSON.string(request.flags.dropPath.rawValue)),
          ("phase", JSON.string(phase.rawValue)),
        ] + (reports.isEmpty ? [] : [("blocks", "[\n  \(listed)]")])),
      preface: request.output.format.hasRoomForWords ? words : "")
  }

  /// What is shown of the network, and what is told of its blocks.
  private func made() throws -> (tensors: [NamedTensor], reports: [BlockReport]) {
    var tensors: [NamedTensor] = []
    var reports: [BlockReport] = []
    let (network, x, output) = try forward {
      tensors += self.tensors(of: $1, block: $0)
      if request.parts.contains(.blocks) { reports.append(BlockReport(block: $0 + 1, $1)) }
    }
    if request.parts.contains(.output) { tensors.append(NamedTensor(network: "output", output)) }
    return (setting(network, x) + tensors + statistics(of: network), reports)
  }

  /// Makes the network and its input, and passes that through; `observe` takes the number of each
  /// block, from 0, and what it made.
  func forward(
    observe: (Int, BlockPass) throws -> Void
  ) throws -> (network: BottleNeckNetwork, input: Tensor<Float>, output: Tensor<Float>) {
    var generator = request.engine.generator
    do {
      let input = try request.input.open()
      let network = request.flags
      let passes = network.warmup + 1
      let held = request.parts.intersection([.layer, .dropped]).count
      try BottleNeckNetwork.check(
        input: input.shape, reduction: network.reduction, blocks: network.blocks, passes: passes,
        held: held)
      var made = try BottleNeckNetwork(
        channels: input.shape.extents[1], reduction: network.reduction, form: network.dropPath,
        rates: network.rates.probabilities(
          request.arguments.p, blocks: network.blocks,
          fused: request.engine.options.vectorMath == .avx2),
        using: &generator)
      let x = try input.source(Float.self, using: &generator).tensor()
      try request.engine.skipWords(using: &generator)
      for _ in 0..<network.warmup {
        _ = try made.forward(x, training: true, using: &generator)
      }
      let output = try made.forward(
        x, training: request.arguments.training, using: &generator, observe: observe)
      return (made, x, output)
    } catch let error as UnsupportedDraw {
      throw request.engine.failure(error, remedy: nil)
    }
  }

  /// The parameters and the input, where they are shown; names as in PyTorch's `state_dict` of
  /// `Sequential(BottleNeck, …)`.
  private func setting(_ network: BottleNeckNetwork, _ x: Tensor<Float>) -> [NamedTensor] {
    var tensors: [NamedTensor] = []
    if request.parts.contains(.parameters) {
      for (prefix, step) in network.steps {
        tensors += [
          NamedTensor(network: "\(prefix).0.weight", step.convolution.weight),
          NamedTensor(network: "\(prefix).0.bias", step.convolution.bias),
          NamedTensor(network: "\(prefix).1.weight", step.norm.weight),
          NamedTensor(network: "\(prefix).1.bias", step.norm.bias),
        ]
      }
    }
    if request.parts.contains(.input) { tensors.append(NamedTensor(network: "x", x)) }
    return tensors
  }

  private func tensors(of pass: BlockPass, block: Int) -> [NamedTensor] {
    var tensors: [NamedTensor] = []
    func add(_ name: String, _ heading: String, _ tensor: Tensor<Float>) {
      tensors.append(
        NamedTensor(
          network: "block\(block + 1).\(name)", tensor, heading: "block \(block + 1): \(heading)"))
    }
    if request.parts.contains(.layer) { add("layer", "layer = block(x)", pass.layer) }
    if request.parts.contains(.mask) { add("mask", "mask", pass.mask) }
    if request.parts.contains(.dropped) { add("dropped", "drop_path(layer) + x", pass.output) }
    return tensors
  }

  private func statistics(of network: BottleNeckNetwork) -> [NamedTensor] {
    guard request.parts.contains(.statistics) else { return [] }
    return network.steps.flatMap { prefix, step in
      let count = Tensor(shape: .scalar, elements: [step.norm.batchesTracked])
      return [
        NamedTensor(network: "\(prefix).1.running_mean", step.norm.runningMean),
        NamedTensor(network: "\(prefix).1.running_var", step.norm.runningVariance),
        NamedTensor(network: "\(prefix).1.num_batches_tracked", count),
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
