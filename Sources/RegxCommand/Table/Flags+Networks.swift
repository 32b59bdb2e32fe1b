// The flags of `network`.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Experiments

extension Flag where Options == RawFlags {
  static let networkInput = RegxFlag(
    "input", metavar: "INPUT", help: "What the network is given; '-' is standard input",
    details: "mlp: of shape inputs,columns. bottleneck: of --shape, or a file of such a shape. A"
      + " drawn input is drawn behind the parameters.",
    values: Input.values, in: \.input.input
  ) { (text) throws(ValueError) in
    try Input.parsed(text)
  }.single

  static let networkShape = RegxFlag(
    "shape", metavar: "N,C,H,W", help: "bottleneck: samples, channels, height, width",
    in: \.input.shape
  ) { (text) throws(ValueError) in
    try parsedShape(text)
  }.also("size")

  static let layers = RegxFlag(
    "layers", metavar: "SIZES", help: "mlp: sizes of the layers, the input's first",
    in: \.network.sizes, shown: { $0.map(String.init).joined(separator: ",") }
  ) { (text) throws(ValueError) in
    var sizes: [Int] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let size = Int(part), size >= 1 else {
        throw ValueError("must be sizes of 1 or more, like 4,5,3")
      }
      sizes.append(size)
    }
    guard sizes.count >= 2 else {
      throw ValueError("must be two sizes or more: the input's and one of each layer, like 4,5,3")
    }
    return sizes
  }

  static let columns = RegxFlag(
    "columns", metavar: "N", help: "mlp: samples, the columns of the input", in: \.network.columns
  ) { (text) throws(ValueError) in
    try count(text, from: 1)
  }

  static let rule = RegxFlag(
    "rule", metavar: "RULE", help: "mlp: which dropout",
    caseIn: \.network.rule, explained: { $0.summary })

  static let phase = RegxFlag(
    "phase", metavar: "PHASE", help: "mlp: train, test or both, training first",
    caseIn: \.network.phase)

  /// The files of w1, b1, w2 and b2.
  static let parameterFiles: [RegxFlag] = parameterNames.map { name in
    RegxFlag(
      name, metavar: "FILE", help: "mlp: \(name) from a file; all four or none",
      details: "A file that 'regx print' reads; of a .safetensors file the tensor '\(name)'.",
      values: .file
    ) { (options, text) throws(ValueError) in
      guard !text.isEmpty else { throw ValueError("must be the name of a file") }
      options.network.files[name] = text
    }
  }

  static let blocks = RegxFlag(
    "blocks", metavar: "N", help: "bottleneck: residual blocks, 1 to \(blockLimit)",
    in: \.network.blocks
  ) { (text) throws(ValueError) in
    try count(text, from: 1, to: blockLimit)
  }

  static let reduction = RegxFlag(
    "reduction", metavar: "N", help: "bottleneck: channels over those inside a block",
    in: \.network.reduction
  ) { (text) throws(ValueError) in
    try count(text, from: 1)
  }

  static let rates = RegxFlag(
    "rates", metavar: "RULE", help: "bottleneck: p over the depth",
    caseIn: \.network.rates, explained: { $0.summary })

  static let dropPath = RegxFlag(
    "drop-path", metavar: "FORM", help: "bottleneck: which DropPath",
    details: "bernoulli is what the article on DropPath means and timm does; article-module hands"
      + " its p on as the probability to keep.",
    caseIn: \.network.dropPath, explained: { $0.summary })

  static let training = RegxFlag(
    "train", help: "Training mode, the default", turns: \.mode.arguments.training)

  static let warmup = RegxFlag(
    "warmup", metavar: "N", help: "bottleneck: training passes before the one shown",
    details: "Each draws its masks and moves the running statistics that --eval normalizes with.",
    in: \.network.warmup
  ) { (text) throws(ValueError) in
    try count(text, from: 0, to: 100_000)
  }

  static let showNetwork = RegxFlag(
    "show", metavar: "PART,...", help: "What to print, in the order of computation",
    details: "By default layer,mask,dropped,output of mlp and blocks of bottleneck.",
    casesIn: \.network.shown, explained: { $0.summary })
}

/// About what the deepest residual networks have.
private let blockLimit = 1000

private func count(_ text: String, from least: Int, to most: Int? = nil) throws(ValueError) -> Int {
  guard let value = Int(text), value >= least, value <= most ?? .max else {
    throw ValueError(
      most.map { "must be from \(least) to \($0)" } ?? "must be a number, \(least) or more")
  }
  return value
}
