// Versions of frameworks as pip, conda and the frameworks themselves print them.
// SPDX-License-Identifier: Apache-2.0

import CommandTable

/// `torch==2.6.0`, `2.6.0+cpu`, `PyTorch 2.6`, `v2.6`: a framework's version.
struct FrameworkVersion {
  /// What pip calls it.
  let framework: String
  let major: Int
  let minor: Int
  /// What follows `+`: how it was built.
  private let local: String
  /// What stands between the numbers and `+`: `dev20260801`, `-intel`.
  private let rest: String

  /// `nil` if the text is no version. One without a framework's name is PyTorch's.
  init?(_ text: String) {
    var text = text.lowercased()[...]
    let name = Self.frameworks.first { text.hasPrefix($0) }
    framework = name.map { $0 == "pytorch" ? "torch" : $0 } ?? "torch"
    text = text.dropFirst(name?.count ?? 0)
    text = text.drop { $0 == "=" || $0 == "-" || $0 == " " || $0 == "_" }
    if text.first == "v" { text = text.dropFirst() }
    let parts = text.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
    guard let version = parts.first else { return nil }
    local = parts.count > 1 ? String(parts[1]) : ""
    let suffix = version.drop { $0 != "-" }
    let items = version.prefix { $0 != "-" }
      .split(separator: ".", omittingEmptySubsequences: false)
    let numbers = items.prefix(3).prefix { Int($0) != nil }
    guard numbers.count >= 2, let major = Int(numbers[0]), let minor = Int(numbers[1]) else {
      return nil
    }
    self.major = major
    self.minor = minor
    rest = items.dropFirst(numbers.count).joined() + suffix
  }

  /// The version without its patch: `2.6`.
  var name: String { "\(major).\(minor)" }

  /// Whether it was built for a GPU.
  var isForGPU: Bool { ["cu", "rocm", "xpu"].contains { local.hasPrefix($0) } }

  /// The engines of this version; several where the processor decides.
  ///
  /// - Throws: `ValueError` for a version that nobody has looked at, with its neighbours.
  func engines() throws(ValueError) -> [Engine] {
    guard framework == "torch" else { return [try otherEngine()] }
    let row = "torch-\(name)"
    if let engine = Engine.named(row + rest), !rest.isEmpty { return [engine] }
    // A release candidate or a nightly build is no release.
    let engines =
      rest.isEmpty ? Engine.catalogue.filter { $0.name == row || $0.name.hasPrefix(row + "-") } : []
    if engines.isEmpty { throw unverified }
    return engines
  }

  /// The one engine of this version.
  func engine() throws(ValueError) -> Engine {
    let engines = try engines()
    let names = engines.map { "'\($0.name)' (\($0.summary))" }.joined(separator: " or ")
    if isForGPU {
      throw ValueError("is a build for GPUs: its CPU tensors are \(names), \(gpuText)")
    }
    guard engines.count == 1 else {
      throw ValueError("draws differently on different processors: did you mean \(names)?")
    }
    return engines[0]
  }

  /// What there is for tensors on the build's GPU.
  var gpuText: String {
    guard local.hasPrefix("cu") else { return "and there is no engine for its GPU's tensors" }
    // Which release after 2.6 widened the kernels' vectors is not known.
    let names =
      (major, minor) < (2, 7)
      ? "'torch-cuda-2.6'"
      : (major, minor) == (2, 7) ? "'torch-cuda-2.6' or 'torch-cuda'" : "'torch-cuda'"
    return "its CUDA tensors are \(names)"
  }

  /// The names that may stand in front of a version.
  static let frameworks = ["pytorch", "torch"] + Engine.catalogue.flatMap(\.verified.keys)

  /// The first engine of a framework whose releases are not engines of their own.
  private func otherEngine() throws(ValueError) -> Engine {
    guard let engine = Engine.catalogue.first(where: { $0.verified[framework] != nil }),
      let releases = engine.verified[framework]
    else { throw .noChoice(framework) }
    guard releases.contains(name), rest.isEmpty else {
      let nearest = nearest(among: releases.compactMap { FrameworkVersion("\(framework)-\($0)") })
        .map(\.name).joined(separator: " and ")
      throw ValueError(
        "is no release that was verified; '\(engine.name)' was verified with \(framework)"
          + " \(nearest)")
    }
    return engine
  }

  /// That nobody has looked at this version, with the engines of those next to it.
  private var unverified: ValueError {
    let engines = Engine.catalogue.filter { $0.name.hasPrefix("torch-") }
    let nearest = nearest(
      among: engines.compactMap { FrameworkVersion($0.name) }.filter(\.rest.isEmpty))
    let names = nearest.flatMap { version in
      engines.map(\.name).filter { FrameworkVersion($0)?.name == version.name }
    }
    let offers = names.map { "'\($0)'" }.joined(separator: " and ")
    return ValueError(
      "is no release that was verified; the nearest \(names.count == 1 ? "is" : "are") \(offers);"
        + " 'regx engines' lists all")
  }

  /// The versions next to this one, before and after, or the one of the same number.
  private func nearest(among versions: [FrameworkVersion]) -> [FrameworkVersion] {
    let sorted = versions.sorted { ($0.major, $0.minor) < ($1.major, $1.minor) }
    if let same = sorted.first(where: { $0.name == name }) { return [same] }
    let before = sorted.last { ($0.major, $0.minor) < (major, minor) }
    let after = sorted.first { ($0.major, $0.minor) > (major, minor) }
    return [before, after].compactMap(\.self)
  }
}

extension Engine {
  /// The versions of its framework that it stands for, its aliases' too.
  var versions: [String] {
    if let releases = verified[framework.rawValue] { return releases }
    let rows = [self] + Engine.catalogue.filter { $0.sameAs == name }
    return rows.compactMap { row in
      row.name.hasPrefix("torch-") ? FrameworkVersion(row.name)?.name : nil
    }
  }
}
