// Every engine in one table: what it stands for, and how its generator is made.

/// The rules that modes are written for. Engines of one family differ in draws, not in what a mode
/// means.
public enum EngineFamily: String, CaseIterable, Sendable {
  case torch, numpy, jax

  /// Several families. One word, where an array would be made at each start of the program.
  public struct Set: OptionSet, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let torch = Set(rawValue: 1)
    public static let numpy = Set(rawValue: 2)
    public static let jax = Set(rawValue: 4)

    public func contains(_ family: EngineFamily) -> Bool {
      switch family {
      case .torch: contains(.torch as Set)
      case .numpy: contains(.numpy as Set)
      case .jax: contains(.jax as Set)
      }
    }
  }
}

/// What an engine may be told besides its seed.
public struct EngineOptions: Sendable {
  public var vectorMath: TorchProfile.VectorMath = .avx2
  /// What JAX's key is folded with before it is used.
  public var folded: UInt32?
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
  private let seeded: @Sendable (Seed, EngineOptions) throws(SeedError) -> any FrameworkGenerator

  /// The generator after seeding.
  ///
  /// - Throws: `SeedError` if the framework takes no such seed.
  public func generator(
    seed: Seed, options: EngineOptions = EngineOptions()
  ) throws(SeedError) -> any FrameworkGenerator {
    try seeded(seed, options)
  }
}

extension Engine {
  /// Every engine, the default first.
  public static let catalogue: [Engine] =
    [
      .torch,
      torch(
        "torch-mkl", .mkl,
        "PyTorch CPU, x86-64 wheels 2.0 to 2.6 (2.2 unverified), any x86 processor",
        "one word per Bernoulli call, the seed of MKL's MCG31, compared in float32; float16 and"
          + " bfloat16 computed in the format itself; masks of strided inputs drawn by index"),
      Engine(
        name: "numpy", family: .numpy, summary: "NumPy's np.random.seed and RandomState",
        differences: "MT19937 words as torch draws them; float64 only; normals by the polar method"
          + " with a cache; a seed is 0 to 2^32 - 1 or a list of such",
        sameAs: nil
      ) { (seed, _) throws(SeedError) in
        let seed = try seed.numPy()
        do throws(NumPySeedError) {
          return try NumPyRandomState(seed: seed)
        } catch {
          throw SeedError(error.description)
        }
      },
      Engine(
        name: "numpy-generator", family: .numpy, summary: "NumPy's np.random.default_rng",
        differences: "PCG64 after a SeedSequence; float64 and float32 uniforms; ziggurat normals; a"
          + " seed is a number of any size, 0 or more, or a list of such",
        sameAs: nil
      ) { (seed, _) throws(SeedError) in
        NumPyGenerator(seed: try seed.numPy())
      },
      Engine(
        name: "jax", family: .jax, summary: "JAX's jax.random.key on the CPU, and Flax's dropout",
        differences:
          "Threefry 2x32, partitionable, 64-bit types off: values depend on key and index"
          + " alone; only the low 32 bits of the seed matter; dropped elements are +0",
        sameAs: nil
      ) { (seed, options) throws(SeedError) in
        let key = JAXKey(seed: try seed.jax())
        return options.folded.map { key.folding(in: $0) } ?? key
      },
    ] + presets

  /// The newest PyTorch: what is meant where no engine is named.
  public static let torch = torch(
    "torch", .latest, "PyTorch CPU, newest verified version: 2.13; 2.12 is the same",
    "two words per Bernoulli draw; float16 and bfloat16 rounded from float32; masks of strided"
      + " inputs drawn along their memory")

  /// The versions of PyTorch by name.
  private static let presets: [Engine] =
    ["2.13", "2.12"].map {
      torch("torch-\($0)", .latest, "PyTorch \($0) CPU, any processor", "", sameAs: "torch")
    } + [
      torch(
        "torch-2.11", .native, "PyTorch 2.11 CPU, any processor",
        "Bernoulli draws and memory order as torch; float16 and bfloat16 as torch-mkl")
    ]
    + ["2.10", "2.9", "2.8", "2.7"].map {
      torch(
        "torch-\($0)", .native, "PyTorch \($0) CPU, any processor", "", sameAs: "torch-2.11")
    }
    + ["2.6", "2.5", "2.4", "2.3", "2.1", "2.0"].map {
      torch("torch-\($0)", .mkl, "PyTorch \($0) CPU, x86-64 wheels", "", sameAs: "torch-mkl")
    } + [
      torch(
        "torch-1.13", .native, "PyTorch 1.13 CPU on AMD", "", sameAs: "torch-2.11"),
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
  /// PyTorch 2.12 and later.
  public static let latest = TorchProfile(bernoulli: .native, rounding: .late)
  /// The x86-64 wheels of PyTorch 2.0 to 2.6.
  public static let mkl = TorchProfile(bernoulli: .mkl, rounding: .early)
  /// PyTorch 2.7 to 2.11.
  public static let native = TorchProfile(bernoulli: .native, rounding: .early)
}
