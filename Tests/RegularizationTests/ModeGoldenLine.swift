// SPDX-License-Identifier: Apache-2.0

import Foundation
import RandomStreams
import Regularization
import TensorCore
import Testing

/// One command line that applies modes, and what the real framework gave for it.
///
/// The line is read here anew, word by word, and says which calls of the library it stands for; the
/// program has no part in it.
struct ModeGoldenLine: Decodable, Sendable, CustomTestStringConvertible {
  let args: [String]
  /// Hexadecimal words in row-major order; `|` between tensors.
  let bits: String?
  /// The SHA-256 of the words, a line each.
  let sha256: String?
  /// What is printed, where the line tests that.
  let text: String?
  /// Whether each NaN of a half format is written with its own bits, and not as the one for all.
  var hasNaNBits = false

  private enum CodingKeys: CodingKey { case args, bits, sha256, text }

  var testDescription: String { args.joined(separator: " ") }

  /// The lines of the golden files that apply modes to a tensor.
  static let all: [ModeGoldenLine] = [
    "torch-2.13.0", "torch-2.13.0-family", "torch-2.13.0-taught", "torch-2.13.0-normals",
    "torch-2.13.0-normals64", "torch-2.6.0", "torch-2.6.0-family", "torch-2.6.0-taught",
    "torch-2.6.0-normals", "torch-2.6.0-normals64", "numpy-2.4.6", "numpy-2.4.6-taught",
    "jax-0.10.2", "torch-2.13.0-nan",
  ].flatMap { name in
    let text = try! String(contentsOf: folder.appending(path: "\(name).jsonl"), encoding: .utf8)
    return text.split(separator: "\n").dropFirst().map {
      var line = try! JSONDecoder().decode(ModeGoldenLine.self, from: Data($0.utf8))
      line.hasNaNBits = name.hasSuffix("nan")
      return line
    }
  }.filter { $0.text == nil && ["apply", "compare"].contains($0.args[0]) }

  private static let folder =
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Golden")

  func value(_ flag: String) -> String? {
    args.firstIndex(of: "--\(flag)").map { args[$0 + 1] }
  }

  func has(_ flag: String) -> Bool { args.contains("--\(flag)") }

  private func number<Number: LosslessStringConvertible>(
    _ flag: String, _ standard: Number
  ) throws -> Number {
    try value(flag).map { try #require(Number($0)) } ?? standard
  }

  var shape: Shape {
    get throws {
      let text = value("shape") ?? "3,2,2,2"
      if text == "scalar" { return .scalar }
      return try Shape(
        text.split { $0 == "," || $0 == "x" }.map { try #require(Int($0)) })
    }
  }

  /// The file that is the input, where one is.
  var file: String? {
    value("input").flatMap {
      $0.hasPrefix("@") ? Self.folder.appending(path: "inputs/\($0.dropFirst())").path : nil
    }
  }

  var skip: UInt64 { get throws { try number("skip", 0) } }

  var dtype: DType? { value("dtype").flatMap(DType.init) }

  /// What is printed of each mode, in the order of the line.
  var shown: [String] { (value("show") ?? "output").split(separator: ",").map(String.init) }

  var generator: any FrameworkGenerator {
    get throws {
      let text = value("seed") ?? "0"
      let magnitude = text.hasPrefix("0x") ? UInt64(text.dropFirst(2), radix: 16) : UInt64(text)
      let seed = try #require(magnitude ?? Int64(text).map { UInt64(bitPattern: $0) })
      return switch value("engine") {
      case nil: TorchGenerator(seed: seed)
      case "torch-mkl": TorchGenerator(seed: seed, version: .mkl)
      case "numpy": try NumPyRandomState(seed: NumPySeed(seed))
      case "numpy-generator": NumPyGenerator(seed: NumPySeed(seed))
      default: JAXKey(seed: try #require(value("engine") == "jax" ? seed : nil))
      }
    }
  }

  /// The layers in the order in which they are applied.
  var layers: [any Regularizer] {
    get throws {
      let standard = args[0] == "compare" ? "drop-path,dropout" : "dropout"
      let names = (value("mode") ?? standard).split(separator: ",").map(String.init)
      let isKeep = value("keep-prob") != nil
      let typed = try number(isKeep ? "keep-prob" : "p", 0.5)
      let probability = try #require(Probability(typed))
      let keep = isKeep ? probability : nil
      let p = keep?.complement ?? probability
      let arguments = LayerArguments(
        p: p, keep: keep ?? p.complement, framework: value("engine") ?? "torch",
        compiled: has("jit"), scaleByKeep: !has("no-scale-by-keep"),
        blockSize: try number("block-size", 7), gammaScale: try number("gamma-scale", 1),
        coupleChannels: !has("no-couple-channels"), withNoise: has("with-noise"))
      return try names.map { name in
        let layer = try #require(layersByName[name])
        return layer(arguments).train(!has("eval"))
      }
    }
  }

  /// Whether these words are the framework's.
  func matches(_ words: [String], digest: (String) -> String) -> Bool {
    let half = dtype?.rawValue ?? args.first { $0.hasPrefix("@") } ?? ""
    let made = words.map { canonical($0, half) }
    if let sha256 { return digest(made.joined(separator: "\n") + "\n") == sha256 }
    return made
      == (bits ?? "").split { $0 == " " || $0 == "|" }.map { canonical(String($0), half) }
  }

  /// Most golden files write one NaN of a half format for all.
  private func canonical(_ word: String, _ dtype: String) -> String {
    guard !hasNaNBits, let bits = UInt32(word, radix: 16), dtype.contains("float16") else {
      return word
    }
    if word.utf8.count == 8 { return bits & 0x7fff_ffff > 0x7f80_0000 ? "7fc00000" : word }
    return dtype.contains("bfloat16")
      ? bits & 0x7fff > 0x7f80 ? "7fc0" : word : bits & 0x7fff > 0x7c00 ? "7e00" : word
  }
}

/// What a line says of its layers beyond their names.
struct LayerArguments {
  let p: Probability
  let keep: Probability
  let framework: String
  let compiled: Bool
  let scaleByKeep: Bool
  let blockSize: Int
  let gammaScale: Double
  let coupleChannels: Bool
  let withNoise: Bool

  func keeping(_ layer: DropPath) -> DropPath {
    var layer = layer
    layer.keepProbability = keep
    return layer
  }

  func keeping(_ layer: UniformDropout) -> UniformDropout {
    var layer = layer
    layer.keepProbability = keep
    return layer
  }
}

/// The layer that stands behind each name of the golden files.
let layersByName: [String: @Sendable (LayerArguments) -> any Regularizer] = [
  "dropout": { arguments in
    switch arguments.framework {
    case "jax": FlaxDropout(p: arguments.p, compiled: arguments.compiled)
    case "numpy", "numpy-generator": NumPyDropout(p: arguments.p)
    default: Dropout(p: arguments.p)
    }
  },
  "dropout:linen": { FlaxDropout(p: $0.p, key: .linen, compiled: $0.compiled) },
  "dropout:nnx": { FlaxDropout(p: $0.p, key: .nnx, compiled: $0.compiled) },
  "dropout:binomial": { NumPyDropout(p: $0.p) },
  "vanilla-dropout": {
    $0.framework.hasPrefix("numpy")
      ? NumPyDropout(p: $0.p, isInverted: false) as any Regularizer : VanillaDropout(p: $0.p)
  },
  "dropout:rand-gt": { UniformDropout(p: $0.p) },
  "dropout:rand-lt": {
    $0.framework.hasPrefix("numpy")
      ? UniformDropout(p: $0.p, comparison: .below, uniforms: .float64)
      : $0.keeping(UniformDropout(p: $0.p, comparison: .below))
  },
  "dropout:cs231n": {
    $0.keeping(
      UniformDropout(p: $0.p, comparison: .below, scaling: .noise, uniforms: .float64))
  },
  "drop-path": { DropPath(p: $0.p, form: .floor) },
  "drop-path:bernoulli": { DropPath(p: $0.p, form: .bernoulli, scaleByKeep: $0.scaleByKeep) },
  "drop-path:prescaled": { $0.keeping(DropPath(p: $0.p, form: .prescaled)) },
  "drop-path:rand-gt": { $0.keeping(DropPath(p: $0.p, form: .randGreater)) },
  "drop-path:article-module": { DropPath(p: $0.p, form: .articleModule) },
  "stochastic-depth:row": { StochasticDepth(p: $0.p, mode: .row) },
  "stochastic-depth:batch": { StochasticDepth(p: $0.p, mode: .batch) },
  "dropout1d": { Dropout1d(p: $0.p) },
  "dropout2d": { Dropout2d(p: $0.p) },
  "dropout3d": { Dropout3d(p: $0.p) },
  "feature-dropout": { FeatureDropout(p: $0.p) },
  "alpha-dropout": { AlphaDropout(p: $0.p) },
  "feature-alpha-dropout": { FeatureAlphaDropout(p: $0.p) },
  "drop-connect": { DropConnect(p: $0.p) },
  "gaussian-dropout": { GaussianDropout(p: $0.p) },
  "drop-block:torchvision": { DropBlock2d(p: $0.p, blockSize: $0.blockSize) },
  "drop-block:timm": {
    TimmDropBlock2d(
      p: $0.p, blockSize: $0.blockSize, gammaScale: $0.gammaScale, withNoise: $0.withNoise,
      coupleChannels: $0.coupleChannels, scaleByKeep: $0.scaleByKeep)
  },
]
