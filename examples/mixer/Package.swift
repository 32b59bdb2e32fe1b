// swift-tools-version: 6.3
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

let package = Package(
  name: "mixer",
  platforms: [.macOS(.v26)],
  products: [.library(name: "Mixer", targets: ["Mixer"])],
  // A package elsewhere names a version: .package(url: "…", from: "0.1.0").
  dependencies: [.package(name: "regx", path: "../..")],
  targets: [
    .target(
      name: "Mixer",
      dependencies: [
        .product(name: "TensorCore", package: "regx"),
        .product(name: "RandomStreams", package: "regx"),
        .product(name: "Regularization", package: "regx"),
      ]),
    .testTarget(
      name: "MixerTests",
      dependencies: ["Mixer", .product(name: "TensorFormats", package: "regx")],
      exclude: ["golden.safetensors"]),
  ]
)
