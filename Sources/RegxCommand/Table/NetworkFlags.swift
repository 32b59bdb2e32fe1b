// What the flags of `network` set.
// SPDX-License-Identifier: Apache-2.0

import Experiments

/// Which network, and its sizes.
struct NetworkFlags: Sendable {
  var kind = NetworkKind.mlp
  /// What is printed; empty for what the network prints by default.
  var shown: [NetworkPart] = []

  // The multilayer perceptron.
  var sizes = [4, 5, 3]
  var columns = 2
  var rule = DropoutRule.inverted
  var phase = PhaseChoice.both
  /// The files of w1, b1, w2, b2, by these names.
  var files: [String: String] = [:]

  // The residual blocks.
  var blocks = 4
  var reduction = 4
  var rates = DropRates.uniform
  var dropPath = DropPathForm.bernoulli
  var warmup = 0
}

/// A network by name.
enum NetworkKind: String, CaseIterable, Sendable {
  case mlp, bottleneck

  var summary: String {
    switch self {
    case .mlp: "layers of relu(w @ x + b), a mask after each"
    case .bottleneck: "residual blocks of convolutions, DropPath at the end of each"
    }
  }

  /// The flags that mean something to this network only.
  var flags: [String] {
    switch self {
    case .mlp: ["layers", "columns", "rule", "phase"] + parameterNames
    case .bottleneck:
      ["shape", "blocks", "reduction", "rates", "drop-path", "train", "eval", "warmup"]
    }
  }

  /// The frameworks that it is written in.
  var frameworks: [Framework] {
    switch self {
    case .mlp: [.numpy, .torch]
    case .bottleneck: [.torch]
    }
  }

  /// What can be shown of it.
  var parts: [NetworkPart] {
    switch self {
    case .mlp: [.input, .parameters, .layer, .mask, .dropped, .output]
    case .bottleneck: NetworkPart.allCases
    }
  }

  /// What is shown of it where nothing is asked for.
  var defaultParts: [NetworkPart] {
    switch self {
    case .mlp: [.layer, .mask, .dropped, .output]
    case .bottleneck: [.blocks]
    }
  }
}

/// The parameters of the two-layer network, as its functions name them.
let parameterNames = ["w1", "b1", "w2", "b2"]

/// The phases that are computed, training first.
enum PhaseChoice: String, CaseIterable, Sendable {
  case train, test, both

  var phases: [Phase] {
    switch self {
    case .train: [.train]
    case .test: [.test]
    case .both: [.train, .test]
    }
  }
}

/// Which of a network's tensors is printed.
enum NetworkPart: String, CaseIterable, Sendable {
  case blocks, parameters, input, layer, mask, dropped, output, statistics

  var summary: String {
    switch self {
    case .blocks: "in words, which samples skipped which block"
    case .parameters: "weights and biases"
    case .input: "what the network is given"
    case .layer: "each layer before its mask; each block before its DropPath"
    case .mask: "the draws: 1 for what is kept"
    case .dropped: "each layer after its mask; each block with its residual"
    case .output: "what the network gives"
    case .statistics: "running mean and variance of each batch norm"
    }
  }
}
