// Which generator a command draws from, and where it stands.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import RandomStreams
import Regularization
import TensorFormats

/// An engine, seeded.
struct EngineRequest: Sendable {
  let engine: Engine
  let seed: Seed
  let options: EngineOptions
  /// The generator after seeding.
  let generator: any FrameworkGenerator
  /// What was drawn before the input.
  private let priorCalls: [PriorCall]
  /// The words passed over after it.
  private let skip: UInt64

  var framework: Framework { engine.framework }

  /// The one engine and seed of a line.
  ///
  /// - Throws: for a flag that means nothing to the engine, and a seed that it does not take.
  init(_ line: RawLine) throws {
    try Self.refuseIdleFlags(of: line, on: [line.options.engine.engine])
    try self.init(line.options.engine.engine, line.options.engine.seed, line.options.engine)
  }

  /// One of several engines and seeds of a line.
  ///
  /// - Throws: for a seed that the engine does not take, and a GPU that is said by half.
  init(_ engine: Engine, _ seed: Seed, _ flags: EngineFlags = EngineFlags()) throws {
    var options = EngineOptions()
    (options.gpu, options.opSeed) = (try flags.gpu, flags.opSeed)
    (options.vectorMath, options.folded) = (flags.vectorMath, flags.folded)
    options.progress = flags.progress
    (self.engine, self.seed, self.options) = (engine, seed, options)
    (priorCalls, skip) = (flags.priorCalls, flags.skip)
    do throws(SeedError) {
      generator = try engine.generator(seed: seed, options: options)
    } catch {
      throw Failure("--seed \(quoted(seed.text)): \(error)")
    }
  }

  /// Refuses a flag that no engine of the line knows: it would be ignored in silence.
  static func refuseIdleFlags(
    of line: RawLine, on engines: @autoclosure () -> [Engine]
  ) throws {
    for (flag, frameworks, owners) in ownedFlags where line.isGiven(flag) {
      let engines = engines()
      if engines.contains(where: { frameworks.contains($0.framework) }) { continue }
      let names = engines.map { "'\($0.name)'" }.joined(separator: ", ")
      throw Failure("--\(flag): means nothing to engine \(names); it is for \(owners)")
    }
  }

  /// Flags that only some frameworks know, and their names in an error.
  private static let ownedFlags: [(flag: String, frameworks: [Framework], owners: String)] = [
    ("fold-in", [.jax], "jax"),
    ("vector-math", [.torch], "PyTorch's engines on the CPU"),
    ("memory-format", [.torch, .torchCUDA, .torchCompile], "PyTorch's engines"),
    (
      "call", [.torchCUDA, .torchCompile, .mlx, .tensorflow, .keras],
      "torch-cuda, torch-compile, mlx, tensorflow and keras-*"
    ),
    ("op-seed", [.tensorflow], "tensorflow and tensorflow-stateless"),
    ("gpu", [.torchCUDA], "torch-cuda"), ("sms", [.torchCUDA], "torch-cuda"),
    ("threads-per-sm", [.torchCUDA], "torch-cuda"),
  ]
}

extension EngineRequest {
  /// Makes the calls that came before the input.
  func makePriorCalls(
    using generator: inout any FrameworkGenerator, _ arguments: ModeArguments,
    notedIn ledger: Ledger?
  ) throws {
    guard priorCalls.isEmpty || generator.position != nil else {
      throw Failure(
        "--after: engine '\(engine.name)' has keys and no stream, so no earlier call moves it")
    }
    for call in priorCalls {
      let before = generator
      try call.make(on: engine, arguments, using: &generator)
      ledger?.add(
        LedgerStep(
          name: call.repeated, draw: call.draw, count: call.drawCount, before: before,
          after: generator))
    }
  }

  /// Passes over the words that `--skip` counts.
  func skipWords(
    using generator: inout any FrameworkGenerator, notedIn ledger: Ledger? = nil
  ) throws {
    guard skip > 0 else { return }
    let before = generator
    try generator.skip(skip)
    ledger?.add(
      LedgerStep(
        name: "skip", draw: "words", count: Int(clamping: skip), before: before, after: generator))
  }

  /// What a JSON object says of the command before its results.
  func facts(of command: String) -> [(key: String, value: String)] {
    [
      ("command", JSON.string(command)), ("engine", JSON.string(engine.name)),
      ("seed", JSON.string(seed.decimal)),
    ]
  }

  /// What the engine does not draw; `remedy` helps where an element type was asked for.
  func failure(_ error: UnsupportedDraw, remedy: String?) -> Failure {
    let hint =
      if case .unknownGPU = error {
        "; give --gpu NAME, or --sms and --threads-per-sm"
      } else if framework == .keras {
        "; give --input ones, arange or a file"
      } else {
        remedy.map { "; \($0)" } ?? ""
      }
    return Failure("--engine '\(engine.name)': \(error)\(hint)")
  }

  /// Why a mode cannot be applied.
  func failure(_ error: RegularizationError, of mode: Mode) -> Failure {
    if case .unsupported(let draw) = error, case .unknownGPU = draw {
      return failure(draw, remedy: nil)
    }
    return Failure("--mode '\(mode.name)': \(error)")
  }
}

extension EngineFlags {
  /// The GPU that is named, or said by its numbers.
  fileprivate var gpu: GPU? {
    get throws {
      guard multiprocessors != nil || threadsPerMultiprocessor != nil else { return gpuModel?.gpu }
      guard gpuModel == nil else {
        throw Failure("--gpu: does not go with --sms and --threads-per-sm; give one or the others")
      }
      guard let multiprocessors, let threadsPerMultiprocessor else {
        let missing = multiprocessors == nil ? "--sms" : "--threads-per-sm"
        throw Failure(
          "\(missing): is missing; --sms is multi_processor_count and --threads-per-sm is"
            + " max_threads_per_multi_processor of torch.cuda.get_device_properties(0)")
      }
      return GPU(
        multiprocessors: multiprocessors, threadsPerMultiprocessor: threadsPerMultiprocessor)
    }
  }

  /// The seeds that are compared: a list or range of them, unless a list is one seed, as NumPy
  /// takes it.
  func comparedSeeds() throws -> [Seed] {
    let isListed = seed.text.contains(where: { $0 == "," || $0 == ":" })
    guard isListed, !engines.contains(where: { $0.framework == .numpy }) else { return [seed] }
    do throws(ValueError) {
      return try seedList(seed.text)
    } catch {
      throw Failure("--seed \(quoted(seed.text)): \(error.phrase ?? "")")
    }
  }
}
