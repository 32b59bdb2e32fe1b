// An engine: a framework's generator in one of its versions and builds.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams

/// What an engine may be told besides its seed.
struct EngineOptions: Sendable {
  var vectorMath: TorchVersion.VectorMath = .avx2
  /// What JAX's key is folded with before it is used.
  var folded: UInt32?
  /// The GPU that is drawn on, where it is named.
  var gpu: GPU?
  /// The seed that the program gives to an operation of TensorFlow's.
  var opSeed: Int64?
  /// Called during draws that take long.
  var progress: DrawProgress?
  init() {}
}

/// A framework's generator in one of its versions and builds, under the name `--engine` takes.
struct Engine: Sendable {
  let name: String
  let framework: Framework
  /// One line: the framework, its versions and builds.
  let summary: String
  /// What its neighbours do otherwise.
  let differences: String
  /// The engine this is another name for, if it is one.
  let sameAs: String?
  /// What else it is called.
  var synonyms: [String] = []
  /// The package, as pip knows it, and the releases without their patch that it was verified with,
  /// the newest first; PyTorch's engines have the release in their names.
  var verified: [String: [String]] = [:]
  /// Makes the generator of a seed.
  let seeded: @Sendable (Seed, EngineOptions) throws(SeedError) -> any FrameworkGenerator

  /// The generator after seeding.
  ///
  /// - Throws: `SeedError` if the framework takes no such seed.
  func generator(
    seed: Seed, options: EngineOptions = EngineOptions()
  ) throws(SeedError) -> any FrameworkGenerator {
    try seeded(seed, options)
  }
}
