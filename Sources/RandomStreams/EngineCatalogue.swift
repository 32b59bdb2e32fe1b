// Every engine in one table: what it stands for, and how its generator is made.

/// The rules that modes are written for. Engines of one family differ in draws, not in what a mode
/// means.
public enum EngineFamily: String, CaseIterable, Sendable {
  case torch
}

/// What an engine may be told besides its seed.
public struct EngineOptions: Sendable {
  public var vectorMath: TorchProfile.VectorMath = .avx2
  public init() {}
}

/// A framework's generator in one of its versions and builds, under the name `--engine` takes.
public struct Engine: Sendable {
  public let name: String
  public let family: EngineFamily
  /// One line: the framework, its versions and builds.
  public let summary: String
  /// What its neighbours do otherwise.
  public let differences: String
  /// The engine this is another name for, if it is one.
  public let sameAs: String?
  /// The generator after seeding.
  public let generator: @Sendable (Seed, EngineOptions) throws(SeedError) -> any FrameworkGenerator
}

extension Engine {
  /// Every engine, the default first.
  public static let catalogue: [Engine] = [
    torch(
      "torch", .latest, "PyTorch CPU, newest verified version: 2.13",
      "two words per Bernoulli draw; float16 and bfloat16 uniforms are rounded from 24 bits; masks"
        + " of strided inputs are drawn in memory order"),
    torch(
      "torch-mkl", .mkl, "PyTorch CPU, x86-64 wheels 2.0 to 2.6, on any x86 processor",
      "one word per Bernoulli call, the seed of MKL's MCG31, compared in float32; float16 and"
        + " bfloat16 uniforms of 11 and 8 bits; masks in logical order"),
    torch("torch-2.13", .latest, "PyTorch 2.13 CPU, any processor", "", sameAs: "torch"),
    torch(
      "torch-2.6", .mkl, "PyTorch 2.6 CPU, x86-64 wheels", "", sameAs: "torch-mkl"),
    torch(
      "torch-2.0", .mkl, "PyTorch 2.0 CPU, x86-64 wheels", "", sameAs: "torch-mkl"),
    torch(
      "torch-1.13", .old, "PyTorch 1.13 CPU, on AMD",
      "Bernoulli draws as torch, everything else as torch-mkl"),
    torch(
      "torch-1.13-intel", .mkl, "PyTorch 1.13 and before CPU, x86-64 wheels on Intel", "",
      sameAs: "torch-mkl"),
  ]

  /// The engine of this name.
  public static func named(_ name: String) -> Engine? { catalogue.first { $0.name == name } }

  private static func torch(
    _ name: String, _ profile: TorchProfile, _ summary: String, _ differences: String,
    sameAs: String? = nil
  ) -> Engine {
    Engine(
      name: name, family: .torch, summary: summary, differences: differences, sameAs: sameAs
    ) { (seed, options) throws(SeedError) in
      var profile = profile
      profile.vectorMath = options.vectorMath
      return TorchGenerator(seed: try seed.torch(), profile: profile)
    }
  }
}

extension TorchProfile {
  static let latest = TorchProfile(bernoulli: .native, half: .rounded)
  static let mkl = TorchProfile(bernoulli: .mkl, half: .lowBits)
  static let old = TorchProfile(bernoulli: .native, half: .lowBits)
}
