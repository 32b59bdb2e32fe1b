// regx modes and regx engines: what there is to choose from.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import RandomStreams
import Regularization

extension Subcommand {
  static let modes = Subcommand(
    Command(
      "modes", summary: "List the modes; with a name, or --long, tell all about them",
      examples: [
        Example("regx modes", shows: "Every mode, one line each"),
        Example("regx modes drop-path:bernoulli", shows: "Formula, draws, edge cases and source"),
        Example("regx modes --format json", shows: "All of it, for a program"),
      ],
      groups: [FlagGroup("What is told", [.long, .catalogueFormat])],
      operands: [
        Operand("MODE", help: "The mode to tell about", count: .optional, values: Mode.values) {
          (options, word) throws(ValueError) in
          options.mode.modes = [try Mode.meant(by: word)]
        }
      ]),
    ModesRequest.self)

  static let engines = Subcommand(
    Command(
      "engines", summary: "List the engines; with a name, or --long, tell all about them",
      description: "Which one is yours? This line prints what decides it, and --for takes what it"
        + " prints:\n\n"
        + "  python3 -c \"import torch, platform; print(torch.__version__,\n"
        + "    f'mkl={torch.backends.mkl.is_available()}', platform.machine())\"\n\n"
        + "For PyTorch 1.13 add Intel or AMD, the processor's maker.",
      examples: [
        Example("regx engines", shows: "Every engine, one line each"),
        Example("regx engines torch-mkl", shows: "The versions and processors it stands for"),
        Example(
          "regx engines --for '2.6.0+cpu mkl=True x86_64'", shows: "The engine of that build"),
      ],
      groups: [FlagGroup("What is told", [.long, .build, .catalogueFormat])],
      operands: [
        Operand("ENGINE", help: "The engine to tell about", count: .optional, values: Engine.values)
        { (options, word) throws(ValueError) in
          options.engine.engine = try Engine.meant(by: word)
        }
      ]),
    EnginesRequest.self)
}

/// The modes to tell about.
struct ModesRequest: CommandRequest {
  private let modes: [Mode]
  private let flags: CatalogueFlags

  init(_ line: RawLine) throws {
    (modes, flags) = (line.options.mode.modes, line.options.catalogue)
  }

  func run(on console: Console) throws {
    try Catalogue(command: "modes", rows: (modes.isEmpty ? Mode.catalogue : modes).map(\.row))
      .write(flags, isDetailed: !modes.isEmpty, to: console)
  }
}

/// The engines to tell about.
struct EnginesRequest: CommandRequest {
  /// The one that is named.
  private let engine: Engine?
  private let flags: CatalogueFlags

  init(_ line: RawLine) throws {
    flags = line.options.catalogue
    if let name = line.operands.first, flags.build != nil {
      throw line.error("ENGINE \(quoted(name)): --for finds it; give one of them")
    }
    engine = line.operands.isEmpty ? nil : line.options.engine.engine
  }

  func run(on console: Console) throws {
    let rows =
      if let engine {
        [engine.row()]
      } else if let build = flags.build {
        build.matches.map { $0.engine.row(note: $0.note) }
      } else {
        Engine.catalogue.map { $0.row() }
      }
    try Catalogue(command: "engines", rows: rows)
      .write(flags, isDetailed: engine != nil || flags.build != nil, to: console)
  }
}

/// What `modes` and `engines` tell.
struct CatalogueFlags: Sendable {
  var isLong = false
  var format = CatalogueFormat.text
  /// The build whose engine is asked for.
  var build: FrameworkBuild?
}

extension Flag where Options == RawFlags {
  static let long = RegxFlag(
    "long", short: "l", help: "All facts, of each", turns: \.catalogue.isLong)

  static let build = RegxFlag(
    "for", metavar: "BUILD", help: "The engine of a build: version, MKL, machine",
    details: "What the line of Python above prints, or a part of it.", in: \.catalogue.build,
    shown: { _ in nil }
  ) { (text) throws(ValueError) in
    try FrameworkBuild(text)
  }

  static let catalogueFormat = RegxFlag(
    "format", metavar: "FORMAT", help: "How it is written",
    caseIn: \.catalogue.format, explained: { $0.summary })
}

extension Mode {
  /// What there is to know.
  fileprivate var row: Catalogue.Row {
    let engines = Engine.catalogue.filter { frameworks.contains($0.framework) && $0.sameAs == nil }
      .map(\.name)
    let flags = parameters.map { "--\($0.rawValue)" }.sorted()
    let others = Framework.allCases.compactMap { framework -> Fact? in
      guard let other = elsewhere[framework] else { return nil }
      let text = other.name == name ? other.summary : other.name
      let key = String(framework.rawValue.map { $0 == "-" ? "_" : $0 })
      return Fact("on \(framework.rawValue)", "on_\(key)", .text(text))
    }
    return Catalogue.Row(
      name: name, summary: summary,
      facts: [
        Fact("also", "synonyms", .list(Mode.values.synonyms(of: choice))),
        Fact(nil, "heading", .text(heading)),
        Fact("formula", .text(formula)), Fact("noise", "draws", .text(noise)),
        Fact("edges", .text(edges)), Fact("flags", .words(flags)),
        Fact("engines", .list(engines)), Fact("source", .text(source)),
      ] + others)
  }
}

extension Engine {
  /// What there is to know; `note` is about one machine.
  fileprivate func row(note: String = "") -> Catalogue.Row {
    let rules = sameAs.flatMap(Engine.named)?.differences ?? differences
    return Catalogue.Row(
      name: name, summary: summary,
      facts: [
        Fact("also", "synonyms", .list(Engine.values.synonyms(of: choice))),
        Fact(nil, "framework", .text(framework.rawValue)), Fact("versions", .list(versions)),
        Fact("same as", "same_as", .optional(sameAs)), Fact("rules", "differences", .text(rules)),
      ] + (note.isEmpty ? [] : [Fact("note", .text(note))]))
  }
}
