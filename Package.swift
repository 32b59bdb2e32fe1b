// swift-tools-version: 6.3
import PackageDescription

// The manifest is the layering: a target sees what its dependencies name, and nothing else
// (`make check` builds with the compiler's explicit-import check).

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// What makes a short run of the program shorter. Such flags keep other packages from depending on a
// product by version, so no library product may have them.
//
// - Types made by calling their accessors: a quarter of the time that reading their names takes.
// - A section for each function, so that the linker can lay those of a start side by side.
let program =
  strict + [
    .unsafeFlags([
      "-Xfrontend", "-disable-concrete-type-metadata-mangled-name-accessors",
      "-Xfrontend", "-function-sections",
    ])
  ]

// The inner loops of `VectorKernels` compiled for newer processors. A package whose products need
// such flags cannot be depended on by version, so only the executable has these targets, and no
// library product may.
#if arch(x86_64) && os(Linux)
  let vectorLevels = [
    ("AVX2", ["-march=x86-64-v3"]), ("AVX512", ["-march=x86-64-v4"]),
    ("AVX512IFMA", ["-march=x86-64-v4", "-mavx512ifma"]),
  ]
#else
  let vectorLevels: [(String, [String])] = []
#endif
let vectorTargets: [Target] = vectorLevels.map { name, flags in
  .target(
    name: "VectorKernels\(name)",
    swiftSettings: strict + [.unsafeFlags(flags.flatMap { ["-Xcc", $0] })])
}
let vectorDependencies: [Target.Dependency] = vectorLevels.map {
  .init(stringLiteral: "VectorKernels\($0.0)")
}

let package = Package(
  name: "regx",
  platforms: [.macOS(.v26)],
  products: [
    .executable(name: "regx", targets: ["regx"]),
    .library(name: "TensorCore", targets: ["TensorCore"]),
    .library(name: "TensorFormats", targets: ["TensorFormats"]),
    .library(name: "RandomStreams", targets: ["RandomStreams"]),
    .library(name: "Regularization", targets: ["Regularization"]),
  ],
  targets: [
    .target(name: "TensorCore", swiftSettings: strict),
    .target(name: "VectorKernels", swiftSettings: strict),
    .target(name: "RandomStreams", dependencies: ["VectorKernels"], swiftSettings: strict),
    .target(name: "TensorFormats", dependencies: ["TensorCore"], swiftSettings: strict),
    .target(
      name: "Regularization", dependencies: ["TensorCore", "RandomStreams"],
      swiftSettings: strict),
    .target(
      name: "ProcessorKernels", dependencies: ["RandomStreams"] + vectorDependencies,
      swiftSettings: program),
    .target(
      name: "Experiments", dependencies: ["Regularization", "TensorCore", "RandomStreams"],
      swiftSettings: program),
    .target(
      name: "CommandTable",
      swiftSettings: program + [.unsafeFlags(["-cross-module-optimization"])]),
    .target(
      name: "RegxCommand",
      dependencies: [
        "CommandTable", "Experiments", "ProcessorKernels", "Regularization", "RandomStreams",
        "TensorCore", "TensorFormats",
      ],
      swiftSettings: program),
    // Static: the process starts without loading libraries, and needs none. `start.order` is what
    // a start touches (`make start-order` writes it); only lld takes such a list. Should a newer
    // runtime need what `Runtime.swift` leaves out, both may stand in the program.
    .executableTarget(
      name: "regx", dependencies: ["RegxCommand"], exclude: ["start.order"],
      swiftSettings: program,
      linkerSettings: [
        .unsafeFlags(
          [
            "-static-executable", "-use-ld=lld", "-Xlinker",
            "--symbol-ordering-file=\(Context.packageDirectory)/Sources/regx/start.order",
            "-Xlinker", "--no-warn-symbol-ordering", "-Xlinker", "--allow-multiple-definition",
          ], .when(platforms: [.linux]))
      ]),
    // What `make bench` times in process; no product.
    .executableTarget(
      name: "Measure",
      dependencies: ["ProcessorKernels", "RandomStreams", "Regularization", "TensorCore"],
      path: "Tests/Benchmarks/Measure", swiftSettings: strict),
    .testTarget(name: "TensorCoreTests", dependencies: ["TensorCore"], swiftSettings: strict),
    .testTarget(
      name: "TensorFormatsTests", dependencies: ["TensorFormats", "TensorCore"],
      exclude: ["Fixtures"], swiftSettings: strict),
    .testTarget(
      name: "RandomStreamsTests", dependencies: ["RandomStreams", "ProcessorKernels"],
      exclude: ["Golden"], swiftSettings: strict),
    .testTarget(
      name: "ExperimentsTests",
      dependencies: [
        "Experiments", "Regularization", "RandomStreams", "RegxCommand", "TensorCore",
        "TensorFormats",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "RegularizationTests",
      dependencies: ["Regularization", "RandomStreams", "TensorCore"], swiftSettings: strict),
    .testTarget(
      name: "RegxCommandTests",
      dependencies: ["RegxCommand", "CommandTable", "TensorCore", "TensorFormats"],
      exclude: ["Texts", "processes", "shards", "faults", "slurm-daemons", "old-processors"],
      swiftSettings: strict),
    .testTarget(
      name: "CommandTableTests", dependencies: ["CommandTable"], exclude: ["Golden"],
      swiftSettings: strict),
  ] + vectorTargets
)
