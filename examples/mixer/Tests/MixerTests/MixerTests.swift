// SPDX-License-Identifier: Apache-2.0

import Mixer
import RandomStreams
import Regularization
import TensorCore
import TensorFormats
import Testing

/// The port beside PyTorch 2.13: `golden.safetensors` is what mixer.py writes.
@Suite struct MixerTests {
  /// As mixer.py: seed, model, input.
  private let model: Mixer
  private let x: Tensor<Float>
  private let generator: TorchGenerator

  init() throws {
    var rng = TorchGenerator(seed: 2021)
    model = try Mixer(
      tokens: 6, channels: 8, classes: 3, depth: 3, p: 0.2, dropPath: 0.5, using: &rng)
    x = try .randn(4, 6, 8, using: &rng)
    generator = rng
  }

  @Test func `the parameters have PyTorch's bits`() throws {
    var layers = [("head", model.head)]
    for (i, block) in model.blocks.enumerated() {
      layers += [
        ("blocks.\(i).tokens.fc1", block.tokens.fc1), ("blocks.\(i).tokens.fc2", block.tokens.fc2),
        ("blocks.\(i).channels.fc1", block.channels.fc1),
        ("blocks.\(i).channels.fc2", block.channels.fc2),
      ]
    }
    for (name, layer) in layers {
      #expect(try layer.weight.bits == golden("parameters.\(name).weight").bits, "\(name)")
      #expect(try layer.bias.bits == golden("parameters.\(name).bias").bits, "\(name)")
    }
    #expect(try x.bits == golden("input").bits)
  }

  /// Given what PyTorch gave to its dropouts, each returns PyTorch's bits: masks, scales and
  /// roundings are promised. A layer drawn too early or too late would spoil all that follow.
  @Test func `every dropout of a training step has PyTorch's bits`() throws {
    let perBlock = model.blocks.map { block -> [any Regularizer] in
      [block.tokens.drop, block.tokens.drop, block.dropPath]
        + [block.channels.drop, block.channels.drop, block.dropPath]
    }
    var rng = generator
    for (i, layer) in perBlock.joined().enumerated() {
      let given = try golden("calls.\(i).input")
      let made = try layer(given, using: &rng)
      #expect(try made.bits == golden("calls.\(i).output").bits, "call \(i), \(layer)")
    }
    #expect(try Tensor<Float>.rand(8, using: &rng).bits == golden("next").bits)
  }

  /// Whole outputs agree but for the roundings of sums: a matrix product adds its terms in an order
  /// that depends on PyTorch's build and on the processor, and a vectorized GELU or mean rounds
  /// differently too. A single wrong bit of a mask would move an output by a thousand times this.
  @Test func `a training step ends where PyTorch's ends`() throws {
    var rng = generator
    let output = try model(x, using: &rng)
    #expect(try output.isClose(to: golden("output.train")))
    #expect(try Tensor<Float>.rand(8, using: &rng).bits == golden("next").bits)
  }

  @Test func `evaluation draws nothing`() throws {
    var model = model
    model.eval()
    var rng = generator
    let output = try model(x, using: &rng)
    #expect(try output.isClose(to: golden("output.eval")))
    #expect(rng.position == generator.position)
  }

  @Test func `a sample whose branches are dropped leaves the block as it came in`() throws {
    var block = model.blocks[2]
    block.dropPath.p = 1
    var rng = generator
    #expect(try block(x, using: &rng).bits == x.bits)
  }
}

/// A tensor of the golden file.
private func golden(_ name: String) throws -> Tensor<Float> {
  let folder = #filePath.prefix(upTo: #filePath.lastIndex(of: "/")!)
  return try Tensor(contentsOf: "\(folder)/golden.safetensors", tensor: name)
}

extension Tensor<Float> {
  fileprivate var bits: [UInt32] { elements.map(\.bitPattern) }

  /// Whether no element differs by more than some roundings of numbers near 1.
  fileprivate func isClose(to other: Tensor) -> Bool {
    shape == other.shape && zip(elements, other.elements).allSatisfy { abs($0 - $1) < 0x1p-20 }
  }
}
