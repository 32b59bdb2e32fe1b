// The flags that say which generator draws, from which seed, and what it drew before.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import RandomStreams

/// The engine, its seed, and where it stands.
struct EngineFlags: Sendable {
  /// The engines that a command goes over; one for most.
  var engines = [Engine.torch]
  /// The seeds that a command goes over; one for most.
  var seeds = [Seed("0")]
  /// What was drawn before the input.
  var priorCalls: [PriorCall] = []
  var skip: UInt64 = 0
  /// Calls of the first mode before the ones that are shown.
  var calls = 0
  var folded: UInt32?
  var opSeed: Int64?
  var vectorMath = TorchVersion.VectorMath.avx2
  var gpuModel: GPUModel?
  // The GPU said by its numbers.
  var multiprocessors: Int?
  var threadsPerMultiprocessor: Int?
  /// Is told of draws that take long; no flag.
  var progress: DrawProgress?

  /// The one engine.
  var engine: Engine {
    get { engines[0] }
    set { engines = [newValue] }
  }

  /// The one seed.
  var seed: Seed {
    get { seeds[0] }
    set { seeds = [newValue] }
  }
}

extension Flag where Options == RawFlags {
  static let seed = RegxFlag(
    "seed", metavar: "SEED", help: "What the framework's seeding function takes",
    details: "For torch, what torch.manual_seed takes: an integer of up to 64 bits, negative too,"
      + " 0x too; only its low 32 bits matter on the CPU.",
    in: \.engine.seed, shown: { $0.text }
  ) { text in
    Seed(text)
  }.also("manual-seed", "random-seed", "random-state")

  static let engine = RegxFlag(
    "engine", metavar: "ENGINE", help: "Framework, version and build to reproduce",
    details: "'regx engines' lists them with the versions and processors that they stand for. The"
      + " same seed gives other masks on another engine, and leaves the generator elsewhere.\n\n"
      + Engine.namesText,
    values: Engine.values, in: \.engine.engine, shown: { $0.name }
  ) { (word) throws(ValueError) in
    guard !word.contains(",") else {
      throw ValueError("is a list, and one engine is taken here; compare takes several")
    }
    return try Engine.meant(by: word)
  }.also("framework", "backend", "device")

  /// `seed` where several may be compared.
  static let comparedSeeds = RegxFlag(
    "seed", metavar: "SEED,...",
    help: "Seed of the framework; several compare",
    details: "For torch, what torch.manual_seed takes: an integer of up to 64 bits, negative too,"
      + " 0x too; only its low 32 bits matter on the CPU. 1,2,3 and 0:9 are several seeds, in"
      + " columns; on NumPy's engines a list is one seed, as NumPy takes it.",
    in: \.engine.seed, shown: { $0.text }
  ) { text in
    Seed(text)
  }.also("manual-seed", "random-seed", "random-state")

  /// `engine` where several may be compared.
  static let comparedEngines = RegxFlag(
    "engine", metavar: "ENGINE,...", help: "Framework, version and build; several compare",
    details: "'regx engines' lists them with the versions and processors that they stand for. The"
      + " same seed gives other masks on another engine, and leaves the generator elsewhere."
      + " Several stand in columns, with the share of draws in which their masks agree.\n\n"
      + Engine.namesText,
    values: Engine.values.listed, in: \.engine.engines, shown: { $0.first?.name }
  ) { (text) throws(ValueError) in
    var engines: [Engine] = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      engines.append(try Engine.meant(by: String(word)))
    }
    return engines
  }.also("framework", "backend", "device")

  static let skip = RegxFlag(
    "skip", metavar: "N", help: "32-bit words to discard after the input is drawn",
    details: "In 'sample', before anything is drawn.", in: \.engine.skip
  ) { (text) throws(ValueError) in
    guard let words = UInt64(text) else {
      throw ValueError("must be a number of words, from 0 to 2^64 - 1")
    }
    return words
  }

  static let after = RegxFlag(
    "after", metavar: "CALLS", help: "Calls that drew before the input, ';' between",
    details: "Separated by ';': rand SHAPE, randn SHAPE, bernoulli P SHAPE, MODE P SHAPE, words N;"
      + " 'N *' in front repeats one: '3 * randn 64,100; dropout 0.5 32,128'.",
    in: \.engine.priorCalls, shown: { _ in nil }
  ) { (text) throws(ValueError) in
    try PriorCall.parsed(text)
  }

  static let foldIn = RegxFlag(
    "fold-in", metavar: "N", help: "jax.random.fold_in of the key, on engine jax",
    in: \.engine.folded
  ) { (text) throws(ValueError) in
    guard let data = UInt32(text) else {
      throw ValueError("must be a number from 0 to 2^32 - 1")
    }
    return data
  }

  static let vectorMath = RegxFlag(
    "vector-math", metavar: "KIND", help: "What normals and uniforms are computed with",
    details: "avx2: ATen's kernels on x86 with AVX2 or AVX-512. libm: its plain kernels, as on"
      + " other processors.",
    caseIn: \.engine.vectorMath)

  static let call = RegxFlag(
    "call", metavar: "C", help: "Calls of the mode before the one shown",
    details: "On torch-cuda calls of the same size, on torch-compile dropouts before it in the"
      + " graph, on mlx and tensorflow calls since seeding, on keras-* the layer's training calls.",
    in: \.engine.calls
  ) { (text) throws(ValueError) in
    guard let calls = Int(text), 0...100_000_000 ~= calls else {
      throw ValueError("must be a number of calls, from 0 to 100000000")
    }
    return calls
  }

  static let opSeed = RegxFlag(
    "op-seed", metavar: "S", help: "seed= of tf.nn.dropout, on engine tensorflow",
    details: "On tensorflow-stateless the second number of the seed.", in: \.engine.opSeed
  ) { (text) throws(ValueError) in
    guard let seed = Seed(text).number(Int64.self) else {
      throw ValueError("must be an integer within -2^63 to 2^63 - 1")
    }
    return seed
  }

  static let gpu = RegxFlag(
    "gpu", metavar: "MODEL", help: "The GPU drawn on, on engine torch-cuda",
    details: "Asked for where a call is so large that models differ.",
    values: gpuNames, in: \.engine.gpuModel, shown: { $0?.name }
  ) { (word) throws(ValueError) in
    try gpuNames.choice(word) { name in GPU.models.first { $0.name == name } }
  }

  /// The models, also as `NVIDIA H200` and `RTX 4090`; one that is made in several kinds is asked
  /// for by its kind.
  private static let gpuNames = Values.one(
    of: { GPU.models.map { Choice($0.name, $0.summary) } },
    understood: { (word) throws(ValueError) in
      var name = String(word.lowercased().map { $0 == " " || $0 == "_" ? "-" : $0 })
      for prefix in ["nvidia-", "tesla-", "geforce-"] where name.hasPrefix(prefix) {
        name.removeFirst(prefix.count)
      }
      if GPU.named(name) != nil { return name }
      let kinds = GPU.models.map(\.name).filter { $0.hasPrefix(name + "-") }
      guard kinds.isEmpty else {
        let names = kinds.map { "'\($0)'" }.joined(separator: ", ")
        throw ValueError("is made in kinds that differ; regx knows \(names)")
      }
      return nil
    })

  static let multiprocessors = RegxFlag(
    "sms", metavar: "N", help: "The GPU by its numbers: multi_processor_count",
    details: "Of torch.cuda.get_device_properties(0), with --threads-per-sm.",
    in: \.engine.multiprocessors
  ) { (text) throws(ValueError) in
    try gpuNumber(text) { GPU(multiprocessors: $0, threadsPerMultiprocessor: 1024) }
  }

  static let threadsPerMultiprocessor = RegxFlag(
    "threads-per-sm", metavar: "N", help: "max_threads_per_multi_processor, with --sms",
    in: \.engine.threadsPerMultiprocessor
  ) { (text) throws(ValueError) in
    try gpuNumber(text) { GPU(multiprocessors: 1, threadsPerMultiprocessor: $0) }
  }
}

extension GPUModel {
  /// Its numbers, and what they decide.
  fileprivate var summary: String {
    "\(gpu.multiprocessors) multiprocessors of \(gpu.threadsPerMultiprocessor) threads"
  }
}

/// A number that some GPU has.
private func gpuNumber(_ text: String, _ gpu: (Int) -> GPU?) throws(ValueError) -> Int {
  guard let number = Int(text), gpu(number) != nil else {
    throw ValueError("must be a number that torch.cuda.get_device_properties(0) tells")
  }
  return number
}
