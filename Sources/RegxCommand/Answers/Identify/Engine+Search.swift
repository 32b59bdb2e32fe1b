// The engines and modes as identification searches them.
// SPDX-License-Identifier: Apache-2.0

import Identification
import RandomStreams
import Regularization

extension Engine {
  /// How the engine's draws are searched; `nil` where they cannot be.
  var streamKind: (any StreamKind)? {
    switch try? generator(seed: 0) {
    case let torch as TorchGenerator:
      torch.version.bernoulli == .mkl
        ? MKLStream() : TorchStream(drawsHalvesEarly: torch.version.rounding == .early)
    case is NumPyRandomState: NumPyStream()
    case is NumPyGenerator: NumPyGeneratorStream()
    case is JAXKey: JAXStream()
    case let cuda as TorchCUDAGenerator: CUDAStream(vectors: cuda.vectors)
    case is InductorGenerator: InductorStream()
    case is MLXGenerator: MLXStream()
    case is TensorFlowGenerator: TensorFlowStream(.eager)
    case is TensorFlowSeed: TensorFlowStream(.stateless)
    case let keras as KerasSeedGenerator: KerasStream(keras.backend)
    case is TritonSeed: TritonStream()
    default: nil
    }
  }

  /// The engine with the names of those that draw the same; `nil` where it cannot be searched.
  var searched: SearchedEngine? {
    guard let kind = streamKind else { return nil }
    let own = sameAs ?? name
    let names = Engine.catalogue.filter { $0.name == own || $0.sameAs == own }.map(\.name)
    var engine = SearchedEngine(
      name: name, aliases: names.filter { $0 != name }, framework: framework.rawValue, kind: kind,
      lastSeed: lastSeed
    ) { try generator(seed: Seed($0)) }
    if framework == .torchCUDA { engine.machines = Self.gpus.map { on($0, engine) } }
    return engine
  }

  /// The largest seed whose generator no smaller one makes, as far as seeds are searched.
  private var lastSeed: UInt64 {
    switch framework {
    case .torch, .torchCompile, .jax: 0xffff_ffff
    case .numpy: streamKind is NumPyGeneratorStream ? .max : 0xffff_ffff
    case .keras: 0x7fff_ffff
    case .tensorflow: UInt64(Int64.max)
    case .torchCUDA, .mlx, .triton: .max
    }
  }

  /// A model of GPU for each number of threads: those draw alike.
  private static let gpus: [GPUModel] = {
    var seen: Set<Int> = []
    return GPU.models.filter { seen.insert($0.gpu.threads).inserted }
  }()

  private func on(_ model: GPUModel, _ engine: SearchedEngine) -> SearchedEngine {
    var options = EngineOptions()
    options.gpu = model.gpu
    let chosen = options
    return SearchedEngine(
      name: name, aliases: engine.aliases, framework: engine.framework, kind: engine.kind,
      lastSeed: engine.lastSeed, flags: "--gpu \(model.name)"
    ) { try generator(seed: Seed($0), options: chosen) }
  }

  /// Every engine that can be searched, once for those that draw the same.
  static var searchable: [Engine] {
    catalogue.filter { $0.sameAs == nil && $0.streamKind != nil }
  }
}

extension Mode {
  /// The modes as candidates, on each framework that can be searched.
  static func candidates(_ modes: [Mode]?, on engines: [Engine]) -> [Candidate] {
    var seen: Set<String> = []
    return (modes ?? catalogue).flatMap { mode in
      Framework.allCases.flatMap { framework -> [Candidate] in
        guard mode.frameworks.contains(framework),
          let engine = engines.first(where: { $0.framework == framework })
        else { return [] }
        let there = mode.on(framework)
        guard seen.insert("\(there.name) \(framework)").inserted else { return [] }
        let generator = try? engine.generator(seed: 0)
        return there.variants.compactMap { flags, set in
          Candidate(
            name: there.name, frameworks: [framework.rawValue], flags: flags,
            dividesByReciprocal: generator?.dividesByReciprocal ?? false
          ) { p in
            var arguments = ModeArguments(p: p)
            set(&arguments)
            return there.regularizer(arguments)
          }
        }
      }
    }
  }

  /// The sides of blocks that are thought of.
  private static let blockSizes = 2...15

  /// The flags that may have been given besides p, and what they set.
  private var variants: [(flags: String, set: @Sendable (inout ModeArguments) -> Void)] {
    guard parameters.contains(.blockSize) else { return [("", { _ in })] }
    return Self.blockSizes.flatMap { size in
      let plain: (String, @Sendable (inout ModeArguments) -> Void) = (
        "--block-size \(size)", { $0.blockSize = size }
      )
      guard parameters.contains(.noCoupleChannels) else { return [plain] }
      return [
        plain,
        (
          plain.0 + " --no-couple-channels",
          {
            $0.blockSize = size
            $0.coupleChannels = false
          }
        ),
      ]
    }
  }
}
