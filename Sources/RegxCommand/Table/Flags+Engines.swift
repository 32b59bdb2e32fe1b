// The flags of engines that need more than a seed: calls before, an operation's seed, a GPU.

import CommandTable
import RandomStreams

extension Flag where Options == RegxOptions {
  static let call = RegxFlag(
    "call", metavar: "C", help: "Calls of the mode before the one shown",
    details: "On torch-cuda calls of the same size, on torch-compile dropouts before it in the"
      + " graph, on mlx and tensorflow calls since seeding, on keras-* the layer's training calls.",
    in: \.calls
  ) { (text) throws(ValueError) in
    guard let calls = Int(text), 0...100_000_000 ~= calls else {
      throw ValueError("must be a number of calls, from 0 to 100000000")
    }
    return calls
  }

  static let opSeed = RegxFlag(
    "op-seed", metavar: "S", help: "seed= of tf.nn.dropout, on engine tensorflow",
    details: "On tensorflow-stateless the second number of the seed.", in: \.opSeed
  ) { (text) throws(ValueError) in
    guard let seed = Seed(text).number(Int64.self) else {
      throw ValueError("must be an integer within -2^63 to 2^63 - 1")
    }
    return seed
  }

  static let gpu = RegxFlag(
    "gpu", metavar: "MODEL", help: "The GPU drawn on, on engine torch-cuda",
    details: "Asked for where a call is so large that models differ.",
    values: gpuNames, in: \.gpuModel, shown: { $0?.name }
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
    details: "Of torch.cuda.get_device_properties(0), with --threads-per-sm.", in: \.multiprocessors
  ) { (text) throws(ValueError) in
    try gpuNumber(text) { GPU(multiprocessors: $0, threadsPerMultiprocessor: 1024) }
  }

  static let threadsPerMultiprocessor = RegxFlag(
    "threads-per-sm", metavar: "N", help: "max_threads_per_multi_processor, with --sms",
    in: \.threadsPerMultiprocessor
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
