// swift-tools-version: 6.3
// SPDX-License-Identifier: Apache-2.0
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

// One source of inner loops is compiled three times, twice for newer processors; the best copy that
// runs is chosen when it is first needed. A copy must hold nothing but functions over pointers,
// numbers and vectors (`Sources/Kernels/Base/Vectors.swift` says why).
//
// The flags speak to x86-64 alone, and are as good as absent where another processor is built for,
// whatever processor builds. Such flags are unsafe, which since tools version 6.2 keeps nobody from
// depending on the package by version.
func kernels(_ level: String, _ flags: [String] = []) -> Target {
  .target(
    name: "Kernels\(level)", dependencies: ["KernelInterface"], path: "Sources/Kernels/\(level)",
    swiftSettings: strict + (flags.isEmpty ? [] : [.unsafeFlags(flags.flatMap { ["-Xcc", $0] })]))
}
func forX86(_ architecture: String) -> [String] {
  ["-Xarch_x86_64", "-march=\(architecture)", "-Qunused-arguments"]
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
    .library(name: "Identification", targets: ["Identification"]),
  ],
  targets: [
    .target(name: "CSystem"),
    .target(
      name: "KernelInterface", path: "Sources/Kernels/Interface", swiftSettings: strict),
    kernels("Base"),
    kernels("AVX2", forX86("x86-64-v3")),
    kernels("AVX512", forX86("x86-64-v4")),
    .target(
      name: "KernelSelection",
      dependencies: ["CSystem", "KernelInterface", "KernelsBase", "KernelsAVX2", "KernelsAVX512"],
      path: "Sources/Kernels/Selection", swiftSettings: strict),
    .target(
      name: "TensorCore", dependencies: ["CSystem", "KernelInterface", "KernelSelection"],
      swiftSettings: strict),
    .target(
      name: "RandomStreams", dependencies: ["KernelInterface", "KernelSelection"],
      swiftSettings: strict),
    .target(
      name: "TensorFormats", dependencies: ["CSystem", "TensorCore"], swiftSettings: strict),
    .target(
      name: "Regularization", dependencies: ["TensorCore", "RandomStreams"],
      swiftSettings: strict),
    .target(name: "Comparison", dependencies: ["TensorCore"], swiftSettings: strict),
    .target(
      name: "Identification", dependencies: ["Regularization", "RandomStreams", "TensorCore"],
      swiftSettings: strict),
    .target(
      name: "Experiments", dependencies: ["Regularization", "TensorCore", "RandomStreams"],
      swiftSettings: strict),
    .target(name: "CommandTable", swiftSettings: strict),
    .target(name: "Pictures", swiftSettings: strict),
    .target(
      name: "RegxCommand",
      dependencies: [
        "CSystem", "CommandTable", "Comparison", "Pictures", "Experiments", "Identification",
        "KernelInterface",
        "KernelSelection",
        "Regularization", "RandomStreams", "TensorCore", "TensorFormats",
      ],
      swiftSettings: strict),
    // Static: the process starts without loading libraries, and needs none. Not in debug builds: the
    // sanitizers are libraries.
    .executableTarget(
      name: "regx", dependencies: ["RegxCommand"], swiftSettings: strict,
      linkerSettings: [
        .unsafeFlags(["-static-executable"], .when(platforms: [.linux], configuration: .release))
      ]),
    // What `make bench` times in process; no product.
    .executableTarget(
      name: "Measure",
      dependencies: ["KernelInterface", "RandomStreams", "Regularization", "TensorCore"],
      path: "Tests/Benchmarks/Measure", swiftSettings: strict),
    .testTarget(
      name: "TensorCoreTests", dependencies: ["KernelInterface", "KernelSelection", "TensorCore"],
      swiftSettings: strict),
    .testTarget(
      name: "ComparisonTests", dependencies: ["Comparison", "TensorCore"], swiftSettings: strict),
    .testTarget(
      name: "TensorFormatsTests", dependencies: ["TensorFormats", "TensorCore"],
      exclude: ["Fixtures"], swiftSettings: strict),
    .testTarget(
      name: "RandomStreamsTests",
      dependencies: ["KernelInterface", "KernelSelection", "RandomStreams"], exclude: ["Golden"],
      swiftSettings: strict),
    .testTarget(
      name: "ExperimentsTests",
      dependencies: [
        "Experiments", "Regularization", "RandomStreams", "RegxCommand", "TensorCore",
        "TensorFormats",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "RegularizationTests",
      dependencies: ["Regularization", "RandomStreams", "TensorCore", "TensorFormats"],
      swiftSettings: strict),
    .testTarget(
      name: "IdentificationTests",
      dependencies: [
        "Identification", "KernelInterface", "KernelSelection", "Regularization", "RandomStreams",
        "TensorCore",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "RegxCommandTests",
      dependencies: [
        "RegxCommand", "CommandTable", "RandomStreams", "TensorCore", "TensorFormats",
      ],
      exclude: [
        "Texts", "processes", "shards", "faults", "slurm-daemons", "old-processors", "terminal",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "PicturesTests", dependencies: ["Pictures"], exclude: ["Golden"],
      swiftSettings: strict),
    .testTarget(
      name: "CommandTableTests", dependencies: ["CommandTable"], exclude: ["Golden"],
      swiftSettings: strict),
  ]
)
